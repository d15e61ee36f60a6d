using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// The store's tables, as it describes them at every start and at the end, against what the record says may be in them: a row is there until
/// it is settled or replaced, a reply for 72 hours, a timer while its clock runs.
/// </summary>
internal sealed class TablesAreBounded
{
    /// <summary>Engine protocol, bounds.</summary>
    private static readonly TimeSpan RepliesKept = TimeSpan.FromHours(72);

    /// <summary>Two marks of each clock, watch and lapse, two calls, a claim, a silence, two reminders, what is told outside, and one for what is left to do.</summary>
    private const int MostTimers = 14;

    /// <summary>Changes the view may have to take in when nothing happens any more.</summary>
    private const int MostBehind = 1_000;

    /// <summary>A row past its time ends at its next try; between tries lies a quarter of an hour at most, and then lanes wait for each other.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromHours(6);

    private readonly Dictionary<RowId, OutboxRow> _rows = [];
    private readonly Dictionary<(string Lane, string Key), List<RowId>> _replaceable = [];
    private readonly Queue<DateTimeOffset> _replies = new();
    private readonly HashSet<DeliveryId> _known = [];

    public static IEnumerable<string> Broken(RunRecord record)
    {
        var tables = new TablesAreBounded();
        var next = 0;
        foreach (var recovery in record.Recoveries)
        {
            for (; next < record.Commits.Count && record.Commits[next].Life < recovery.Life; next++)
            {
                tables.Take(record.Commits[next]);
            }

            if (recovery.Health is not { } health)
            {
                continue;
            }

            foreach (var why in tables.Wrong(recovery, health))
            {
                yield return $"life {recovery.Life}: {why}";
            }
        }

        foreach (var why in record.Recoveries is [.., { Health: { } last }] ? tables.AtTheEnd(record, last) : [])
        {
            yield return $"at the end {why}";
        }
    }

    private void Take(CommitSeen commit)
    {
        if (!commit.MayBeThere)
        {
            return;
        }

        foreach (var row in commit.Change.Outbox)
        {
            _rows[row.Id] = row;
            if (row.Coalesce is { } key)
            {
                if (!_replaceable.TryGetValue((row.Lane, key), out var same))
                {
                    _replaceable.Add((row.Lane, key), same = []);
                }

                same.Add(row.Id);
            }
        }

        if (commit.Change.Delivery is { } delivery && _known.Add(delivery))
        {
            _replies.Enqueue(commit.At);
        }

        if (commit.IsSaved)
        {
            commit.Change.Settled.Where(settlement => settlement.Outcome.IsFinal).ToList().ForEach(settlement => Settle(settlement.Row));
            while (commit.Change.Delivery is not null && _replies.TryPeek(out var oldest) && oldest < commit.At - RepliesKept)
            {
                _replies.Dequeue();
            }
        }
    }

    /// <summary>Lanes keep their order: what a settled row replaced is gone with it.</summary>
    private void Settle(RowId settled)
    {
        if (!_rows.Remove(settled, out var row) || row.Coalesce is not { } key || !_replaceable.TryGetValue((row.Lane, key), out var same))
        {
            return;
        }

        var last = same.IndexOf(settled);
        for (var at = 0; at < last; at++)
        {
            _rows.Remove(same[at]);
        }

        same.RemoveRange(0, last + 1);
    }

    private IEnumerable<string> Wrong(Recovery recovery, StoreHealth health)
    {
        if (health.UnsettledRows > _rows.Count)
        {
            yield return $"the outbox holds {health.UnsettledRows} rows, and {_rows.Count} are not settled";
        }

        if (health.Deliveries > _replies.Count)
        {
            yield return $"{health.Deliveries} replies are kept, and {_replies.Count} are younger than {RepliesKept.TotalHours} hours";
        }

        var live = recovery.LiveStreams.Count(stream => stream.IsIncident);
        if (health.Timers > live * MostTimers)
        {
            yield return $"{health.Timers} timers wait for {live} incidents";
        }

        if (health.LiveStreams != recovery.LiveStreams.Count)
        {
            yield return $"{recovery.LiveStreams.Count} streams are in memory and {health.LiveStreams} are counted";
        }
    }

    private IEnumerable<string> AtTheEnd(RunRecord record, StoreHealth health)
    {
        var incidents = record.Streams.Where(stream => stream.Key.IsIncident).Select(stream => stream.Value).ToList();
        var (open, owing) = (incidents.Count(Owing.IsOpen), incidents.Count(Owing.IsRemindedOf));
        if (health.Timers > (open * MostTimers) + owing)
        {
            yield return $"{health.Timers} timers wait for {open} open incidents and {owing} that owe something";
        }

        if (health.ViewBehind > MostBehind)
        {
            yield return $"the view has {health.ViewBehind} changes to take in";
        }

        foreach (var row in _rows.Values.Where(row => row.GiveUpAt + EndsWithin < record.End && (row.Coalesce is not { } key || _replaceable[(row.Lane, key)][^1] == row.Id)))
        {
            yield return $"{row.Id} was to be given up at {row.GiveUpAt:O} and still waits";
        }
    }
}
