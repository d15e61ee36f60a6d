using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Hot;
using IncidentBot.Storage.Embedded.Threads;
using IncidentBot.Storage.Embedded.View;
using IncidentBot.Storage.Embedded.Writing;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Storage.Embedded;

/// <summary>
/// The default store: one data folder, one process. The journal is the truth, the hot state is what commands read, the view is what people
/// look things up in (docs/storage.md).
/// </summary>
public sealed partial class EmbeddedStore : IStore, IArchive, IOutbox, ITimerQueue, IAsyncDisposable
{
    /// <summary>The process is left with this code after a failed flush.</summary>
    public const int ExitCode = JournalWriter.ExitCode;

    private readonly StoreEnvironment _environment;
    private readonly EmbeddedStoreOptions _options;
    private readonly OpenedStore _opened;
    private readonly JournalWriter _writer;
    private readonly ViewKeeper _view;
    private readonly LeftStreams _left;
    private readonly Waiters _outboxWaiters;
    private readonly Waiters _timerWaiters;
    private readonly ChangeFeed _feed = new();
    private readonly IStoreThread? _writerThread;
    private readonly IStoreThread? _viewThread;
    private readonly LeavingClock _leaving;
    private readonly ILogger _log;
    private HotState _announced;
    private int _highestGiven;
    private bool _ended;

    private EmbeddedStore(EmbeddedStoreOptions options, StoreEnvironment environment, OpenedStore opened)
    {
        _options = options;
        _environment = environment;
        _opened = opened;
        _writer = opened.Writer;
        _view = opened.View;
        _log = environment.Loggers.CreateLogger<EmbeddedStore>();
        _outboxWaiters = new Waiters(environment.Time);
        _timerWaiters = new Waiters(environment.Time);
        _announced = State;
        _highestGiven = State.HighestIncident;
        _leaving = new LeavingClock(environment.Time, () => _view.Cursor);
        _left = new LeftStreams(_view, () => State, environment.Time);
        _writer.Announce = Announce;
        _writer.WhoLeaves = _leaving.WhoLeaves;
        _leaving.Wake = () => _writerThread?.Wake();
        _view.Wake = canWait => _viewThread?.Wake(canWait);
        _leaving.WakeView = _view.Hurry;
        _view.Moved = () => _leaving.ViewMoved(State);
        _writerThread = environment.Threads.Attach("incidentbot-journal", _writer.RunOnce);
        _viewThread = environment.Threads.Attach("incidentbot-view", _view.RunOnce);

        // A worker that ran before the other was there found nobody to wake.
        _writerThread.Wake();
        _viewThread.Wake();
    }

    private HotState State => _writer.Published.State;

    /// <exception cref="StoreException">There is no store, it is in use, or it is damaged; the message says what to do.</exception>
    public static ValueTask<EmbeddedStore> OpenAsync(EmbeddedStoreOptions options, StoreEnvironment environment, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new EmbeddedStore(options, environment, OpenedStore.Open(options, environment)));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The change contradicts itself: a mistake in the program.</exception>
    public async ValueTask<CommitResult> CommitAsync(Change change, CancellationToken cancellationToken)
    {
        // A stream that is read back stays for a while, so twice is already rare.
        for (var attempt = 0; ; attempt++)
        {
            var pending = new PendingCommit(change, PreparedChange.Of(change, _environment.Time.GetUtcNow(), State));
            if (await EnqueueAsync(pending, cancellationToken) is { } busy)
            {
                return new CommitResult.NotSaved(busy);
            }

            var result = await pending.Told;
            if (!pending.MustRecall || attempt == 3)
            {
                return result;
            }

            foreach (var append in change.Appends)
            {
                if (await RecallAsync(append.Stream, cancellationToken) is { } notSaved)
                {
                    return notSaved;
                }
            }
        }
    }

    public ValueTask<Reply?> FindReplyAsync(DeliveryId delivery, CancellationToken cancellationToken) =>
        ValueTask.FromResult(State.Deliveries.ById.GetValueOrDefault(delivery.Value)?.Reply);

    public async ValueTask<History?> LoadAsync(StreamId stream, CancellationToken cancellationToken)
    {
        var state = State;
        return state.Live.GetValueOrDefault(stream.Value) is { } live ? live.ToHistory()
            : state.Left.GetValueOrDefault(stream.Value) is { } left ? (await _left.ReadAsync(stream, left)).ToHistory()
            : null;
    }

    public ValueTask<IncidentId> NextIncidentIdAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new IncidentId(Interlocked.Increment(ref _highestGiven)));

    public ValueTask<IReadOnlyList<History>> LoadLiveAsync(CancellationToken cancellationToken)
    {
        var live = State.Live.Values.Select(stream => stream.ToHistory()).ToArray();
        Array.Sort(live, static (x, y) => x.Stream.CompareTo(y.Stream));
        return ValueTask.FromResult<IReadOnlyList<History>>(live);
    }

    public async ValueTask<Document?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var json = State.FindDocument(key) ?? await _left.FindDocumentAsync(key);
        return json is null ? null : new Document(key, json);
    }

    public IAsyncEnumerable<StreamId> ChangedAsync(CancellationToken cancellationToken) => _feed.ReadAsync(cancellationToken);

    /// <summary>Drops everything as a kill would: no stop, nothing answered, the lock freed. For simulations and tests.</summary>
    public void Abandon()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _writer.Die();
        EndThreads();
        _opened.Dispose();
    }

    /// <summary>The clean stop: what waits is written, the view is brought to the end and flushed, and the journal says so.</summary>
    public ValueTask DisposeAsync()
    {
        if (_ended)
        {
            return ValueTask.CompletedTask;
        }

        _ended = true;
        _writer.Queue.TryComplete();
        EndThreads();
        while (_writer.RunOnce())
        {
            // What was queued before the stop is still answered.
        }

        if (!_writer.IsDead)
        {
            Stop();
        }

        _opened.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Stop()
    {
        try
        {
            _view.Finish();
            _writer.Write(Journal.Mark.Stopped);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start takes it for a kill, which is safe.
            Log.NotCleanly(_log, e.Message);
        }
    }

    private void EndThreads()
    {
        _writerThread?.Dispose();
        _viewThread?.Dispose();
        _leaving.Dispose();
        _feed.Complete();
    }

    /// <summary>Null when it is in the queue; else the sentence for whoever asked.</summary>
    private async ValueTask<string?> EnqueueAsync(Pending pending, CancellationToken cancellationToken)
    {
        if (_writer.IsDead)
        {
            throw new StoreException("The store has stopped after a failure.", "Nobody can say whether this was saved; the same delivery may be tried again after the restart.");
        }

        if (!_writer.Queue.TryWrite(pending))
        {
            try
            {
                using var timeout = new CancellationTokenSource(_options.QueueWait, _environment.Time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
                await _writer.Queue.WriteAsync(pending, either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return "The store is busy: nothing was saved. Try again in a moment.";
            }
            catch (System.Threading.Channels.ChannelClosedException)
            {
                return "The bot is stopping: nothing was saved. Try again in a moment.";
            }
        }

        _writerThread?.Wake();
        return null;
    }

    /// <summary>Null when the stream is live now.</summary>
    private async ValueTask<CommitResult?> RecallAsync(StreamId stream, CancellationToken cancellationToken)
    {
        if (State.Left.GetValueOrDefault(stream.Value) is not { } left)
        {
            return null;
        }

        var recall = new PendingRecall(await _left.RecallAsync(stream, left));
        if (await EnqueueAsync(recall, cancellationToken) is { } busy)
        {
            return new CommitResult.NotSaved(busy);
        }

        return await recall.Told is CommitResult.NotSaved notSaved ? notSaved : null;
    }

    private void Announce(HotState state, IReadOnlyList<string> changed)
    {
        var before = _announced;
        _announced = state;
        _viewThread?.Wake(canWait: true);
        if (!ReferenceEquals(before.Outbox.Heads, state.Outbox.Heads) || !ReferenceEquals(before.Documents, state.Documents) || changed.Count > 0)
        {
            _outboxWaiters.Release();
        }

        if (!ReferenceEquals(before.Timers, state.Timers))
        {
            _timerWaiters.Release();
        }

        _leaving.Arm(state);
        _feed.Tell(changed);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The store could not say in its journal that it stopped: {Why}. The next start checks everything")]
        public static partial void NotCleanly(ILogger logger, string why);
    }
}
