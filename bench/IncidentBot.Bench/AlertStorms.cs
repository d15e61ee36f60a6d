using System.Diagnostics;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Bench;

/// <summary>
/// Ten thousand alerts in a minute beside 200 live incidents: how long a sender waits, how long everybody else does, what is left of it in
/// timelines and memory, and whether every alert was counted.
/// </summary>
internal static class AlertStorms
{
    private const int Alerts = 10_000;
    private const int Others = 200;
    private const int Services = 4;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(string folder)
    {
        var table = new Table(
            $"{Alerts:#,0} red alerts of {Services} services, {Others} other live incidents",
            "sent as", "a sender waits, median", "p99", "a person waits meanwhile, p99", "all of it", "incidents", "counted", "entries of the longest", "posts and edits of it", "memory");
        await MeasureAsync(table, "calls of 1,000", 1_000, TimeSpan.Zero, Path.Combine(folder, "large"));
        await MeasureAsync(table, "calls of 1, over a minute", 1, Minute, Path.Combine(folder, "single"));
        await MeasureAsync(table, "calls of 1, as fast as 64 senders can", 1, TimeSpan.Zero, Path.Combine(folder, "burst"));
    }

    private static async Task MeasureAsync(Table table, string name, int perCall, TimeSpan over, string folder)
    {
        await using var store = await EmbeddedStore.OpenAsync(new EmbeddedStoreOptions { Path = folder }, new StoreEnvironment(), CancellationToken.None);
        var writer = new IncidentWriter(store, PeopleRoster.Empty);
        var settings = new DeskSettings(PeopleRoster.Empty, ProcedureBook.Default(), ["bench"]);
        var people = new CommandDesk(store, writer, settings, TimeProvider.System, NullLogger<CommandDesk>.Instance);
        var alerts = new AlertDesk(store, writer, settings, AlertSettings.Default, TimeProvider.System, NullLogger<AlertDesk>.Instance);
        for (var i = 0; i < Others; i++)
        {
            await SayAsync(people, $"declare/{i}", $"p3 other {i}");
        }

        using var stop = new CancellationTokenSource();
        var sweep = new TimerSweep(store, new DueTimers(store, writer, TimeProvider.System, NullLogger<DueTimers>.Instance), TimeProvider.System, NullLogger<TimerSweep>.Instance);
        var sweeping = Task.Run(() => sweep.RunAsync(stop.Token));
        await alerts.HandleAsync(new AlertCall("bench", [Alert(-1)]), CancellationToken.None);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var begun = Stopwatch.GetTimestamp();
        var bystander = Task.Run(() => WatchAsync(people, stop.Token));
        var sent = await SendAsync(alerts, perCall, over);
        var took = Stopwatch.GetElapsedTime(begun);

        // The last half minute is told by its timer.
        await Task.Delay(AlertRecord.ToldEvery + TimeSpan.FromSeconds(2), TimeProvider.System);
        await stop.CancelAsync();
        await sweeping;
        var waited = await bystander;
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        var born = (await store.LoadLiveAsync(CancellationToken.None)).Where(history => history.Stream.IsIncident).Select(writer.Fold).Where(incident => incident.Alerts is not null).ToList();
        var longest = born.MaxBy(incident => incident.Version)!;
        var told = (await store.LoadAsync(longest.Stream, CancellationToken.None))!.Events.Count(entry => entry.Event is AlertsCounted) + 1;
        table.Row(
            name, sent.At(0.5), sent.At(0.99), waited.At(0.99), took, born.Count, born.Sum(incident => incident.Alerts!.Told.Total) - 1, longest.Version, told, $"{memory / 1024.0 / 1024.0:0.0} MiB");
    }

    private static async Task<Samples> SendAsync(AlertDesk desk, int perCall, TimeSpan over)
    {
        var calls = Alerts / perCall;
        var senders = Math.Min(calls, perCall == 1 ? over > TimeSpan.Zero ? 256 : 64 : 1);
        var begun = Stopwatch.GetTimestamp();
        var next = -1;
        var all = new Samples();
        foreach (var samples in await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(OneAsync))))
        {
            all.Add(samples);
        }

        return all;

        async Task<Samples> OneAsync()
        {
            var samples = new Samples();
            while (Interlocked.Increment(ref next) is var call && call < calls)
            {
                if ((over * ((double)call / calls)) - Stopwatch.GetElapsedTime(begun) is var early && early > TimeSpan.Zero)
                {
                    await Task.Delay(early, TimeProvider.System);
                }

                var sent = Stopwatch.GetTimestamp();
                var answer = await desk.HandleAsync(new AlertCall("bench", [.. Enumerable.Range(call * perCall, perCall).Select(Alert)]), CancellationToken.None);
                samples.Add(Stopwatch.GetElapsedTime(sent));
                if (answer.NotSaved is not null || answer.Accepted != perCall)
                {
                    throw new InvalidOperationException($"The benchmark's own call failed: {answer}");
                }
            }

            return samples;
        }
    }

    /// <summary>Somebody who works on another incident meanwhile.</summary>
    private static async Task<Samples> WatchAsync(CommandDesk desk, CancellationToken cancellationToken)
    {
        var samples = new Samples();
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            await SayAsync(desk, $"note/{i}", $"note INC-{1 + (i % Others)} still looking");
            samples.Add(Stopwatch.GetElapsedTime(sent));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }

        return samples;
    }

    private static async Task SayAsync(CommandDesk desk, string delivery, string line)
    {
        var answer = await desk.HandleAsync(new Inbound(new DeliveryId(delivery), new Actor("anna", "Anna"), new PlaceRef("api", "bench"), new Input.Line(line)), CancellationToken.None);
        if (answer.Kind != AnswerKind.Done)
        {
            throw new InvalidOperationException($"The benchmark's own line failed: {answer.Text}");
        }
    }

    private static Alert Alert(int number) => new("bench", $"node-{number}", true, $"node {number} does not answer")
    {
        Severity = "critical",
        Service = $"service-{Math.Abs(number % Services)}",
        Url = $"https://monitoring.example.com/node/{number}",
    };
}
