using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Figures;

/// <summary>
/// The resolution that is judged in the figures: a recorded breach stays one, whatever the severity is now (product page, "Severity change"), and
/// then the target that passed is named; else the one that counted last.
/// </summary>
/// <param name="From">The declaration, the promotion of a task, or the raise.</param>
/// <param name="Missed">A breach was recorded.</param>
internal sealed record ResolutionTarget(TimeSpan Target, DateTimeOffset From, bool Missed)
{
    /// <summary>Null for a severity without a target.</summary>
    public static ResolutionTarget? Of(Incident incident, IReadOnlyList<Recorded> entries)
    {
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

        return procedure?.Resolution is { } target ? new ResolutionTarget(target, from, missed) : null;
    }
}
