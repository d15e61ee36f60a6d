using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// An instant at which an incident has to act by itself, reckoned from the times of its entries and its procedure's figures alone, and what
/// was recorded for it.
/// </summary>
internal sealed class ClockMoment(StreamId stream, string name, DateTimeOffset due)
{
    public const string AtRisk = "the response at risk";

    public const string Breach = "the response breach";

    public const string Watch = "the end of the watch";

    public StreamId Stream => stream;

    public string Name => name;

    public DateTimeOffset Due => due;

    /// <summary>The entry after which nobody wants it any more; null while it is wanted.</summary>
    public (int Version, Recorded Entry)? Stopped { get; private set; }

    public List<(int Version, Recorded Entry)> Acted { get; } = [];

    /// <summary>Every moment of every incident, and the entries of clocks that belong to none.</summary>
    public static (List<ClockMoment> Moments, List<string> Stray) All(RunRecord record)
    {
        var (moments, stray) = (new List<ClockMoment>(), new List<string>());
        foreach (var (stream, entries) in record.Streams)
        {
            if (stream.IsIncident && entries.Count > 0 && entries[0].Event is Declared declared)
            {
                Walk(stream, entries, declared.Procedure, moments, stray);
            }
        }

        return (moments, stray);
    }

    private static void Walk(StreamId stream, IReadOnlyList<Recorded> entries, Procedure procedure, List<ClockMoment> moments, List<string> stray)
    {
        ClockMoment? risk = null, breach = null, watch = null;
        var (answered, over) = (false, false);
        var red = new RedSignals();
        DateTimeOffset? fixedAt = null;
        var begun = entries[0].At;
        if (procedure.Response is { } response && procedure.FirstOf(StepPhase.Alert) is not null)
        {
            // "80 %": of the time from the declaration to the target.
            Begin(entries[0].At, response, procedure.Hours);
        }

        for (var at = 0; at < entries.Count; at++)
        {
            var entry = (at + 1, entries[at]);
            switch (entries[at].Event)
            {
                case ClockAtRisk { Clock: ClockKind.Response }:
                    Act(risk, entry, AtRisk);
                    break;
                case ClockBreached { Clock: ClockKind.Response }:
                    Act(breach, entry, Breach);
                    break;
                case WatchCompleted:
                    Act(watch, entry, Watch);
                    break;
                case Acknowledged:
                    answered = true;
                    risk?.Stop(entry);
                    breach?.Stop(entry);
                    break;
                // "The watch starts at `fixed`, or when the last linked red alert clears if later."
                case Mitigated when procedure.Watch is { } length:
                    watch?.Stop(entry);
                    watch = null;
                    fixedAt = entries[at].At;
                    Watching(entries[at].At + length);
                    break;
                case AlertsArrived arrived:
                    red.See(arrived);
                    if (fixedAt is not null && watch is null && procedure.Watch is { } whole)
                    {
                        Watching(entries[at].At + whole);
                    }

                    break;

                case MergedIn { Alerts: { } taken }:
                    red.Take(taken);
                    if (fixedAt is not null && procedure.Watch is { } again && (red.Fires || taken.RedClearedAt > fixedAt))
                    {
                        watch?.Stop(entry);
                        watch = null;
                        Watching((taken.RedClearedAt ?? fixedAt.Value) + again);
                    }

                    break;

                // "Unrelated, continue": as if that alert had not been.
                case AlertUnrelated when procedure.Watch is { } rest:
                    red.Leave();
                    fixedAt = red.FixedBefore;
                    watch = null;
                    if (fixedAt is { } since)
                    {
                        Watching(since + rest > entries[at].At ? since + rest : entries[at].At);
                    }

                    break;
                case Cancelled or Resolved or Closed or Merged:
                    risk?.Stop(entry);
                    breach?.Stop(entry);
                    watch?.Stop(entry);
                    fixedAt = null;
                    over = true;
                    break;
                case Reopened:
                    over = false;
                    watch?.Stop(entry);
                    red.Interrupted(fixedAt);
                    fixedAt = null;
                    break;

                // Raised, the response begins again where nobody has acknowledged; lowered, it is reckoned anew from the declaration, of what was a task from its promotion.
                case SeverityChanged changed:
                    begun = procedure.IsTask && changed.To < changed.From ? entries[at].At : begun;
                    procedure = changed.Procedure;
                    if (!answered && !over)
                    {
                        risk?.Stop(entry);
                        breach?.Stop(entry);
                        (risk, breach) = (null, null);
                        if (procedure.Response is { } target && procedure.FirstOf(StepPhase.Alert) is not null)
                        {
                            Begin(changed.To < changed.From ? entries[at].At : begun, target, procedure.Hours);
                        }
                    }

                    break;
            }
        }

        void Watching(DateTimeOffset due)
        {
            if (!red.Fires)
            {
                moments.Add(watch = new ClockMoment(stream, Watch, due));
            }
        }

        // "80 %": of the time from the declaration to the target. Working hours are the calendar's, which is tested by itself.
        void Begin(DateTimeOffset from, TimeSpan target, WorkingHours? hours)
        {
            moments.Add(risk = new ClockMoment(stream, AtRisk, hours is null ? from + TimeSpan.FromTicks((long)Math.Round(target.Ticks * 0.8)) : hours.Add(from, target * 0.8)));
            moments.Add(breach = new ClockMoment(stream, Breach, hours?.Deadline(from, target) ?? from + target));
        }

        void Act(ClockMoment? moment, (int Version, Recorded Entry) entry, string what)
        {
            if (moment is null)
            {
                stray.Add($"{stream} entry {entry.Version}: {what} was recorded and no such clock was running");
            }
            else
            {
                moment.Acted.Add(entry);
            }
        }
    }

    private void Stop((int Version, Recorded Entry) entry) => Stopped ??= entry;
}
