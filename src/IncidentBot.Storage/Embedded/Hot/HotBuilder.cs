using System.Collections.Immutable;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Journal;

namespace IncidentBot.Storage.Embedded.Hot;

/// <summary>
/// The next hot state while a group is put together, or while the journal is replayed: both run the same <see cref="Apply"/>, so what was
/// true before a stop is true after it. Applying decides nothing; the checks come before.
/// </summary>
internal sealed class HotBuilder(HotState state)
{
    private readonly ImmutableDictionary<string, LiveStream>.Builder _live = state.Live.ToBuilder();
    private readonly ImmutableDictionary<string, LeftStream>.Builder _left = state.Left.ToBuilder();
    private readonly ImmutableSortedSet<Leaving>.Builder _leaving = state.Leaving.ToBuilder();
    private ImmutableSortedSet<TimerRef>.Builder _timers = state.Timers.ToBuilder();
    private readonly ImmutableDictionary<string, byte[]>.Builder _documents = state.Documents.ToBuilder();
    private int _highestIncident = state.HighestIncident;

    public long Sequence { get; private set; } = state.Sequence;

    public OutboxBuilder Outbox { get; } = new(state.Outbox);

    public DeliveryBuilder Deliveries { get; } = new(state.Deliveries);

    public HotState ToState() => new()
    {
        Sequence = Sequence,
        Live = _live.ToImmutable(),
        Left = _left.ToImmutable(),
        Leaving = _leaving.ToImmutable(),
        Timers = _timers.ToImmutable(),
        Outbox = Outbox.ToState(),
        Deliveries = Deliveries.ToState(),
        Documents = _documents.ToImmutable(),
        HighestIncident = _highestIncident,
    };

    public LiveStream? Live(string stream) => _live.GetValueOrDefault(stream);

    public LeftStream? Left(string stream) => _left.GetValueOrDefault(stream);

    public bool HasDocument(string key) => DocumentHome.Find(key, Live, _documents.GetValueOrDefault) is not null;

    /// <summary>Takes in the change with the next number.</summary>
    public void Apply(JournalRecord record)
    {
        Sequence++;
        foreach (var fired in record.Fired ?? [])
        {
            Fire(fired);
        }

        foreach (var append in record.Appends ?? [])
        {
            Append(append);
        }

        foreach (var settled in record.Settled ?? [])
        {
            Outbox.Settle(settled.Row, settled.Outcome);
        }

        foreach (var document in record.Documents ?? [])
        {
            Put(document);
        }

        AddRows(record.Outbox ?? []);
        foreach (var row in record.Claimed ?? [])
        {
            Outbox.Claim(row, Sequence, Ticks.Time(record.ClaimedAt ?? record.At));
        }

        if (record.Delivery is { } id)
        {
            Deliveries.Add(new DeliveryRecord(id, record.At, record.Reply ?? new Reply("")));
        }

        if (record.Recalled is { } recalled)
        {
            Recall(recalled);
        }

        if (record.Mark is Mark.Opened or Mark.Restored)
        {
            Outbox.LetGo(all: record.Mark is Mark.Restored);
        }
    }

    /// <summary>Takes in a piece of a base. The timers of all pieces are handed in together at the end (<see cref="EndLoad"/>), which is much faster.</summary>
    public void Load(BaseRecord record, List<TimerRef> timers)
    {
        if (record.Stream is { } stream)
        {
            timers.AddRange(Place(stream));
        }

        foreach (var left in record.Left ?? [])
        {
            _left[left.Stream] = new LeftStream(left.Version, left.LastSequence, Chain.Parse(left.Chain));
            SeeNumber(new StreamId(left.Stream));
        }

        if (record.Row is { } row)
        {
            Outbox.Load(OutboxEntry.From(row));
        }

        foreach (var delivery in record.Deliveries ?? [])
        {
            Deliveries.Add(delivery);
        }

        foreach (var document in record.Documents ?? [])
        {
            _documents[document.Key] = document.Json!;
        }

        if (record.Counters is { } counters)
        {
            _highestIncident = Math.Max(_highestIncident, counters.HighestIncident);
            Deliveries.Forgotten = counters.DeliveriesForgotten;
        }
    }

    /// <summary>Ends the loading of a base that was taken after change number <paramref name="sequence"/>.</summary>
    public void EndLoad(List<TimerRef> timers, long sequence)
    {
        _timers = ImmutableSortedSet.CreateRange(TimerOrder.Instance, timers).ToBuilder();
        Sequence = sequence;
    }

    /// <summary>Forgets a stream that the view holds; what proves the view's answer stays.</summary>
    public void Leave(string stream)
    {
        if (_live.Remove(stream, out var live))
        {
            _left[stream] = new LeftStream(live.Version, live.LastSequence, live.Head);
            if (live.LeavesAt is { } at)
            {
                _leaving.Remove(new Leaving(at, stream));
            }
        }
    }

    private void Append(AppendRecord append)
    {
        var before = _live.GetValueOrDefault(append.Stream);
        var id = before?.Id ?? new StreamId(append.Stream);
        before ??= new LiveStream(id);
        if (append.Events.Length > 0)
        {
            _left.Remove(append.Stream);
            SeeNumber(id);
        }

        var leavesAt = Ticks.Time(append.LeavesAt);
        SetLeaving(append.Stream, before.LeavesAt, leavesAt);
        _live[append.Stream] = before with
        {
            Version = before.Version + append.Events.Length,
            LastSequence = append.Events.Length > 0 ? Sequence : before.LastSequence,
            Events = append.Events.Length > 0 ? before.Events.Add(append.Events, id.KeptEvents) : before.Events,
            Timers = Replan(before, append),
            LeavesAt = leavesAt,
        };
    }

    private TimerRef[] Replan(LiveStream before, AppendRecord append)
    {
        if (append.Set is null && append.Unset is null)
        {
            return before.Timers;
        }

        var kept = new List<TimerRef>(before.Timers.Length + 4);
        foreach (var timer in before.Timers)
        {
            var goes = (append.Unset is { } unset && unset.AsSpan().Contains(timer.Name))
                || (append.Set is { } set && Array.Exists(set, fresh => string.Equals(fresh.Name, timer.Name, StringComparison.Ordinal)));
            if (goes)
            {
                _timers.Remove(timer);
            }
            else
            {
                kept.Add(timer);
            }
        }

        foreach (var fresh in append.Set ?? [])
        {
            var timer = new TimerRef(before.Id, fresh.Name, fresh.Due.ToUniversalTime());
            _timers.Add(timer);
            kept.Add(timer);
        }

        kept.Sort(TimerOrder.Instance);
        return [.. kept];
    }

    private void Fire(FiredRecord fired)
    {
        if (_live.GetValueOrDefault(fired.Stream) is not { } stream)
        {
            return;
        }

        var timer = Array.Find(stream.Timers, one => one.Due.UtcTicks == fired.Due && string.Equals(one.Name, fired.Name, StringComparison.Ordinal));
        if (timer is not null)
        {
            _timers.Remove(timer);
            _live[fired.Stream] = stream with { Timers = Array.FindAll(stream.Timers, one => !ReferenceEquals(one, timer)) };
        }
    }

    private void Put(DocumentRecord document)
    {
        _documents.Remove(document.Key);
        if (DocumentHome.Of(document.Key) is { } home && _live.GetValueOrDefault(home) is { } stream)
        {
            _live[home] = stream with
            {
                Documents = document.Json is null ? stream.Documents.Remove(document.Key) : stream.Documents.SetItem(document.Key, document.Json),
            };
        }
        else if (document.Json is not null)
        {
            _documents[document.Key] = document.Json;
        }
    }

    private void AddRows(OutboxRow[] rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            // Room for as many messages as one change can carry between two numbers.
            Outbox.Add(new OutboxEntry(rows[i], (Sequence << 12) + i));
        }
    }

    private void Recall(StreamRecord recalled)
    {
        if (_live.GetValueOrDefault(recalled.Stream) is { } live)
        {
            // Replayed from a base that still held it: only its stay is prolonged.
            SetLeaving(recalled.Stream, live.LeavesAt, Ticks.Time(recalled.LeavesAt));
            _live[recalled.Stream] = live with { LeavesAt = Ticks.Time(recalled.LeavesAt) };
            return;
        }

        foreach (var timer in Place(recalled))
        {
            _timers.Add(timer);
        }
    }

    private TimerRef[] Place(StreamRecord record)
    {
        var id = new StreamId(record.Stream);
        var timers = Array.ConvertAll(record.Timers ?? [], timer => new TimerRef(id, timer.Name, timer.Due));
        Array.Sort(timers, TimerOrder.Instance);
        _left.Remove(record.Stream);
        SeeNumber(id);
        SetLeaving(record.Stream, null, Ticks.Time(record.LeavesAt));
        _live[record.Stream] = new LiveStream(id)
        {
            Version = record.Version,
            LastSequence = record.LastSequence,
            Events = EntryList.Of(record.Events),
            Timers = timers,
            Documents = LiveStream.NoDocuments.AddRange((record.Documents ?? []).Select(document => KeyValuePair.Create(document.Key, document.Json!))),
            LeavesAt = Ticks.Time(record.LeavesAt),
        };
        return timers;
    }

    private void SetLeaving(string stream, DateTimeOffset? before, DateTimeOffset? after)
    {
        if (before == after)
        {
            return;
        }

        if (before is { } old)
        {
            _leaving.Remove(new Leaving(old, stream));
        }

        if (after is { } fresh)
        {
            _leaving.Add(new Leaving(fresh, stream));
        }
    }

    private void SeeNumber(StreamId stream)
    {
        if (stream.TryGetIncident(out var id))
        {
            _highestIncident = Math.Max(_highestIncident, id.Number);
        }
    }
}
