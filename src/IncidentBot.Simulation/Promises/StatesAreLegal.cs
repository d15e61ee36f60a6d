using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>Promise 2: the walk of every incident is walked again, and the workflow is asked at every move.</summary>
internal static class StatesAreLegal
{
    public static IEnumerable<string> Broken(RunRecord record)
    {
        foreach (var (stream, strides) in Stride.All(record))
        {
            // The move's cause stands before the step it leads to: "the fix is in", then "step: Verify".
            (IEvent Cause, Incident Before)? cause = null;
            foreach (var stride in strides.Skip(1))
            {
                if (Illegal(stride, ref cause) is { } why)
                {
                    yield return $"{stream} entry {stride.Version}: {why}";
                }
            }
        }

        foreach (var repeated in record.Commits
            .Where(commit => commit.IsSaved && commit.Change.Delivery is not null && commit.Change.Appends.Any(append => append.Stream.IsIncident))
            .GroupBy(commit => commit.Change.Delivery!.Value)
            .Where(delivery => delivery.Count() > 1))
        {
            yield return $"delivery {repeated.Key} made {repeated.Count()} moves";
        }
    }

    private static string? Illegal(Stride stride, ref (IEvent Cause, Incident Before)? cause)
    {
        var (before, happened, at) = (stride.Before!, stride.Entry.Event, stride.Entry.At);
        switch (happened)
        {
            case Acknowledged when before.AcknowledgedAt is null:
            case Mitigated or Resolved or Reopened or AlertUnrelated:
                cause = (happened, before);
                return null;
            case StepEntered entered:
                var (trigger, from, reason) = cause is { } known ? (TriggerOf(known.Cause), known.Before, ReasonOf(known.Cause)) : (Trigger.Next, before, null);
                cause = null;
                var to = from.Ask(trigger, at, reason).To;
                return string.Equals(to, entered.Step, StringComparison.Ordinal) ? null : $"{trigger} leads from {from.State} to {to ?? "nowhere"}, not to {entered.Step}";
            case Cancelled cancelled when before.Ask(Trigger.Cancel, at, cancelled.Reason).To is null:
                return $"it cannot be cancelled in {before.State}";
            case Closed closed when before.Ask(Trigger.Close, at, closed.Reason).To is null:
                return $"it cannot be closed in {before.State}";
            case WatchCompleted when before.WatchEnds is null:
                return $"no watch was running in {before.State}";
            default:
                return null;
        }
    }

    private static Trigger TriggerOf(IEvent cause) => cause switch
    {
        Acknowledged => Trigger.Acknowledge,
        Mitigated or AlertUnrelated => Trigger.Fix,
        Resolved => Trigger.Resolve,
        _ => Trigger.Reopen,
    };

    private static string? ReasonOf(IEvent cause) => cause switch
    {
        Resolved resolved => resolved.Reason,
        Reopened reopened => reopened.Reason,
        _ => null,
    };
}
