namespace IncidentBot.Storage.Embedded.Writing;

/// <summary>Callers that wait for something to happen, or for a time-out. Costs the writer one read when nobody waits.</summary>
internal sealed class Waiters(TimeProvider time)
{
    private readonly Lock _gate = new();
    private List<Waiter> _waiting = [];
    private volatile int _count;

    public void Release()
    {
        // The state was published before; whoever registers after this read sees it and does not wait.
        Interlocked.MemoryBarrier();
        if (_count == 0)
        {
            return;
        }

        List<Waiter> released;
        lock (_gate)
        {
            released = _waiting;
            _waiting = [];
            _count = 0;
        }

        foreach (var waiter in released)
        {
            waiter.Complete();
        }
    }

    /// <summary>Registers first, then asks: what happens in between is not missed.</summary>
    /// <param name="wait">How long to wait; zero or less when there is no need to.</param>
    public async Task WaitAsync(Func<TimeSpan> wait, CancellationToken cancellationToken)
    {
        var waiter = new Waiter();
        lock (_gate)
        {
            _waiting.Add(waiter);
            _count = _waiting.Count;
        }

        Interlocked.MemoryBarrier();
        try
        {
            var atMost = wait();
            if (atMost > TimeSpan.Zero)
            {
                await waiter.UntilAsync(time, atMost, cancellationToken);
            }
        }
        finally
        {
            lock (_gate)
            {
                _waiting.Remove(waiter);
                _count = _waiting.Count;
            }
        }
    }

    private sealed class Waiter
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Complete() => _done.TrySetResult();

        public async Task UntilAsync(TimeProvider time, TimeSpan atMost, CancellationToken cancellationToken)
        {
            // Timers of the runtime end at 49 days.
            var due = atMost < TimeSpan.FromDays(1) ? atMost : TimeSpan.FromDays(1);
            await using var timer = time.CreateTimer(static self => ((Waiter)self!).Complete(), this, due, Timeout.InfiniteTimeSpan);
            await using var cancelled = cancellationToken.UnsafeRegister(static self => ((Waiter)self!)._done.TrySetCanceled(), this);
            await _done.Task;
        }
    }
}
