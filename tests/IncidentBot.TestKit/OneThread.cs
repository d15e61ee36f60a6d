namespace IncidentBot.TestKit;

/// <summary>
/// Loops run on the test's own thread and only when it says so: what they continue with is queued here, and <see cref="Drain"/> runs it. So
/// a test knows that a loop has moved as far as the clock allows, without waiting.
/// </summary>
public sealed class OneThread : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Work, object? State)> _queue = new();
    private readonly Lock _lock = new();

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_lock)
        {
            _queue.Enqueue((d, state));
        }
    }

    /// <summary>From here on the calling test is the one thread; the runner sets its own context again after the test.</summary>
    public void Enter() => SetSynchronizationContext(this);

    public void Drain()
    {
        while (Next() is { } next)
        {
            next.Work(next.State);
        }
    }

    private (SendOrPostCallback Work, object? State)? Next()
    {
        lock (_lock)
        {
            return _queue.TryDequeue(out var next) ? next : null;
        }
    }
}
