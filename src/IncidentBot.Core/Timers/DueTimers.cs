using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Timers;

/// <summary>What became of a timer that fired.</summary>
public enum TimerEffect
{
    Acted,

    /// <summary>Today's plan does not hold it any more; only its removal was saved.</summary>
    Stale,

    /// <summary>Nothing could be saved, or the clock was set back and it is not due yet; it stays.</summary>
    NotSaved,
}

/// <summary>
/// A due timer enters the same road as a command. The change that acts on it also removes it, so it needs no claim: killed before, it fires
/// again; killed after, it is gone.
/// </summary>
public sealed partial class DueTimers(IStore store, IncidentWriter writer, TimeProvider time, ILogger<DueTimers> log)
{
    public async Task<TimerEffect> FireAsync(TimerRef timer, CancellationToken cancellationToken)
    {
        using var scope = log.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { ["delivery"] = DeliveryOf(timer).Value, ["verb"] = timer.Name, ["incident"] = timer.Stream.Value });
        var attempt = await writer.UnderLockAsync([timer.Stream], () => AttemptAsync(timer, cancellationToken), cancellationToken);
        return attempt?.Effect ?? TimerEffect.NotSaved;
    }

    /// <summary>
    /// Brings stored timers in line with the plan of today's program, once at start: after an upgrade the plan may hold timers that were never
    /// stored. Returns how many incidents were corrected.
    /// </summary>
    public async Task<int> CorrectAsync(CancellationToken cancellationToken)
    {
        var corrected = 0;
        foreach (var live in await store.LoadLiveAsync(cancellationToken))
        {
            if (!live.Stream.IsIncident || Matches(live))
            {
                continue;
            }

            await writer.UnderLockAsync([live.Stream], () => CorrectAsync(live.Stream, cancellationToken), cancellationToken);
            Log.Corrected(log, live.Stream);
            corrected++;
        }

        return corrected;
    }

    private async Task<Attempt?> CorrectAsync(StreamId stream, CancellationToken cancellationToken)
    {
        var history = (await store.LoadAsync(stream, cancellationToken))!;

        // What is overdue takes effect with it, and is told.
        var consequences = writer.Append(history, writer.Fold(history), [], Actor.Bot, time.GetUtcNow());
        return await writer.CommitAsync(new Change { Appends = [consequences.Append], Outbox = consequences.Outbox }) is CommitResult.Conflict ? null : new Attempt(TimerEffect.Acted);
    }

    private bool Matches(History history)
    {
        var plan = TimerPlan.For(writer.Fold(history)).OrderBy(timer => timer.Name, StringComparer.Ordinal);
        return plan.SequenceEqual(history.Timers.OrderBy(timer => timer.Name, StringComparer.Ordinal));
    }

    private async Task<Attempt?> AttemptAsync(TimerRef timer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (timer.Due > now)
        {
            return new Attempt(TimerEffect.NotSaved);
        }

        var history = await store.LoadAsync(timer.Stream, cancellationToken);
        var incident = history is null ? null : writer.Fold(history);
        if (incident is null || !TimerPlan.For(incident).Contains(new PlannedTimer(timer.Name, timer.Due)))
        {
            return Effect(await writer.CommitAsync(new Change { Fired = [timer] }), TimerEffect.Stale);
        }

        var consequences = writer.Append(history!, incident, [], Actor.Bot, now);
        var result = await writer.CommitAsync(new Change
        {
            Delivery = DeliveryOf(timer),
            Reply = new Reply(timer.Name, timer.Stream.Value),
            Appends = [consequences.Append],
            Fired = [timer],
            Outbox = consequences.Outbox,
        });
        if (result is CommitResult.Repeated)
        {
            // Acted on before, and planned again for the same moment (a clock that was set back): due for ever unless it goes.
            return Effect(await writer.CommitAsync(new Change { Fired = [timer] }), TimerEffect.Stale);
        }

        Log.Fired(log, timer.Name, timer.Stream, now - timer.Due);
        return Effect(result, TimerEffect.Acted);
    }

    private static DeliveryId DeliveryOf(TimerRef timer) => new($"timer/{timer.Stream}/{timer.Name}/{timer.Due.ToUnixTimeMilliseconds()}");

    private static Attempt? Effect(CommitResult result, TimerEffect done) => result switch
    {
        CommitResult.Saved => new Attempt(done),
        CommitResult.NotSaved => new Attempt(TimerEffect.NotSaved),
        _ => null,
    };

    private sealed record Attempt(TimerEffect Effect);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Timer {Timer} of {Stream} fired {Late} after its time")]
        public static partial void Fired(ILogger logger, string timer, StreamId stream, TimeSpan late);

        [LoggerMessage(2, LogLevel.Warning, "The stored timers of {Stream} differed from its plan and were corrected")]
        public static partial void Corrected(ILogger logger, StreamId stream);
    }
}
