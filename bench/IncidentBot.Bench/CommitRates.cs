using System.Diagnostics;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Bench;

/// <summary>Durable commits per second and how long a caller waits, for one caller and many: once at the store, once through the whole desk.</summary>
internal static class CommitRates
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);
    private static readonly int[] Callers = [1, 16, 64];

    public static async Task RunAsync(string folder)
    {
        var flush = Bare.Flush(folder);
        Console.WriteLine($"one bare append and flush of {Bare.ChangeBytes} bytes: {flush.TotalMilliseconds:0.000} ms (median)");
        await MeasureAsync("Store: one note per commit, each caller on its own incident", flush, Path.Combine(folder, "store"), AtTheStore);
        await MeasureAsync("Desk: `note INC-n …` read, decided, committed, answered", flush, Path.Combine(folder, "desk"), AtTheDesk);
    }

    private static async Task MeasureAsync(string title, TimeSpan flush, string folder, Func<EmbeddedStore, int, Task<Func<int, Task>>> prepare)
    {
        var table = new Table(title, "callers", "commits/s", "× one caller", "acknowledged, median", "in flushes", "p99");
        var one = 0.0;
        foreach (var callers in Callers)
        {
            await using var store = await EmbeddedStore.OpenAsync(
                new EmbeddedStoreOptions { Path = Path.Combine(folder, $"{callers}") },
                new StoreEnvironment(),
                CancellationToken.None);
            var clients = new List<Func<int, Task>>();
            for (var i = 0; i < callers; i++)
            {
                clients.Add(await prepare(store, i));
            }

            await LoadAsync(clients, TimeSpan.FromSeconds(1), 0);
            var (samples, took) = await LoadAsync(clients, Length, 1_000_000);
            var rate = samples.Count / took.TotalSeconds;
            one = callers == 1 ? rate : one;
            var median = samples.At(0.5);
            table.Row(callers, rate, rate / one, median, median / flush, samples.At(0.99));
        }
    }

    private static async Task<(Samples Samples, TimeSpan Took)> LoadAsync(List<Func<int, Task>> clients, TimeSpan length, int firstNumber)
    {
        var begun = Stopwatch.GetTimestamp();
        var all = new Samples();
        foreach (var samples in await Task.WhenAll(clients.Select(client => Task.Run(() => OneAsync(client)))))
        {
            all.Add(samples);
        }

        return (all, Stopwatch.GetElapsedTime(begun));

        async Task<Samples> OneAsync(Func<int, Task> client)
        {
            var samples = new Samples();
            for (var i = firstNumber; Stopwatch.GetElapsedTime(begun) < length; i++)
            {
                var sent = Stopwatch.GetTimestamp();
                await client(i);
                samples.Add(Stopwatch.GetElapsedTime(sent));
            }

            return samples;
        }
    }

    private static Task<Func<int, Task>> AtTheStore(EmbeddedStore store, int caller)
    {
        var stream = new StreamId($"bench-{caller}");
        var by = new Actor($"person-{caller}", $"Person {caller}");
        var head = Chain.Start;
        var version = 0L;
        return Task.FromResult<Func<int, Task>>(async i =>
        {
            var entry = Recorded.Of(new Noted(Note), by, At(i), head);
            var result = await store.CommitAsync(
                new Change
                {
                    Delivery = new DeliveryId($"bench/{caller}/{i}"),
                    Reply = new Reply("Noted.", stream.Value),
                    Appends = [new Append(stream, version, [entry], [])],
                },
                CancellationToken.None);
            Expect(result is CommitResult.Saved, result);
            (head, version) = (entry.Chain, version + 1);
        });
    }

    private static async Task<Func<int, Task>> AtTheDesk(EmbeddedStore store, int caller)
    {
        var desk = Desk(store);
        var by = new Actor($"person-{caller}", $"Person {caller}");
        var where = new PlaceRef("api", "bench");
        var answer = await desk.HandleAsync(new Inbound(new DeliveryId($"declare/{caller}"), by, where, new Input.Line($"p4 bench {caller}")), CancellationToken.None);
        var id = answer.Incident!.Value;
        var filler = 0;
        return async i =>
        {
            // A timeline takes ten thousand entries; a busy caller goes on to the next incident.
            if (++filler % 9_000 == 0)
            {
                var next = await desk.HandleAsync(new Inbound(new DeliveryId($"declare/{caller}/{i}"), by, where, new Input.Line($"p4 bench {caller} {i}")), CancellationToken.None);
                id = next.Incident!.Value;
            }

            var reply = await desk.HandleAsync(new Inbound(new DeliveryId($"note/{caller}/{i}"), by, where, new Input.Line($"note {id} {Note}")), CancellationToken.None);
            Expect(reply.Kind == AnswerKind.Done, reply.Text);
        };
    }

    private static CommandDesk Desk(EmbeddedStore store) => Desks.GetValue(store, opened =>
    {
        var writer = new IncidentWriter(opened, PeopleRoster.Empty);
        return new CommandDesk(opened, writer, new DeskSettings(PeopleRoster.Empty, ProcedureBook.Default(), []), TimeProvider.System, NullLogger<CommandDesk>.Instance);
    });

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<EmbeddedStore, CommandDesk> Desks = [];

    private static readonly string Note = new('x', 400);

    private static DateTimeOffset At(int i) => DateTimeOffset.UnixEpoch.AddSeconds(i);

    private static void Expect(bool expected, object what)
    {
        if (!expected)
        {
            throw new InvalidOperationException($"The benchmark's own commit failed: {what}");
        }
    }
}
