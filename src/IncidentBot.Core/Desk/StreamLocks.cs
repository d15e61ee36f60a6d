using IncidentBot.Core.Store;

namespace IncidentBot.Core.Desk;

/// <summary>
/// One command per stream at a time in this process, so that conflicts come only from other instances. Several streams are taken in ordinal
/// order, so two commands never wait for each other.
/// </summary>
public sealed class StreamLocks
{
    private readonly Dictionary<StreamId, Gate> _gates = [];
    private readonly Lock _lock = new();

    public async ValueTask<IDisposable> LockAsync(IReadOnlyCollection<StreamId> streams, CancellationToken cancellationToken)
    {
        var held = new Held(this);
        try
        {
            foreach (var stream in streams.Distinct().Order())
            {
                var gate = Enter(stream);
                try
                {
                    await gate.Semaphore.WaitAsync(cancellationToken);
                }
                catch
                {
                    Leave(stream, gate, release: false);
                    throw;
                }

                held.Add(stream, gate);
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private Gate Enter(StreamId stream)
    {
        lock (_lock)
        {
            if (!_gates.TryGetValue(stream, out var gate))
            {
                _gates[stream] = gate = new Gate();
            }

            gate.Users++;
            return gate;
        }
    }

    private void Leave(StreamId stream, Gate gate, bool release)
    {
        if (release)
        {
            gate.Semaphore.Release();
        }

        lock (_lock)
        {
            if (--gate.Users == 0)
            {
                _gates.Remove(stream);
            }
        }
    }

    private sealed class Gate
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        /// <summary>Holders and waiters; the gate goes with the last of them.</summary>
        public int Users { get; set; }
    }

    private sealed class Held(StreamLocks owner) : IDisposable
    {
        private readonly List<(StreamId Stream, Gate Gate)> _gates = [];
        private bool _disposed;

        public void Add(StreamId stream, Gate gate) => _gates.Add((stream, gate));

        public void Dispose()
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            for (var i = _gates.Count - 1; i >= 0; i--)
            {
                owner.Leave(_gates[i].Stream, _gates[i].Gate, release: true);
            }
        }
    }
}
