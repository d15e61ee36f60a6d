using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// Promise 4, judged twice at the instant a request left: by the condition its row carries; and by what the row is about, without looking
/// at conditions: nobody is called for an incident that somebody answered before, nor told of a watch that is over.
/// </summary>
internal static class OnlyWhatIsWantedLeaves
{
    public static IEnumerable<string> Broken(RunRecord record) => [.. record.Calls.Select(call => call.Unwanted).OfType<string>(), .. Stale(record)];

    private static IEnumerable<string> Stale(RunRecord record)
    {
        var targets = ClockMoment.All(record).Moments.Where(moment => string.Equals(moment.Name, ClockMoment.Breach, StringComparison.Ordinal)).GroupBy(moment => moment.Stream).ToDictionary(group => group.Key, group => group.Max(moment => moment.Due));
        foreach (var call in record.Calls)
        {
            var row = call.Claimed.Row;
            if (call.IsReconcile || row.Operation is not Operation.Post { Body: Body.Fixed } || RowCause.Of(record, row) is not { } cause)
            {
                continue;
            }

            var entries = record.Streams[row.Stream];
            if (cause.Entry.Event is ClockAtRisk { Clock: ClockKind.Response } && targets.TryGetValue(row.Stream, out var target) && call.At > target)
            {
                yield return $"{row.Id}, a reminder, left at {call.At:O}, when the response target had passed";
            }
            else if (EndOf(entries, cause.Version) is { } end && end.At < call.At)
            {
                yield return $"{row.Id}, about {entries[cause.Version - 1].Event.GetType().Name}, left at {call.At:O}; {end.Event.GetType().Name} had ended that at {end.At:O}";
            }
        }
    }

    /// <summary>The entry after the cause since which nobody wants to hear of it; null when it is wanted, or when it is no call at all.</summary>
    private static Recorded? EndOf(IReadOnlyList<Recorded> entries, int cause)
    {
        Func<IEvent, bool>? ends = entries[cause - 1].Event switch
        {
            Declared or ClockBreached { Clock: ClockKind.Response } => IsAnswer,
            ClockAtRisk { Clock: ClockKind.Response } => static happened => IsAnswer(happened) || happened is ClockBreached { Clock: ClockKind.Response },
            Escalated { Why: null } => IsAnswer,
            Nagged or CommanderSought or ClockAtRisk or ClockBreached => static happened => happened is Resolved or Cancelled or Closed or Merged,
            WatchCompleted => static happened => happened is Mitigated or Resolved or Reopened or Cancelled or Closed or Merged,
            _ => null,
        };
        var silent = entries[cause - 1].Event is Escalated { Silence: not null };
        for (var at = cause; (silent || ends is not null) && at < entries.Count; at++)
        {
            if (silent ? !entries[at].By.IsBot : ends!(entries[at].Event))
            {
                return entries[at];
            }
        }

        return null;
    }

    private static bool IsAnswer(IEvent happened) => happened is Acknowledged or Resolved or Cancelled or Closed or Merged;
}
