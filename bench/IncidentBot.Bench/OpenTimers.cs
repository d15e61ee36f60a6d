using System.Diagnostics;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Bench;

/// <summary>How long it takes to find due timers among many, to act on them, to start with them, and what they weigh.</summary>
internal static class OpenTimers
{
    private const int PerStream = 100;
    private static readonly DateTimeOffset Far = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(string folder)
    {
        var table = new Table("Timers", "open", "nothing due", "find 100 due", "act on one (commit)", "start", "memory, beside the timers' names");
        foreach (var open in new[] { 10_000, 100_000, 1_000_000 })
        {
            var options = new EmbeddedStoreOptions { Path = Path.Combine(folder, $"{open}") };
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await using (var store = await EmbeddedStore.OpenAsync(options, new StoreEnvironment(), CancellationToken.None))
            {
                await FillAsync(store, open);
                await ViewCaughtUpAsync(store);
            }

            var begun = Stopwatch.GetTimestamp();
            var reopened = await EmbeddedStore.OpenAsync(options, new StoreEnvironment(), CancellationToken.None);
            var start = Stopwatch.GetElapsedTime(begun);
            await using (reopened)
            {
                var weight = GC.GetTotalMemory(forceFullCollection: true) - before;
                var none = await RepeatAsync(200, async () => await reopened.DueAsync(Now.AddYears(-1), 100, CancellationToken.None));
                var due = await RepeatAsync(200, async () => await reopened.DueAsync(Now, 100, CancellationToken.None));
                var acted = new Samples();
                foreach (var timer in await reopened.DueAsync(Now, 100, CancellationToken.None))
                {
                    var sent = Stopwatch.GetTimestamp();
                    await reopened.CommitAsync(new Change { Fired = [timer] }, CancellationToken.None);
                    acted.Add(Stopwatch.GetElapsedTime(sent));
                }

                table.Row(open, none, due, acted.At(0.5), start, $"{weight / 1024.0 / 1024.0:0.0} MiB");
            }
        }
    }

    private static async Task FillAsync(EmbeddedStore store, int open)
    {
        var streams = open / PerStream;
        await Parallel.ForAsync(0, streams, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, token) =>
        {
            var stream = new StreamId($"bench-{i}");
            var timers = Enumerable.Range(0, PerStream)
                .Select(n => new PlannedTimer($"timer.{n}", n == 0 && i < 200 ? Now.AddMinutes(-i) : Far.AddSeconds(i + (n * streams))))
                .ToList();
            var result = await store.CommitAsync(
                new Change { Appends = [new Append(stream, 0, [Recorded.Of(new Noted("bench"), Actor.Bot, Now, Chain.Start)], timers)] },
                token);
            if (result is not CommitResult.Saved)
            {
                throw new InvalidOperationException($"The benchmark's own commit failed: {result}");
            }
        });
    }

    internal static async Task ViewCaughtUpAsync(EmbeddedStore store)
    {
        while (store.Describe() is { ViewBehind: > 0 })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private static async Task<TimeSpan> RepeatAsync(int times, Func<Task> ask)
    {
        var samples = new Samples();
        for (var i = 0; i < times; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await ask();
            samples.Add(Stopwatch.GetElapsedTime(begun));
        }

        return samples.At(0.5);
    }
}
