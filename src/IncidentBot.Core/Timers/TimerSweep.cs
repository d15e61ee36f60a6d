using System.Collections.Concurrent;
using IncidentBot.Core.Store;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Timers;

/// <summary>Sleeps until something is due, fires it, and never stops because one timer fails.</summary>
public sealed partial class TimerSweep(ITimerQueue queue, DueTimers timers, TimeProvider time, ILogger<TimerSweep> log)
{
    /// <summary>Looks at the clock at least this often: a clock that jumps must not oversleep a deadline.</summary>
    internal static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(10);

    /// <summary>Waits this long after a failure, so that a broken store is not hammered.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A timer whose command throws this often is set aside and shown.</summary>
    private const int MostFailures = 5;

    private const int Batch = 256;

    private readonly ConcurrentDictionary<TimerRef, int> _failures = new();

    /// <summary>Timers that failed five times. They stay planned; a restart tries them again.</summary>
    public IReadOnlyList<TimerRef> SetAside => [.. _failures.Where(failed => failed.Value >= MostFailures).Select(failed => failed.Key).OrderBy(timer => timer.Due)];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await SweepAsync(cancellationToken))
                {
                    continue;
                }

                if (SetAside.Count > 0)
                {
                    // What is set aside stays due, and the queue would not let the sweep sleep.
                    await time.PauseAsync(Pause, cancellationToken);
                    continue;
                }

                await queue.WaitForWorkAsync(LongestSleep, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.SweepFailed(log, e);
                await time.PauseAsync(Pause, cancellationToken);
            }
        }
    }

    /// <summary>Fires what is due now. False when there was nothing to do.</summary>
    private async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        var aside = SetAside;
        var due = (await queue.DueAsync(time.GetUtcNow(), Batch + aside.Count, cancellationToken)).Except(aside).ToList();
        if (due.Count == 0)
        {
            return false;
        }

        var fired = await Task.WhenAll(due.GroupBy(timer => timer.Stream).Select(group => FireInOrderAsync([.. group], cancellationToken)));
        if (!Array.TrueForAll(fired, well => well))
        {
            await time.PauseAsync(Pause, cancellationToken);
        }

        return true;
    }

    /// <summary>Timers of one stream, oldest first. False when one could not be saved or threw.</summary>
    private async Task<bool> FireInOrderAsync(IReadOnlyList<TimerRef> due, CancellationToken cancellationToken)
    {
        var well = true;
        foreach (var timer in due)
        {
            try
            {
                well &= await timers.FireAsync(timer, cancellationToken) != TimerEffect.NotSaved;
                _failures.TryRemove(timer, out _);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception e)
            {
                well = false;
                if (_failures.AddOrUpdate(timer, 1, (_, count) => count + 1) == MostFailures)
                {
                    Log.SetAside(log, timer.Name, timer.Stream, e);
                }
            }
        }

        return well;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The timer sweep failed; it goes on in a second")]
        public static partial void SweepFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Timer {Timer} of {Stream} failed five times and is set aside until the next start; doctor shows it")]
        public static partial void SetAside(ILogger logger, string timer, StreamId stream, Exception exception);
    }
}
