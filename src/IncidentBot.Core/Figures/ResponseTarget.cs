using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Figures;

/// <summary>
/// The response that is judged in the figures: the target of the highest severity that counts, from the moment it was reached, whatever the
/// severity became later (integrations page, section 17, "If severity changes").
/// </summary>
/// <param name="From">When the severity was reached.</param>
/// <param name="Due">When the target passed, or will.</param>
/// <param name="Missed">When a breach of it, or of a lower severity before, was recorded; null = none was. What only an alert proposed counts for nothing.</param>
internal sealed record ResponseTarget(TimeSpan Target, DateTimeOffset From, DateTimeOffset Due, DateTimeOffset? Missed)
{
    /// <summary>Null for a severity without a target.</summary>
    public static ResponseTarget? Of(Incident incident, IReadOnlyList<Recorded> entries)
    {
        var (severity, reached, procedure) = (Severity.P4, (DateTimeOffset?)null, (Procedure?)null);
        DateTimeOffset? missed = null;
        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                // A task has no severity yet; its clocks begin with its promotion.
                case Declared { Procedure.IsTask: false } declared:
                    Reach(declared.Severity, declared.Procedure, entry.At);
                    break;
                case SeverityChanged changed:
                    Reach(changed.To, changed.Procedure, entry.At);
                    break;
                case ClockBreached { Clock: ClockKind.Response } when severity >= incident.HighestSeverity:
                    missed ??= entry.At;
                    break;
            }
        }

        return procedure is { Response: { } target } && reached is { } from ? new ResponseTarget(target, from, SlaClock.Start(from, target, procedure.Hours).Due, missed) : null;

        void Reach(Severity to, Procedure of, DateTimeOffset at)
        {
            severity = to;
            reached ??= to <= incident.HighestSeverity ? at : null;
            procedure = to == incident.HighestSeverity ? of : procedure;
        }
    }
}
