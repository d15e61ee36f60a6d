using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Figures;

/// <summary>
/// The resolution that is judged in the figures: a recorded breach stays one, whatever the severity is now (product page, "Severity change"), and
/// then the target that passed is named; else the one that counted last. What only an alert proposed counts for nothing, neither its target nor its breach.
/// </summary>
/// <param name="From">The declaration, the promotion of a task, or the raise.</param>
/// <param name="Missed">A breach was recorded, or the target passed before it was over.</param>
/// <param name="Passes">When the target passes if nothing stops the clock; null where it stands still.</param>
internal sealed record ResolutionTarget(TimeSpan Target, DateTimeOffset From, bool Missed, DateTimeOffset? Passes)
{
    /// <summary>Null for a severity without a target.</summary>
    public static ResolutionTarget? Of(Incident incident, IReadOnlyList<Recorded> entries)
    {
        var recorded = entries;
        (incident, entries) = StoodFor.Of(incident, entries);
        var (procedure, from, missed) = ((Procedure?)null, incident.ClocksFrom, false);
        for (var at = 0; at < entries.Count && !missed; at++)
        {
            (procedure, from, missed) = entries[at].Event switch
            {
                Declared declared => (declared.Procedure, from, false),
                SeverityChanged changed => (changed.Procedure, changed.To < changed.From ? entries[at].At : incident.ClocksFrom, false),
                ClockBreached { Clock: ClockKind.Resolution } => (procedure, from, true),
                _ => (procedure, from, false),
            };
        }

        // Where it ran on by what an alert proposed, nobody recorded that the target of what people stood for had passed.
        var clock = incident.ResolutionClock;
        missed = missed || (!ReferenceEquals(entries, recorded) && clock?.Due <= clock?.StoppedAt);
        return procedure?.Resolution is { } target ? new ResolutionTarget(target, from, missed, clock is { Runs: true } ? clock.Due : null) : null;
    }
}
