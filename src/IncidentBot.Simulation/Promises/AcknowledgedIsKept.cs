using IncidentBot.Core.Desk;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>Promise 1: whatever was acknowledged is there after every restart, whole, in its place, and only once.</summary>
internal static class AcknowledgedIsKept
{
    public static IEnumerable<string> Broken(RunRecord record) =>
        [.. Lost(record), .. HalfWritten(record), .. Twice(record), .. Unsaved(record), .. ForgottenReplies(record), .. AlertsAreCounted.Broken(record)];

    /// <summary>Entries the store acknowledged and a later life did not find in their place.</summary>
    public static IEnumerable<string> Lost(RunRecord record)
    {
        var acknowledged = new SortedDictionary<StreamId, SortedDictionary<long, (Recorded Entry, int Life)>>();
        var commits = record.Commits.Where(commit => commit.IsSaved).GroupBy(commit => commit.Life).OrderBy(life => life.Key).ToList();
        var next = 0;
        foreach (var recovery in record.Recoveries)
        {
            for (; next < commits.Count && commits[next].Key < recovery.Life; next++)
            {
                Add(acknowledged, commits[next]);
            }

            var everything = ReferenceEquals(recovery, record.Recoveries[^1]);
            foreach (var (stream, entries) in acknowledged.Where(stream => stream.Key.IsIncident))
            {
                if (!recovery.Streams.TryGetValue(stream, out var found))
                {
                    if (everything)
                    {
                        yield return $"{stream} was acknowledged and is gone";
                    }

                    continue;
                }

                foreach (var (version, (entry, life)) in entries)
                {
                    if (version > found.Count || !found[(int)version - 1].Equals(entry))
                    {
                        yield return $"{stream} entry {version}, acknowledged in life {life}, is not what life {recovery.Life} found";
                    }
                }
            }
        }
    }

    private static void Add(SortedDictionary<StreamId, SortedDictionary<long, (Recorded Entry, int Life)>> acknowledged, IEnumerable<CommitSeen> commits)
    {
        foreach (var commit in commits)
        {
            foreach (var append in commit.Change.Appends)
            {
                if (!acknowledged.TryGetValue(append.Stream, out var entries))
                {
                    acknowledged.Add(append.Stream, entries = []);
                }

                for (var at = 0; at < append.Events.Count; at++)
                {
                    entries[append.ExpectedVersion + at + 1] = (append.Events[at], commit.Life);
                }
            }
        }
    }

    /// <summary>Of a change nobody got an answer for, all entries are there or none.</summary>
    private static IEnumerable<string> HalfWritten(RunRecord record)
    {
        var there = record.Streams.ToDictionary(stream => stream.Key, stream => stream.Value.ToHashSet());
        foreach (var commit in record.Commits.Where(commit => commit.MayBeThere))
        {
            var entries = commit.Change.Appends
                .Where(append => append.Stream.IsIncident)
                .SelectMany(append => append.Events.Select(entry => there.GetValueOrDefault(append.Stream)?.Contains(entry) ?? false))
                .ToList();
            if (entries.Contains(true) && entries.Contains(false))
            {
                yield return $"a change of {commit.Change.Appends[0].Stream} in life {commit.Life} is there by half";
            }
        }
    }

    private static IEnumerable<string> Twice(RunRecord record) => record.Commits
        .Where(commit => commit.IsSaved && commit.Change.Delivery is not null)
        .GroupBy(commit => commit.Change.Delivery!.Value)
        .Where(delivery => delivery.Count() > 1)
        .Select(delivery => $"delivery {delivery.Key} was saved {delivery.Count()} times");

    /// <summary>"Done" was said and the store had not said so before.</summary>
    private static IEnumerable<string> Unsaved(RunRecord record)
    {
        var saved = record.Commits.Where(commit => commit.MayBeThere).Select(commit => commit.Change.Delivery).OfType<DeliveryId>().ToHashSet();
        return record.Asks
            .Where(ask => ask.Answer is { Kind: AnswerKind.Done } && !saved.Contains(ask.Inbound.Id))
            .Select(ask => $"{ask.Inbound.Id} was answered 'done' at {ask.AnsweredAt:O} and never saved");
    }

    private static IEnumerable<string> ForgottenReplies(RunRecord record) => record.Recoveries
        .SelectMany(recovery => recovery.Asked.Except(recovery.Replies).Order(DeliveryOrder).Select(delivery => $"life {recovery.Life} does not know the reply to {delivery} any more"));

    private static readonly Comparer<DeliveryId> DeliveryOrder = Comparer<DeliveryId>.Create(static (left, right) => string.CompareOrdinal(left.Value, right.Value));
}
