using System.Diagnostics;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Bench;

/// <summary>Start-up with years of history: closed incidents have left memory, so only their index is read.</summary>
internal static class ClosedIncidents
{
    private const int Count = 100_000;
    private static readonly DateTimeOffset Then = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(string folder)
    {
        var options = new EmbeddedStoreOptions { Path = folder };
        var filled = Stopwatch.GetTimestamp();
        await using (var store = await EmbeddedStore.OpenAsync(options, new StoreEnvironment(), CancellationToken.None))
        {
            await Parallel.ForAsync(1, Count + 1, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, token) => await ClosedAsync(store, i, token));
            await OpenTimers.ViewCaughtUpAsync(store);
            while (store.Describe().LiveStreams > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }

        Console.WriteLine($"{Count:#,0} closed incidents written in {Stopwatch.GetElapsedTime(filled).TotalSeconds:0} s");
        var table = new Table("Start-up with closed incidents", "closed", "start", "memory", "first look at an old one", "find by title");
        for (var run = 0; run < 2; run++)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var begun = Stopwatch.GetTimestamp();
            await using var store = await EmbeddedStore.OpenAsync(options, new StoreEnvironment(), CancellationToken.None);
            var start = Stopwatch.GetElapsedTime(begun);
            var weight = GC.GetTotalMemory(forceFullCollection: true) - before;
            begun = Stopwatch.GetTimestamp();
            _ = await store.LoadAsync(new StreamId("INC-77"), CancellationToken.None) ?? throw new InvalidOperationException("INC-77 is gone.");
            var look = Stopwatch.GetElapsedTime(begun);
            begun = Stopwatch.GetTimestamp();
            var found = await store.FindIncidentsAsync(new IncidentQuery(Text: "checkout 4711", Max: 5), CancellationToken.None);
            table.Row(Count, start, $"{weight / 1024.0 / 1024.0:0.0} MiB", look, $"{Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0} ms, {found.Items.Count} found");
        }
    }

    private static async Task ClosedAsync(EmbeddedStore store, int i, CancellationToken token)
    {
        var stream = StreamId.Of(new IncidentId(i));
        IEvent[] events =
        [
            new Declared(Severity.P4, $"checkout {i} is slow", false, false, [], ProcedureBook.Default().For(Severity.P4)),
            new Resolved(null, false),
            new Closed(null),
        ];
        var entries = new List<Recorded>();
        var head = Chain.Start;
        foreach (var happened in events)
        {
            entries.Add(Recorded.Of(happened, Actor.Bot, Then, head));
            head = entries[^1].Chain;
        }

        var result = await store.CommitAsync(new Change { Appends = [new Append(stream, 0, entries, [], Then.AddDays(1))] }, token);
        if (result is not CommitResult.Saved)
        {
            throw new InvalidOperationException($"The benchmark's own commit failed: {result}");
        }
    }
}
