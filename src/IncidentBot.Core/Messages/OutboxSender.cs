using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Messages;

/// <summary>
/// Delivers one target's rows: claims them, performs them side by side (the store hands out one per lane), settles them. Runs for the life
/// of the process; no single row can stop it.
/// </summary>
public sealed partial class OutboxSender(ITarget target, IOutbox outbox, Delivering delivering, SenderSettings settings, TimeProvider time, ILogger<OutboxSender> log)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public string Target => target.Name;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Deliveries outlive the token by a little: what has left should be settled.
        using var letGo = new CancellationTokenSource();
        var underWay = new List<Task>();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await TurnAsync(underWay, cancellationToken, letGo.Token);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                Log.TurnFailed(log, target.Name, e);
                await time.PauseAsync(Pause, cancellationToken);
            }
        }

        await Task.WhenAny(Task.WhenAll(underWay), Task.Delay(settings.StopWithin, time, CancellationToken.None));
        letGo.Cancel();
    }

    private async Task TurnAsync(List<Task> underWay, CancellationToken cancellationToken, CancellationToken letGo)
    {
        underWay.RemoveAll(task => task.IsCompleted);
        var free = settings.Parallel - underWay.Count;
        var claimed = free > 0 ? await outbox.ClaimAsync(target.Name, free, time.GetUtcNow(), cancellationToken) : [];
        underWay.AddRange(claimed.Select(claim => DeliverAsync(claim, letGo)));
        if (claimed.Count > 0)
        {
            return;
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = free > 0
            ? outbox.WaitForWorkAsync(target.Name, LongestSleep, waiting.Token).AsTask()
            : Task.Delay(Timeout.InfiniteTimeSpan, time, waiting.Token);
        await Task.WhenAny([work, .. underWay]);
        waiting.Cancel();
        try
        {
            await work;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A delivery ended first; its lane may have more.
        }
    }

    /// <summary>One row to its settlement. Never throws: a failure here is a failure of this row only.</summary>
    private async Task DeliverAsync(Claimed claim, CancellationToken letGo)
    {
        try
        {
            var outcome = await OutcomeAsync(claim, letGo);
            while (!await SettleAsync(claim, outcome, letGo))
            {
                // Sent, but not recorded (the disk is full): nothing else leaves in this lane until it is.
                await Task.Delay(Pause, time, letGo);
            }

            Log.Settled(log, claim.Row.Id, target.Name, outcome.GetType().Name, claim.Attempt);
        }
        catch (OperationCanceledException) when (letGo.IsCancellationRequested)
        {
            // Let go: the claim stands, and the next start reconciles it.
        }
    }

    private async Task<Outcome> OutcomeAsync(Claimed claim, CancellationToken letGo)
    {
        try
        {
            return await delivering.DeliverAsync(target, claim, settings, letGo);
        }
        catch (Exception e) when (!letGo.IsCancellationRequested)
        {
            Log.DeliveryFailed(log, claim.Row.Id, target.Name, e);
            return new Outcome.Unknown("An unexpected failure of the bot; see its log.", time.GetUtcNow() + settings.LongestBackOff);
        }
    }

    private async Task<bool> SettleAsync(Claimed claim, Outcome outcome, CancellationToken letGo)
    {
        try
        {
            return await delivering.SettleAsync(claim, outcome, letGo);
        }
        catch (Exception e) when (!letGo.IsCancellationRequested)
        {
            Log.DeliveryFailed(log, claim.Row.Id, target.Name, e);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The sender to {Target} failed; it goes on in a second")]
        public static partial void TurnFailed(ILogger logger, string target, Exception exception);

        [LoggerMessage(2, LogLevel.Debug, "{Row} to {Target}: {Outcome} at attempt {Attempt}")]
        public static partial void Settled(ILogger logger, RowId row, string target, string outcome, int attempt);

        [LoggerMessage(3, LogLevel.Error, "{Row} to {Target} failed unexpectedly; it is tried again")]
        public static partial void DeliveryFailed(ILogger logger, RowId row, string target, Exception exception);
    }
}
