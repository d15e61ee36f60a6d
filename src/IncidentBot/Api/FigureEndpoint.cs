using System.Globalization;
using IncidentBot.Core.Figures;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;

namespace IncidentBot.Api;

/// <summary>Figures over a window of time, by the formulas of the reports. Without a window: the last thirty days.</summary>
internal sealed class FigureEndpoint(IStore store, IArchive archive, WorkingHours office, TimeProvider time)
{
    private const int PageSize = 200;

    private const int LongestDays = 400;

    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);

    /// <summary>What was declared this long before the window may still have been out in it; what is older and ended is not looked at.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromDays(90);

    public async Task<IResult> ShowAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var query = new Query(http.Request.Query, "from", "to", "includePrivate");
        var (from, to, hidden) = (query.Moment("from", office), query.Moment("to", office), query.Flag("includePrivate"));
        if (query.Problem is { } problem)
        {
            return problem.ToResult();
        }

        var now = time.GetUtcNow();
        var window = new Window(from ?? (to ?? now) - Usual, to ?? now, now);
        if (window.From >= window.To || window.To - window.From > TimeSpan.FromDays(LongestDays))
        {
            return Problem.Invalid(string.Create(CultureInfo.InvariantCulture, $"'from' lies before 'to', at most {LongestDays} days.")).ToResult();
        }

        if (hidden && !http.SeesPrivate())
        {
            return Problem.Of(StatusCodes.Status403Forbidden).ToResult();
        }

        return TypedResults.Json(FiguresReport.Of(await LoadAsync(window, hidden, cancellationToken), window, office), ApiJson.Web.FiguresReport);
    }

    private async Task<List<(Incident, IReadOnlyList<Recorded>)>> LoadAsync(Window window, bool hidden, CancellationToken cancellationToken)
    {
        List<(Incident, IReadOnlyList<Recorded>)> all = [];
        long? before = null;
        do
        {
            var page = await archive.FindIncidentsAsync(new IncidentQuery(Before: before, Max: PageSize, IncludePrivate: hidden), cancellationToken);
            foreach (var summary in page.Items.Where(summary => summary.DeclaredAt < window.To && (summary.DeclaredAt >= window.From - Before || summary.EndedAt is null)))
            {
                if (await store.LoadAsync(StreamId.Of(new IncidentId(summary.Number)), cancellationToken) is { } history)
                {
                    all.Add((Incident.Fold(history), history.Events));
                }
            }

            before = page.Next;
        }
        while (before is not null);
        return all;
    }
}
