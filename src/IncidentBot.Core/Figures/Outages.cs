using IncidentBot.Core.Incidents;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Figures;

/// <summary>When parts of the product were out, and how much of a window that is (integrations page, section 17, "Metrics").</summary>
public static class Outages
{
    /// <summary>What a level weighs: a degraded part is still there.</summary>
    private static double Weight(ComponentStatus level) => level switch
    {
        ComponentStatus.MajorOutage => 1,
        ComponentStatus.PartialOutage => 0.3,
        _ => 0,
    };

    /// <summary>
    /// What people said of each part, as stretches: from when it was said (the first time from when users began to notice, if that was
    /// said) to when something else was said of it; the last one ends with the impact, or if that was over already with the incident, or not yet.
    /// </summary>
    public static IEnumerable<(string Component, Stretch Stretch)> Of(Incident incident, IReadOnlyList<Recorded> entries, DateTimeOffset now)
    {
        var figures = IncidentFigures.Of(incident);
        foreach (var component in entries.Where(entry => entry.Event is ComponentRated).GroupBy(entry => ((ComponentRated)entry.Event).Name, StringComparer.OrdinalIgnoreCase))
        {
            var said = component.ToList();
            for (var i = 0; i < said.Count; i++)
            {
                var level = ((ComponentRated)said[i].Event).Status;
                var from = i == 0 && figures.Began < said[i].At ? figures.Began : said[i].At;
                var to = i + 1 < said.Count ? said[i + 1].At : Over(incident, figures).FirstOrDefault(over => over > from) ?? now;
                if (level != ComponentStatus.Operational && to > from)
                {
                    yield return (component.Key, new Stretch(from, to, level));
                }
            }
        }
    }

    private static IEnumerable<DateTimeOffset?> Over(Incident incident, IncidentFigures figures) => [figures.Mitigated, incident.ResolvedAt, incident.EndedAt];

    /// <summary>The length of the union of all stretches with an outage; what overlaps counts once, what is only degraded not at all.</summary>
    public static TimeSpan Downtime(IEnumerable<Stretch> stretches, Window window) => Sum(stretches, window, level => Weight(level) > 0 ? 1 : 0);

    /// <summary>
    /// 1 − Σ w · (union of the stretches at that level) / T, in percent with two decimals, rounded down; where levels overlap the higher one
    /// counts. Null for a window of no length.
    /// </summary>
    public static decimal? Availability(IEnumerable<Stretch> stretches, Window window) => window.Length == TimeSpan.Zero
        ? null
        : Math.Floor((1 - ((decimal)Sum(stretches, window, Weight).Ticks / window.Length.Ticks)) * 10_000) / 100;

    private static TimeSpan Sum(IEnumerable<Stretch> stretches, Window window, Func<ComponentStatus, double> weight)
    {
        var inside = stretches.Select(window.Cut).OfType<Stretch>().ToList();
        var edges = inside.SelectMany(stretch => new[] { stretch.From, stretch.To }).Distinct().Order().ToList();
        var sum = TimeSpan.Zero;
        for (var i = 1; i < edges.Count; i++)
        {
            var heaviest = inside.Where(stretch => stretch.From <= edges[i - 1] && stretch.To >= edges[i]).Select(stretch => weight(stretch.Level)).DefaultIfEmpty(0).Max();
            sum += (edges[i] - edges[i - 1]) * heaviest;
        }

        return sum;
    }
}
