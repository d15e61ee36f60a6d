using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// Promise 6: what happened in a chat was written down first, with its cause; it was claimed before it left; and every row that was
/// written down ended: there, dropped for a reason, replaced by a newer one, or dead and visible.
/// </summary>
internal static class EffectsHaveRows
{
    public static IEnumerable<string> Broken(RunRecord record) =>
        [.. Unfounded(record), .. Unclaimed(record), .. Lost(record), .. Duplicated(record).Select(effect => $"{effect.Row.Id} stands in {effect.Target} {effect.Place} {effect.Before + 1} times")];

    public static IEnumerable<Effect> Duplicated(RunRecord record) => record.Effects.Where(effect => effect.IsDuplicate);

    /// <summary>Rows that were acknowledged and of which nothing ever came, or that were called sent and are not there.</summary>
    public static IEnumerable<string> Lost(RunRecord record)
    {
        var arrived = record.Effects.Select(effect => effect.Row.Id).ToHashSet();
        var settled = record.Commits
            .Where(commit => commit.MayBeThere)
            .SelectMany(commit => commit.Change.Settled)
            .Where(settlement => settlement.Outcome.IsFinal)
            .GroupBy(settlement => settlement.Row)
            .ToDictionary(row => row.Key, row => row.Last().Outcome);
        var newest = record.Commits.Where(commit => commit.MayBeThere).SelectMany(commit => commit.Change.Outbox)
            .Where(row => row.Coalesce is not null)
            .GroupBy(row => (row.Lane, row.Coalesce))
            .ToDictionary(lane => lane.Key, lane => lane.Last().Id);

        foreach (var row in record.Commits.Where(commit => commit.IsSaved).SelectMany(commit => commit.Change.Outbox))
        {
            var replaced = row.Coalesce is not null && newest[(row.Lane, row.Coalesce)] != row.Id;
            switch (settled.GetValueOrDefault(row.Id))
            {
                case Outcome.Sent when !arrived.Contains(row.Id):
                    yield return $"{row.Id} was settled as sent and is not in {row.Target}";
                    break;
                case null when !arrived.Contains(row.Id) && !replaced:
                    yield return $"{row.Id} ({row.Operation.GetType().Name} to {row.Target}) was written down at {row.At:O} and nothing came of it";
                    break;
            }
        }
    }

    /// <summary>Effects without a row, with another row's operation, or older than their cause.</summary>
    private static IEnumerable<string> Unfounded(RunRecord record)
    {
        var rows = new Dictionary<RowId, (OutboxRow Row, DateTimeOffset At, Change Cause)>();
        foreach (var commit in record.Commits.Where(commit => commit.MayBeThere))
        {
            foreach (var row in commit.Change.Outbox)
            {
                // A change that was lost with a kill may be decided again and then makes the same id; the last one is the one that is there.
                rows[row.Id] = (row, commit.At, commit.Change);
                if (!commit.Change.Appends.Any(append => append.Stream == row.Stream))
                {
                    yield return $"{row.Id} was not written with an entry of {row.Stream}";
                }
            }
        }

        foreach (var effect in record.Effects)
        {
            if (!rows.TryGetValue(effect.Row.Id, out var known))
            {
                yield return $"{effect.Row.Id} happened in {effect.Target} and was never written down";
            }
            else if (known.At > effect.At)
            {
                yield return $"{effect.Row.Id} happened at {effect.At:O}, before it was written down at {known.At:O}";
            }
        }
    }

    private static IEnumerable<string> Unclaimed(RunRecord record)
    {
        var called = record.Calls.GroupBy(call => call.Claimed.Row.Id).ToDictionary(row => row.Key, row => row.Min(call => call.At));
        foreach (var effect in record.Effects.Where(effect => !called.TryGetValue(effect.Row.Id, out var at) || at > effect.At))
        {
            yield return $"{effect.Row.Id} happened in {effect.Target} without a claim";
        }

        // A token that does not rise could be used by two lives at once.
        foreach (var row in record.Calls.Where(call => !call.IsReconcile).GroupBy(call => call.Claimed.Row.Id))
        {
            var last = long.MinValue;
            foreach (var call in row)
            {
                if (call.Claimed.Token <= last)
                {
                    yield return $"{row.Key} left twice under the claim {call.Claimed.Token}";
                }

                last = call.Claimed.Token;
            }
        }
    }
}
