using IncidentBot.Core.Incidents;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Figures;

/// <summary>
/// What a window of time looked like, by the exact formulas of the integrations page, section 17: b impact began, d detected, p paged, a first
/// acknowledgement, m impact ended, r resolved, o declared. Counted are incidents declared in it, with the highest severity they ever had, and
/// without drills, merged and cancelled ones, investigation tasks and alerts that nobody confirmed.
/// </summary>
/// <param name="Counted">By severity, P1 first.</param>
/// <param name="MeanMinutesBetween">(T − Σ downtime) / N; null = none in the window.</param>
/// <param name="P1FreeDays">Whole local days since the last P1 was resolved, also if it was lowered later; 0 while one is open, null without any.</param>
/// <param name="AlertPrecision">Red alerts that led to action, of all that opened an incident.</param>
public sealed record FiguresReport(
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyDictionary<Severity, int> Counted,
    IReadOnlyList<Measure> Times,
    Share ResponseMet,
    Share ResolutionMet,
    long DowntimeMinutes,
    long? MeanMinutesBetween,
    int? P1FreeDays,
    Share AlertPrecision,
    IReadOnlyList<ComponentFigures> Components)
{
    /// <param name="all">Also what was declared before the window: it may still have been out in it.</param>
    /// <param name="office">Where the team's days begin and end.</param>
    public static FiguresReport Of(IReadOnlyCollection<(Incident Incident, IReadOnlyList<Recorded> Entries)> all, Window window, WorkingHours office)
    {
        var counting = all.Where(one => Counts(one.Incident)).ToList();
        var counted = counting.Select(one => one.Incident).Where(incident => window.Holds(incident.DeclaredAt)).OrderBy(incident => incident.Id).ToList();
        var outages = counting.SelectMany(one => Outages.Of(one.Incident, one.Entries, window.Until)).ToList();
        var downtime = Outages.Downtime([.. outages.Select(outage => outage.Stretch), .. counting.Select(one => one.Incident).Where(incident => incident.HighestSeverity == Severity.P1).Select(incident => Impact(incident, window))], window);
        return new FiguresReport(
            window.From,
            window.To,
            Enum.GetValues<Severity>().ToDictionary(severity => severity, severity => counted.Count(incident => incident.HighestSeverity == severity)),
            AllTimes(counted, window),
            Met(counted, window, ClockKind.Response, incident => incident.ResponseClock, incident => incident.AcknowledgedAt),
            Met(counted, window, ClockKind.Resolution, incident => incident.ResolutionClock, incident => incident.ResolvedAt),
            Measure.Minutes(downtime),
            counted.Count == 0 ? null : Measure.Minutes((window.Length - downtime) / counted.Count),
            FreeOfP1([.. counting.Select(one => one.Incident)], window, office),
            Precision([.. all.Select(one => one.Incident)], window),
            [.. outages.GroupBy(outage => outage.Component, outage => outage.Stretch, StringComparer.OrdinalIgnoreCase).OrderBy(component => component.Key, StringComparer.OrdinalIgnoreCase).Select(component => ComponentFigures.Of(component.Key, [.. component], window))]);
    }

    /// <summary>Only the target of a merge is counted, and nothing that was no incident.</summary>
    public static bool Counts(Incident incident) => incident is { Drill: false, IsMerged: false, IsCancelled: false, Provisional: false, IsTask: false };

    private static IReadOnlyList<Measure> AllTimes(List<Incident> counted, Window window)
    {
        var answered = counted.Where(incident => incident.Procedure.FirstOf(StepPhase.Alert) is not null).ToList();
        return
        [
            Measure.Of("detect (d − b)", [.. counted.Select(incident => (incident.Id.ToString(), IncidentFigures.Of(incident).TimeToDetect, false))]),
            Time("acknowledge (a − p)", answered, window, figures => figures.Declared, figures => figures.Acknowledged),
            Time("mitigate (m − d)", counted, window, figures => figures.Detected, figures => figures.Mitigated),
            Time("restore (m − b)", counted, window, figures => figures.Began, figures => figures.Mitigated),
            Time("resolve (r − o)", counted, window, figures => figures.Declared, figures => figures.Resolved),
        ];
    }

    /// <summary>What has not happened by the end of the window counts up to it, and is said to.</summary>
    private static Measure Time(string name, IEnumerable<Incident> incidents, Window window, Func<IncidentFigures, DateTimeOffset> from, Func<IncidentFigures, DateTimeOffset?> to) => Measure.Of(
        name,
        [.. incidents.Select(incident => IncidentFigures.Of(incident) is var figures && to(figures) is { } end && end <= window.Until
            ? (incident.Id.ToString(), end - from(figures), false)
            : (incident.Id.ToString(), window.Until - from(figures), true))]);

    /// <summary>Met, of all that got there or whose target has passed. A recorded breach stays one, whatever the severity is now.</summary>
    private static Share Met(List<Incident> counted, Window window, ClockKind kind, Func<Incident, SlaClock?> clockOf, Func<Incident, DateTimeOffset?> reached)
    {
        var judged = counted.Where(incident => clockOf(incident) is { } clock && (reached(incident) <= window.Until || incident.EverBreached.Contains(kind) || (clock.Runs && clock.Due <= window.Until))).ToList();
        return new Share(judged.Count(incident => reached(incident) <= window.Until && !incident.EverBreached.Contains(kind)), judged.Count);
    }

    private static int? FreeOfP1(List<Incident> incidents, Window window, WorkingHours office)
    {
        var worst = incidents.Where(incident => incident.HighestSeverity == Severity.P1 && incident.DeclaredAt <= window.Until).ToList();
        return worst.Count == 0 ? null
            : worst.Exists(incident => incident.ResolvedAt is not { } over || over > window.Until) ? 0
            : Math.Max(0, office.DateOf(window.Until).DayNumber - office.DateOf(worst.Max(incident => incident.ResolvedAt!.Value)).DayNumber - 1);
    }

    private static Share Precision(List<Incident> incidents, Window window)
    {
        var red = incidents.Where(incident => incident is { DeclaredBy.IsAlert: true, IsTask: false } && window.Holds(incident.DeclaredAt)).ToList();
        return new Share(red.Count(incident => incident is { Provisional: false, IsCancelled: false }), red.Count);
    }

    /// <summary>How long users noticed it; pauses of the clock change nothing about that.</summary>
    private static Stretch Impact(Incident incident, Window window)
    {
        var figures = IncidentFigures.Of(incident);
        return new Stretch(figures.Began, figures.Mitigated ?? incident.ResolvedAt ?? window.Until);
    }
}

/// <summary>One part of the product over a window.</summary>
/// <param name="AvailabilityPercent">Rounded down to two decimals.</param>
public sealed record ComponentFigures(string Name, long DowntimeMinutes, decimal? AvailabilityPercent)
{
    internal static ComponentFigures Of(string name, IReadOnlyList<Stretch> stretches, Window window) =>
        new(name, Measure.Minutes(Outages.Downtime(stretches, window)), Outages.Availability(stretches, window));
}
