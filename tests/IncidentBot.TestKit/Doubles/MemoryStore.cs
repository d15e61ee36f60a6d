using System.Runtime.CompilerServices;
using System.Threading.Channels;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.TestKit.Doubles;

/// <summary>
/// A store that forgets everything with the test: the ports' rules and nothing of durability. The real one has its own contract suite; this
/// one shows what Core asks of a store, and answers badly on request.
/// </summary>
public sealed partial class MemoryStore(TimeProvider time) : IStore
{
    private readonly Dictionary<StreamId, History> _streams = [];
    private readonly Dictionary<DeliveryId, Reply> _replies = [];
    private readonly Dictionary<string, Document> _documents = new(StringComparer.Ordinal);
    private readonly List<Channel<StreamId>> _listeners = [];
    private readonly Lock _lock = new();
    private int _lastId;
    private long _sequence;

    /// <summary>Asked before each commit; anything but null is answered instead of saving.</summary>
    public Func<Change, CommitResult?>? InsteadOfSaving { get; set; }

    /// <summary>Every change that was saved, oldest first.</summary>
    public List<Change> Saved { get; } = [];

    /// <summary>Streams that were loaded, oldest first.</summary>
    public List<StreamId> Loaded { get; } = [];

    /// <summary>Awaited inside each load; lets a test hold a command where it is.</summary>
    public Func<StreamId, Task>? WhileLoading { get; set; }

    public History this[StreamId stream] => _streams[stream];

    public Incident Incident(int number) => Core.Incidents.Incident.Fold(_streams[StreamId.Of(new IncidentId(number))]);

    /// <summary>Puts a past into the store.</summary>
    public void Add(History history) => _streams[history.Stream] = history;

    public ValueTask<CommitResult> CommitAsync(Change change, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(InsteadOfSaving?.Invoke(change) ?? Save_NeedsLock(change));
        }
    }

    public ValueTask<Reply?> FindReplyAsync(DeliveryId delivery, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_replies.GetValueOrDefault(delivery));
        }
    }

    public async ValueTask<History?> LoadAsync(StreamId stream, CancellationToken cancellationToken)
    {
        if (WhileLoading is { } wait)
        {
            await wait(stream);
        }

        lock (_lock)
        {
            Loaded.Add(stream);
            return _streams.GetValueOrDefault(stream);
        }
    }

    public ValueTask<IncidentId> NextIncidentIdAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new IncidentId(Interlocked.Increment(ref _lastId)));

    public ValueTask<IReadOnlyList<History>> LoadLiveAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<History>>([.. _streams.Values.OrderBy(history => history.Stream)]);
        }
    }

    public ValueTask<Document?> FindAsync(string key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_documents.GetValueOrDefault(key));
        }
    }

    public async IAsyncEnumerable<StreamId> ChangedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateUnbounded<StreamId>();
        lock (_lock)
        {
            _listeners.Add(changes);
        }

        await foreach (var changed in changes.Reader.ReadAllAsync(cancellationToken))
        {
            yield return changed;
        }
    }

    private CommitResult Save_NeedsLock(Change change)
    {
        if (change.Delivery is { } delivery && _replies.TryGetValue(delivery, out var first))
        {
            return new CommitResult.Repeated(first);
        }

        if (change.Appends.Any(append => (_streams.GetValueOrDefault(append.Stream)?.Version ?? 0) != append.ExpectedVersion)
            || change.Settled.Any(settlement => !IsOurs_NeedsLock(settlement)))
        {
            return new CommitResult.Conflict();
        }

        foreach (var append in change.Appends)
        {
            var before = _streams.GetValueOrDefault(append.Stream) ?? History.Empty(append.Stream);
            _listeners.ForEach(listener => listener.Writer.TryWrite(append.Stream));
            _streams[append.Stream] = new History(
                append.Stream,
                before.Version + append.Events.Count,
                [.. before.Events.Concat(append.Events).TakeLast(append.Stream.KeptEvents)],
                [.. append.Timers.Where(timer => !change.Fired.Contains(new TimerRef(append.Stream, timer.Name, timer.Due)))]);
        }

        foreach (var fired in change.Fired)
        {
            if (_streams.TryGetValue(fired.Stream, out var history))
            {
                _streams[fired.Stream] = history with { Timers = [.. history.Timers.Where(timer => timer != new PlannedTimer(fired.Name, fired.Due))] };
            }
        }

        foreach (var document in change.Documents)
        {
            if (document.Json is null)
            {
                _documents.Remove(document.Key);
            }
            else
            {
                _documents[document.Key] = document;
            }
        }

        if (change.Delivery is { } answered)
        {
            _replies[answered] = change.Reply!;
        }

        Post_NeedsLock(change);
        Saved.Add(change);
        return new CommitResult.Saved(++_sequence);
    }
}
