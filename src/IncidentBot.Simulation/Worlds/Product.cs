using System.Globalization;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Doctor;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Timers;
using IncidentBot.Simulation.People;
using IncidentBot.Simulation.Record;
using IncidentBot.Simulation.Time;
using IncidentBot.Storage.Embedded;
using IncidentBot.Storage.Embedded.Files;
using IncidentBot.Storage.Embedded.Threads;

namespace IncidentBot.Simulation.Worlds;

/// <summary>The product as one process runs it: store, desk, sweep and a sender per chat, put together as the host does.</summary>
internal sealed class Product
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];

    private Product(Life life, EmbeddedStore store, CommandDesk desk, AlertDesk alerts)
    {
        Life = life;
        Store = store;
        Desk = desk;
        Alerts = alerts;
    }

    public Life Life { get; }

    public EmbeddedStore Store { get; }

    public CommandDesk Desk { get; }

    public AlertDesk Alerts { get; }

    /// <summary>Runs inside the life. Reads the store before anything moves, so that <paramref name="look"/> sees what the last life left.</summary>
    public static async Task<Product> StartAsync(ProductParts parts, Func<EmbeddedStore, Task> look)
    {
        var (options, life, recorder, time) = (parts.Options, parts.Life, parts.Recorder, parts.Time);
        var logs = new SeenLogs(recorder, life.Number, time);
        var store = await EmbeddedStore.OpenAsync(
            new EmbeddedStoreOptions { Path = options.Folder, SegmentBytes = options.SegmentBytes, ScanEvery = options.ScanEvery },
            new StoreEnvironment
            {
                Time = time,
                Files = parts.Files,
                Threads = parts.Threads,
                Exit = parts.Exit,
                Loggers = logs,
                FreeBytes = static _ => long.MaxValue,
                NewStoreId = () => options.Seed.ToString("x32", CultureInfo.InvariantCulture),
            },
            CancellationToken.None);
        parts.Opened(store);
        await look(store);

        var tap = new StoreTap(store, recorder, life.Number, time);
        var roster = PeopleRoster.From(options.People);
        var before = store.Describe();
        var writer = new IncidentWriter(tap, roster, Library.Handbook, new Attendance(time, time.GetUtcNow(), before.LastChange, before.LastStopWasClean));
        var settings = new DeskSettings(roster, options.Procedures, options.ChatsInUse(time.GetUtcNow(), [.. parts.Targets.Select(target => target.Name)])) { Handbook = Library.Handbook, Examine = _ => ValueTask.FromResult<IReadOnlyList<Finding>>([Finding.Good("simulation", "The world is as it was made.")]) };
        var timers = new DueTimers(tap, writer, time, logs.CreateLogger<DueTimers>());
        await timers.CorrectAsync(CancellationToken.None);

        var queues = new PatientQueues(store);
        var sweep = new TimerSweep(queues, timers, time, logs.CreateLogger<TimerSweep>());
        var product = new Product(
            life,
            store,
            new CommandDesk(tap, writer, settings, time, logs.CreateLogger<CommandDesk>()),
            new AlertDesk(tap, writer, settings, AlertSettings.Default, time, logs.CreateLogger<AlertDesk>()));
        product._loops.Add(sweep.RunAsync(product._stop.Token));
        var delivering = new Delivering(tap, writer, time, logs.CreateLogger<Delivering>());
        foreach (var target in parts.Targets)
        {
            var sender = new OutboxSender(
                new TargetTap(target, life, recorder, time), queues, delivering, new SenderSettings { Reconcile = options.Reconcile }, time, logs.CreateLogger<OutboxSender>());
            product._loops.Add(sender.RunAsync(product._stop.Token));
        }

        return product;
    }

    /// <summary>The first loop that ended by itself, which none may; null while all run.</summary>
    public Exception? Fallen() => _loops.FirstOrDefault(loop => loop.IsCompleted) is not { } ended ? null
        : ended.Exception?.InnerException ?? new InvalidOperationException("A loop of the product ended by itself.");

    /// <summary>A clean stop, as a deployment does it.</summary>
    public async Task StopAsync()
    {
        _stop.Cancel();
        foreach (var loop in _loops)
        {
            try
            {
                await loop;
            }
            catch (OperationCanceledException)
            {
                // That is how a loop ends.
            }
        }

        await Store.DisposeAsync();
    }
}

/// <summary>What a life of the process is given.</summary>
/// <param name="Opened">Told as soon as the store holds its files, so that a kill during the start can let go of them.</param>
internal sealed record ProductParts(
    WorldOptions Options,
    Life Life,
    Recorder Recorder,
    TimeProvider Time,
    IJournalFiles Files,
    IStoreThreads Threads,
    Action<int> Exit,
    IReadOnlyList<ITarget> Targets,
    Action<EmbeddedStore> Opened);
