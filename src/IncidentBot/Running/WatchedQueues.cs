using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Health;

namespace IncidentBot.Running;

/// <summary>Takes the sweep's pulse: it asks for due timers at least every ten seconds.</summary>
internal sealed class WatchedTimerQueue(ITimerQueue inner, Heartbeat heartbeat) : ITimerQueue
{
    public ValueTask<IReadOnlyList<TimerRef>> DueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        heartbeat.Beat();
        return inner.DueAsync(now, max, cancellationToken);
    }

    public ValueTask WaitForWorkAsync(TimeSpan atMost, CancellationToken cancellationToken) => inner.WaitForWorkAsync(atMost, cancellationToken);
}

/// <summary>Takes a sender's pulse: between two claims lies at most one wait and one batch of deliveries.</summary>
internal sealed class WatchedOutbox(IOutbox inner, Heartbeat heartbeat) : IOutbox
{
    public ValueTask<IReadOnlyList<Claimed>> ClaimAsync(string target, int max, DateTimeOffset now, CancellationToken cancellationToken)
    {
        heartbeat.Beat();
        return inner.ClaimAsync(target, max, now, cancellationToken);
    }

    public ValueTask WaitForWorkAsync(string target, TimeSpan atMost, CancellationToken cancellationToken) => inner.WaitForWorkAsync(target, atMost, cancellationToken);
}
