using IncidentBot.Core.Store;

namespace IncidentBot.Core.Desk;

/// <summary>
/// One command per stream at a time in this process, so that conflicts come only from other instances. Several streams are taken in ordinal
/// order, so two commands never wait for each other; who came first goes first.
/// </summary>
/// <remarks>Not a <see cref="SemaphoreSlim"/>: its wait with a token continues on the thread pool, and so leaves the virtual clock's context.</remarks>
public sealed class StreamLocks
{
    private readonly Dictionary<StreamId, Queue<TaskCompletionSource>> _held = [];
    private readonly Lock _lock = new();

    public async ValueTask<IDisposable> LockAsync(IReadOnlyCollection<StreamId> streams, CancellationToken cancellationToken)
    {
        var held = new Held(this);
        try
        {
            foreach (var stream in streams.Distinct().Order())
            {
                await EnterAsync(stream, cancellationToken);
                held.Add(stream);
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private async Task EnterAsync(StreamId stream, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (!_held.TryGetValue(stream, out var waiting))
            {
                _held.Add(stream, new Queue<TaskCompletionSource>());
                return;
            }

            waiting.Enqueue(turn);
        }

        using var cancelled = cancellationToken.UnsafeRegister(static (turn, token) => ((TaskCompletionSource)turn!).TrySetCanceled(token), turn);
        await turn.Task;
    }

    /// <summary>Hands the stream to the next who still waits; with nobody waiting it is free and forgotten.</summary>
    private void Leave(StreamId stream)
    {
        lock (_lock)
        {
            var waiting = _held[stream];
            while (waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _held.Remove(stream);
        }
    }

    private sealed class Held(StreamLocks owner) : IDisposable
    {
        private readonly List<StreamId> _streams = [];
        private bool _disposed;

        public void Add(StreamId stream) => _streams.Add(stream);

        public void Dispose()
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            for (var i = _streams.Count - 1; i >= 0; i--)
            {
                owner.Leave(_streams[i]);
            }
        }
    }
}
