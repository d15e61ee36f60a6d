using IncidentBot.Core.Actions;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;

namespace IncidentBot.Api;

/// <summary>What people promised to do, across all incidents, soonest first.</summary>
internal sealed class ActionEndpoint(IStore store, IArchive archive, WorkingHours office, TimeProvider time)
{
    private const int PageSize = 200;

    private const int MaxShown = 1_000;

    /// <summary>
    /// Incidents whose items are still called for are in memory, however old. Of the others those declared since then are looked at: a date lies at
    /// most a year ahead, and an item that is a month overdue is called for no more.
    /// </summary>
    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(400);

    public async Task<IResult> ListAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var query = new Query(http.Request.Query, "person", "overdue", "max", "includePrivate");
        var (person, overdue, max, hidden) = (query.Text("person"), query.Flag("overdue"), (int)(query.Number("max", 1, MaxShown) ?? PageSize), query.Flag("includePrivate"));
        if (query.Problem is { } problem)
        {
            return problem.ToResult();
        }

        if (hidden && !http.SeesPrivate())
        {
            return Problem.Of(StatusCodes.Status403Forbidden).ToResult();
        }

        var now = time.GetUtcNow();
        var today = office.DateOf(now);
        var open = (await LoadAsync(now, cancellationToken))
            .Where(incident => (hidden || !incident.Private) && !incident.IsCancelled)
            .SelectMany(incident => incident.Actions.Where(item => item.IsOpen).Select(item => OpenAction.Of(incident, item, today)))
            .Where(item => (person is null || string.Equals(item.Person, person, StringComparison.Ordinal)) && (!overdue || item.Overdue))
            .OrderBy(item => item.Due).ThenBy(item => item.Number).ThenBy(item => item.Incident, StringComparer.Ordinal)
            .ToList();
        return TypedResults.Json(new ActionItems([.. open.Take(max)], open.Count), ApiJson.Web.ActionItems);
    }

    private async Task<IEnumerable<Incident>> LoadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = (await store.LoadLiveAsync(cancellationToken)).Where(history => history.Stream.IsIncident).ToDictionary(history => history.Stream, Incident.Fold);
        long? before = null;
        do
        {
            var page = await archive.FindIncidentsAsync(new IncidentQuery(Before: before, Max: PageSize, IncludePrivate: true), cancellationToken);
            var recent = page.Items.Where(summary => summary.DeclaredAt >= now - LookedBack).ToList();
            foreach (var stream in recent.Select(summary => StreamId.Of(new IncidentId(summary.Number))).Where(stream => !all.ContainsKey(stream)))
            {
                if (await store.LoadAsync(stream, cancellationToken) is { } history)
                {
                    all.Add(stream, Incident.Fold(history));
                }
            }

            // Newest first: once a whole page is older, so is the rest.
            before = recent.Count == 0 ? null : page.Next;
        }
        while (before is not null);
        return all.Values;
    }
}

/// <param name="Actions">Soonest first.</param>
/// <param name="Total">How many there are, shown or not.</param>
internal sealed record ActionItems(IReadOnlyList<OpenAction> Actions, int Total);

/// <summary>One action item that is not done.</summary>
/// <param name="Number">Within its incident; <c>action INC-7 done 2</c> ticks it.</param>
/// <param name="Overdue">Its date has passed where the team works.</param>
internal sealed record OpenAction(string Incident, string Title, int Number, string Person, string Name, DateOnly Due, bool Overdue, string Text, ActionKind? Kind, DateTimeOffset Added)
{
    public static OpenAction Of(Incident incident, ActionItem item, DateOnly today) =>
        new(incident.Id.ToString(), incident.Title, item.Number, item.Person, item.Name, item.Due, item.Due < today, item.Text, item.Kind, item.Added);
}
