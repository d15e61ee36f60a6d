using IncidentBot.Core.Alerts;
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
/// <param name="AlertPrecision">Incidents that red alerts opened and a person confirmed, of all of them that are judged: one that is open and unconfirmed is not yet.</param>
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
            ResponsesMet(counting.Where(one => window.Holds(one.Incident.DeclaredAt)), window),
            ResolutionsMet(counting.Where(one => window.Holds(one.Incident.DeclaredAt)), window),
            Measure.Minutes(downtime),
            counted.Count == 0 ? null : Measure.Minutes((window.Length - downtime) / counted.Count),
            FreeOfP1([.. counting.Select(one => one.Incident)], window, office),
            Precision(all, window),
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

    /// <summary>count(a − o ≤ target) / count(acknowledged, or whose target has passed).</summary>
    private static Share ResponsesMet(IEnumerable<(Incident Incident, IReadOnlyList<Recorded> Entries)> counted, Window window)
    {
        var (met, judged) = (0, 0);
        foreach (var (incident, entries) in counted)
        {
            if (ResponseTarget.Of(incident, entries) is not { } target)
            {
                continue;
            }

            var answered = incident.AcknowledgedAt is { } at && at <= window.Until ? at : (DateTimeOffset?)null;
            var missed = target.Missed <= window.Until;
            judged += answered is not null || missed || target.Due <= window.Until ? 1 : 0;
            met += answered <= target.Due && !missed ? 1 : 0;
        }

        return new Share(met, judged);
    }

    /// <summary>Met, of all that are resolved or whose target has passed. Pauses and the halt at the fix are the clock's; a recorded breach stays one, whatever the severity is now.</summary>
    private static Share ResolutionsMet(IEnumerable<(Incident Incident, IReadOnlyList<Recorded> Entries)> counted, Window window)
    {
        var (met, judged) = (0, 0);
        foreach (var (incident, entries) in counted)
        {
            if (ResolutionTarget.Of(incident, entries) is not { } target)
            {
                continue;
            }

            var resolved = incident.ResolvedAt <= window.Until;
            judged += target.Missed || resolved || target.Passes <= window.Until ? 1 : 0;
            met += resolved && !target.Missed ? 1 : 0;
        }

        return new Share(met, judged);
    }

    private static int? FreeOfP1(List<Incident> incidents, Window window, WorkingHours office)
    {
        var worst = incidents.Where(incident => incident.HighestSeverity == Severity.P1 && incident.DeclaredAt <= window.Until).ToList();
        return worst.Count == 0 ? null
            : worst.Exists(incident => incident.ResolvedAt is not { } over || over > window.Until) ? 0
            : Math.Max(0, office.DateOf(window.Until).DayNumber - office.DateOf(worst.Max(incident => incident.ResolvedAt!.Value)).DayNumber - 1);
    }

    /// <summary>
    /// red alerts that led to action / red alerts. An incident that many of them share is one. What was merged is judged
    /// with what it went into: where that came of a red alert it is counted already, where a person declared it the alert led to what that led to.
    /// </summary>
    private static Share Precision(IReadOnlyCollection<(Incident Incident, IReadOnlyList<Recorded> Entries)> all, Window window)
    {
        var red = all.Where(one => window.Holds(one.Incident.DeclaredAt) && one.Incident is { DeclaredBy.IsAlert: true, IsTask: false, Drill: false } && IsRed(one.Entries)).Select(one => one.Incident).ToList();
        var judged = red.Where(incident => !incident.IsMerged).Concat(red.Where(incident => incident.IsMerged).Select(incident => GoesOnAs(incident, all)).OfType<Incident>().Where(target => !target.DeclaredBy.IsAlert))
            .Where(incident => incident is not { Provisional: true, IsOpen: true }).ToList();
        return new Share(judged.Count(incident => incident is { Provisional: false, IsCancelled: false }), judged.Count);
    }

    /// <summary>At the end of a chain of merges; null = it is not among them.</summary>
    private static Incident? GoesOnAs(Incident merged, IEnumerable<(Incident Incident, IReadOnlyList<Recorded> Entries)> all)
    {
        var byId = all.ToDictionary(one => one.Incident.Id.ToString(), one => one.Incident, StringComparer.Ordinal);
        var at = merged;
        for (var steps = 0; at is { IsMerged: true } && steps < byId.Count; steps++)
        {
            at = byId.GetValueOrDefault(at.MergedInto!);
        }

        return at is { IsMerged: true } ? null : at;
    }

    private static bool IsRed(IReadOnlyList<Recorded> entries) => entries.Any(entry => entry.Event is AlertsArrived arrived && arrived.Marks.Any(mark => mark is { Firing: true, Class: AlertClass.Red }));

    /// <summary>How long users noticed it; pauses of the clock change nothing about that.</summary>
    private static Stretch Impact(Incident incident, Window window)
    {
        var figures = IncidentFigures.Of(incident);
        return new Stretch(figures.Began, figures.Mitigated ?? window.Until);
    }
}

/// <summary>One part of the product over a window.</summary>
/// <param name="AvailabilityPercent">Rounded down to two decimals.</param>
public sealed record ComponentFigures(string Name, long DowntimeMinutes, decimal? AvailabilityPercent)
{
    internal static ComponentFigures Of(string name, IReadOnlyList<Stretch> stretches, Window window) =>
        new(name, Measure.Minutes(Outages.Downtime(stretches, window)), Outages.Availability(stretches, window));
}
