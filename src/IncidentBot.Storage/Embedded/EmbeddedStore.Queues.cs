using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Hot;
using IncidentBot.Storage.Embedded.Writing;

namespace IncidentBot.Storage.Embedded;

/// <content>Messages to deliver and timers to act on.</content>
public sealed partial class EmbeddedStore
{
    /// <summary>How often a sender looks again while nothing can be recorded.</summary>
    private static readonly TimeSpan FullRest = TimeSpan.FromSeconds(2);

    public async ValueTask<IReadOnlyList<Claimed>> ClaimAsync(string target, int max, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var state = State;
        if (max <= 0 || !OutboxState.Claimable(state.Outbox.HeadsOf(target), now, key => state.FindDocument(key) is not null).Any())
        {
            return [];
        }

        var claim = new PendingClaim(target, max, now);
        return await EnqueueAsync(claim, cancellationToken) is null ? await claim.Told : [];
    }

    public async ValueTask WaitForWorkAsync(string target, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var started = _environment.Time.GetTimestamp();
        bool again;
        do
        {
            again = false;
            await _outboxWaiters.WaitAsync(
                () =>
                {
                    var wait = _writer.Disk.IsFull ? FullRest : Until(State.NextTry(target));
                    var left = atMost - _environment.Time.GetElapsedTime(started);
                    again = wait > TimeSpan.Zero && left > TimeSpan.Zero;
                    return Least(wait, left);
                },
                cancellationToken);
        }
        while (again);
    }

    public ValueTask<IReadOnlyList<TimerRef>> DueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        var due = new List<TimerRef>();
        foreach (var timer in State.Timers)
        {
            if (timer.Due > now || due.Count >= max)
            {
                break;
            }

            due.Add(timer);
        }

        return ValueTask.FromResult<IReadOnlyList<TimerRef>>(due);
    }

    ValueTask ITimerQueue.WaitForWorkAsync(TimeSpan atMost, CancellationToken cancellationToken) => WaitForTimersAsync(atMost, cancellationToken);

    private async ValueTask WaitForTimersAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        // Woken by every change of the timers, although only an earlier one matters: the caller looks, and that is cheap.
        await _timerWaiters.WaitAsync(() => Least(Until(State.Timers.Min?.Due), atMost), cancellationToken);
    }

    private TimeSpan Until(DateTimeOffset? due) => due is { } some ? some - _environment.Time.GetUtcNow() : TimeSpan.MaxValue;

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
