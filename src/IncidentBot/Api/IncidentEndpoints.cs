using IncidentBot.Core.Incidents;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Store;

namespace IncidentBot.Api;

/// <summary>Look-ups: the list, one incident, its timeline. A private incident is not there for a caller without the right to see it.</summary>
internal sealed class IncidentEndpoints(IStore store, IArchive archive)
{
    private const int MaxPage = 200;

    public async Task<IResult> ListAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var query = new Query(http.Request.Query, "open", "severity", "text", "before", "max", "includePrivate");
        var wanted = new IncidentQuery(
            query.Flag("open"),
            query.Word<Severity>("severity"),
            query.Text("text"),
            query.Number("before", 1, long.MaxValue),
            (int)(query.Number("max", 1, MaxPage) ?? 50),
            query.Flag("includePrivate"));
        if (query.Problem is { } problem)
        {
            return problem.ToResult();
        }

        if (wanted.IncludePrivate && !http.SeesPrivate())
        {
            return Problem.Of(StatusCodes.Status403Forbidden).ToResult();
        }

        var page = await archive.FindIncidentsAsync(wanted, cancellationToken);
        return TypedResults.Json(new IncidentList(page.Items, page.Next, page.Behind), ApiJson.Web.IncidentList);
    }

    public async Task<IResult> ShowAsync(HttpContext http, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(http, id, cancellationToken) is not { } found)
        {
            return Missing(id).ToResult();
        }

        var (summary, history) = found;
        var timers = history.Timers.OrderBy(timer => timer.Due).ThenBy(timer => timer.Name, StringComparer.Ordinal).ToList();
        return TypedResults.Json(new IncidentDetail(summary, history.Version, history.Head.ToString(), timers, IncidentState.Of(Incident.Fold(history))), ApiJson.Web.IncidentDetail);
    }

    public async Task<IResult> TimelineAsync(HttpContext http, string id, CancellationToken cancellationToken)
    {
        var query = new Query(http.Request.Query, "after", "max");
        var after = query.Number("after", 0, long.MaxValue) ?? 0;
        var max = (int)(query.Number("max", 1, MaxPage) ?? MaxPage);
        if (query.Problem is { } problem)
        {
            return problem.ToResult();
        }

        if (await FindAsync(http, id, cancellationToken) is not { } found)
        {
            return Missing(id).ToResult();
        }

        var page = await archive.ReadTimelineAsync(found.History.Stream, after, max, cancellationToken);
        var entries = page.Items.Select((entry, index) => Entry(after + index + 1, entry)).ToList();
        return TypedResults.Json(new TimelinePage(found.Summary.Id, entries, page.Next, page.Behind), ApiJson.Web.TimelinePage);
    }

    /// <summary>The draft of the post-mortem, as Markdown.</summary>
    public async Task<IResult> PostMortemAsync(HttpContext http, string id, CancellationToken cancellationToken) =>
        await FindAsync(http, id, cancellationToken) is { } found
            ? TypedResults.Text(PostMortemDraft.Write(Incident.Fold(found.History), found.History.Events), "text/markdown; charset=utf-8")
            : Missing(id).ToResult();

    private async ValueTask<(IncidentSummary Summary, History History)?> FindAsync(HttpContext http, string text, CancellationToken cancellationToken)
    {
        if (!IncidentId.TryParse(text, out var id) || await store.LoadAsync(StreamId.Of(id), cancellationToken) is not { } history)
        {
            return null;
        }

        var summary = history.Events.Aggregate(default(IncidentSummary), (before, entry) => IncidentSummary.Apply(history.Stream, before, entry));
        return summary is null || (summary.Private && !http.SeesPrivate()) ? null : (summary, history);
    }

    private static TimelineEntry Entry(long number, Recorded entry) =>
        new(number, entry.At, entry.By.Id, entry.By.Name, EventBook.KindOf(entry.Event).Name, TimelineWords.Of(entry), entry.Chain.ToString());

    private static Problem Missing(string id) => IncidentId.TryParse(id, out var known)
        ? new(StatusCodes.Status404NotFound, "Not found", $"There is no incident {known}.", "GET /api/incidents lists them.")
        : new(StatusCodes.Status404NotFound, "Not found", "An incident is called INC- and a number.", "GET /api/incidents lists them.");
}
