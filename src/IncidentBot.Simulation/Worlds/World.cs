using IncidentBot.Core.Alerts;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.Record;
using IncidentBot.Simulation.Time;
using IncidentBot.Storage.Embedded;
using IncidentBot.Storage.Embedded.Files;
using IncidentBot.Storage.Embedded.Threads;

namespace IncidentBot.Simulation.Worlds;

/// <summary>
/// The whole product on a virtual clock: the real store on real files, the real desk, sweep and senders, and chats with a truth of their
/// own. Stories read: somebody says something, time passes, look into a room; and the same with a kill in between.
/// </summary>
/// <example><code>
/// using var world = World.Begin(folder);
/// var id = world.Say(Cast.Emil, "p1 checkout is down").Incident!.Value;
/// world.Pass(TimeSpan.FromMinutes(15));
/// world.Restart();
/// </code></example>
public sealed class World : IDisposable
{
    /// <summary>How long a supervisor takes to start the process again.</summary>
    private static readonly TimeSpan StartsAgainAfter = TimeSpan.FromSeconds(2);

    /// <summary>A chat platform tries again after these; then people do, with the last one.</summary>
    private static readonly TimeSpan[] TriesAgainAfter = [TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    private readonly WorldOptions _options;
    private readonly ForgettingFiles _disk;
    private readonly CrashFiles _crashing;
    private readonly StoreWatch _watch;
    private readonly Dictionary<string, SimulatedChat> _chats;
    private readonly List<string> _failures = [];
    private TaskCompletionSource _alive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EmbeddedStore? _store;
    private Product? _product;
    private Life? _life;
    private DateTimeOffset _lifeBegan;
    private CrashPoint? _dieOverRequest;
    private TimeSpan _downtime = StartsAgainAfter;
    private int _lives;
    private int _deliveries;
    private bool _over;

    private World(WorldOptions options)
    {
        _options = options;
        Clock = new VirtualClock(options.Start);
        Pump = new Pump(Clock);
        Recorder = new Recorder();
        Chats = options.Chats(Clock);
        _chats = Chats.ToDictionary(chat => chat.Name, StringComparer.Ordinal);
        _disk = new ForgettingFiles(options.Flush ? new RealFiles() : new UnflushedFiles(), options.Seed);
        _crashing = new CrashFiles(_disk, Seeds.Of(options.Seed, "crash"), () => Die(StartsAgainAfter));
        _watch = new StoreWatch(Recorder, Clock);
    }

    public VirtualClock Clock { get; }

    public Pump Pump { get; }

    public IReadOnlyList<SimulatedChat> Chats { get; }

    /// <summary>The first chat; stories have one.</summary>
    public SimulatedChat Chat => Chats[0];

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>How often the process has started.</summary>
    public int Lives => _lives;

    public bool IsAlive => _product?.Life.IsAlive ?? false;

    internal Recorder Recorder { get; }

    /// <summary>Loops that ended by themselves, lives that would not start: what no promise covers.</summary>
    internal IReadOnlyList<string> Failures => _failures;

    /// <summary>How the store is. Null while the process is down.</summary>
    public StoreHealth? Health => IsAlive ? _product!.Store.Describe() : null;

    /// <summary>A world in which the process has just started.</summary>
    public static World Begin(WorldOptions options)
    {
        var world = new World(options);
        world.Pump.Run("the first start", world.StartAsync);
        return world;
    }

    /// <inheritdoc cref="Begin(WorldOptions)"/>
    public static World Begin(string folder) => Begin(new WorldOptions { Folder = folder });

    /// <summary>Time passes, with everything that happens in it.</summary>
    public void Pass(TimeSpan time)
    {
        Pump.Pass(time);
        ThrowIfFallen();
    }

    /// <summary>Everything that was going to happen at this instant has happened. After it, "nothing was said" can be looked at.</summary>
    public void Drain()
    {
        Pump.Drain();
        ThrowIfFallen();
    }

    /// <summary>Somebody types a line: in <paramref name="room"/>, or else in a conversation of their own with the bot.</summary>
    public Answer Say(Actor who, string line, ChatRoom? room = null) => Ask(Request(who, new Input.Line(line), room));

    /// <summary>Somebody presses a button that stands in <paramref name="room"/>.</summary>
    public Answer Press(Actor who, Button button, ChatRoom? room = null) => Ask(Request(who, new Input.Press(button.Line), room));

    /// <summary>The same request may be handed in again: it then carries the same delivery id, as a chat's second try does.</summary>
    public Answer Ask(Inbound request)
    {
        var answer = Pump.Run($"the answer to {request.Id}", () => AskAsync(request));
        ThrowIfFallen();
        return answer;
    }

    /// <summary>A monitor sends what it sees.</summary>
    public AlertAnswer Alert(AlertCall call)
    {
        var answer = Pump.Run($"the answer to an alert of {call.Source}", () => AlertAsync(call));
        ThrowIfFallen();
        return answer;
    }

    /// <summary>A request with a delivery id of its own.</summary>
    public Inbound Request(Actor who, Input input, ChatRoom? room = null) => Request(who, input, Chat, room);

    /// <inheritdoc cref="Request(Actor, Input, ChatRoom?)"/>
    public Inbound Request(Actor who, Input input, SimulatedChat chat, ChatRoom? room) =>
        new(new DeliveryId($"{chat.Name}/{++_deliveries}"), who, room is null ? new PlaceRef(chat.Name, $"D-{who.Id}") : chat.At(room), input) { SeenByOthers = room is { Private: false } };

    /// <summary>Kills the process, forgets a seeded part of what was not flushed, and starts it again after <paramref name="downtime"/>.</summary>
    public void Restart(TimeSpan? downtime = null) => Pump.Run("the start after a kill", async () =>
    {
        Die(downtime ?? StartsAgainAfter);
        await AliveAsync();
    });

    /// <summary>Stops the process cleanly, as a deployment does, and starts it again.</summary>
    public void Deploy(TimeSpan? downtime = null) => Pump.Run("the start after a clean stop", () => DeployAsync(downtime ?? StartsAgainAfter));

    /// <summary>The incident by everything that was acknowledged.</summary>
    public Incident? Incident(IncidentId id) => Recorder.StateOf(StreamId.Of(id));

    /// <summary>Stops the process cleanly and hands over everything that was seen. Nothing can be asked of the world afterwards.</summary>
    public RunRecord End() => Pump.Run("the end of the world", async () =>
    {
        await AliveAsync();
        var (archive, dead) = await _product!.Life.AskAsync(() => _watch.ReadArchiveAsync(_product.Store));
        await _product.Life.AskAsync(async () =>
        {
            await _watch.LookAsync(_product.Store, _lives + 1, everything: true);
            await _product.StopAsync();
            return true;
        });
        _over = true;
        _product.Life.End();
        Recorder.Lives.Add(new LifeSeen(_lives, _lifeBegan, Now));
        return Record(archive, dead);
    });

    public void Dispose()
    {
        if (!_over)
        {
            _over = true;
            _life?.End();
            _store?.Abandon();
        }
    }

    /// <summary>A request as a chat platform and a person make it: when the process dies over it, the same delivery comes again.</summary>
    internal async Task<Answer> AskAsync(Inbound request)
    {
        for (var attempt = 0; ; attempt++)
        {
            await AliveAsync();
            var (product, at) = (_product!, Now);
            if (_dieOverRequest is { } point)
            {
                _dieOverRequest = null;
                _crashing.Arm(point);
            }

            try
            {
                var answer = await product.Life.AskAsync(() => product.Desk.HandleAsync(request, CancellationToken.None).AsTask());
                Recorder.Asks.Add(new AskSeen(product.Life.Number, at, Now, request, answer));
                if (answer.Kind != AnswerKind.NotSaved)
                {
                    return answer;
                }
            }
            catch (ConnectionLostException)
            {
                Recorder.Asks.Add(new AskSeen(product.Life.Number, at, Now, request, Answer: null));
            }

            await Task.Delay(TriesAgainAfter[Math.Min(attempt, TriesAgainAfter.Length - 1)], Clock);
        }
    }

    /// <summary>A monitor calls; when the process dies over it, it calls again with the same alerts, as monitors do.</summary>
    internal async Task<AlertAnswer> AlertAsync(AlertCall call)
    {
        for (var attempt = 0; ; attempt++)
        {
            await AliveAsync();
            var (product, at) = (_product!, Now);
            try
            {
                var answer = await product.Life.AskAsync(() => product.Alerts.HandleAsync(call, CancellationToken.None).AsTask());
                Recorder.Alerts.Add(new AlertSeen(product.Life.Number, at, call, answer));
                if (answer.NotSaved is null)
                {
                    return answer;
                }
            }
            catch (ConnectionLostException)
            {
                Recorder.Alerts.Add(new AlertSeen(product.Life.Number, at, call, Answer: null));
            }

            await Task.Delay(TriesAgainAfter[Math.Min(attempt, TriesAgainAfter.Length - 1)], Clock);
        }
    }

    /// <summary>The process is gone from this instant on; burying it and starting the next is somebody else's work.</summary>
    internal void Die(TimeSpan downtime)
    {
        if (_life is not { IsAlive: true } life)
        {
            return;
        }

        _downtime = downtime;
        Recorder.Lives.Add(new LifeSeen(_lives, _lifeBegan, Now));
        life.End();
        _alive = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Pump.Post(_ => Bury(), state: null);
    }

    /// <summary>The next write of the journal kills the process.</summary>
    internal void DieAtNextWrite(CrashPoint point) => _crashing.Arm(point);

    /// <summary>The next write of the journal after somebody has asked for something kills the process, most likely over that request.</summary>
    internal void DieAtNextRequest(CrashPoint point) => _dieOverRequest = point;

    internal async Task DeployAsync(TimeSpan downtime)
    {
        await AliveAsync();
        var product = _product!;
        try
        {
            await product.Life.AskAsync(async () =>
            {
                await product.StopAsync();
                return true;
            });
        }
        catch (ConnectionLostException)
        {
            // Killed while it stopped: then that was the restart.
            return;
        }

        Die(downtime);
        await AliveAsync();
    }

    internal async Task AliveAsync()
    {
        while (!IsAlive)
        {
            await _alive.Task;
        }
    }

    /// <summary>The dead process's files are let go of and the next start is being waited for.</summary>
    internal async Task BuriedAsync()
    {
        while (_store is not null)
        {
            await Task.Yield();
        }
    }

    private void Bury()
    {
        _store?.Abandon();
        _store = null;
        _disk.Forget();
        _crashing.Revive();
        if (!_over)
        {
            Pump.Watch(StartLaterAsync());
        }
    }

    private async Task StartLaterAsync()
    {
        await Task.Delay(_downtime, Clock);
        await StartAsync();
    }

    private async Task StartAsync()
    {
        var threads = new InlineThreads();
        var life = new Life(Pump, ++_lives);
        (_life, _lifeBegan) = (life, Now);
        Pump.WhenIdle = () => life.RunIdle(threads.RunReady);
        var parts = new ProductParts(
            _options, life, Recorder, Clock, _crashing, threads, _ => Die(StartsAgainAfter), [.. Chats], store => _store = store);
        try
        {
            _product = await life.AskAsync(() => Product.StartAsync(parts, store => _watch.LookAsync(store, life.Number, everything: false)));
            _alive.TrySetResult();
        }
        catch (ConnectionLostException)
        {
            // Died while starting; Bury starts the next one.
        }
        catch (ProcessDiedException)
        {
            // The same, seen from inside of the start.
        }
    }

    private void ThrowIfFallen()
    {
        if (IsAlive && _product!.Fallen() is { } fallen)
        {
            throw new InvalidOperationException($"At {Now:O} a loop of the product ended: {fallen.Message}", fallen);
        }
    }

    private RunRecord Record(IReadOnlyDictionary<StreamId, IReadOnlyList<Recorded>> archive, IReadOnlyList<DeadLetter> dead) => new()
    {
        Commits = Recorder.Commits,
        Asks = Recorder.Asks,
        Alerts = Recorder.Alerts,
        Calls = Recorder.Calls,
        Effects = [.. Chats.SelectMany(chat => chat.Effects).OrderBy(effect => effect.At)],
        Complaints = [.. _failures, .. Chats.SelectMany(chat => chat.Complaints)],
        Lives = Recorder.Lives,
        Recoveries = Recorder.Recoveries,
        Archive = archive,
        DeadLetters = dead,
        Logs = Recorder.Logs,
        Rooms = [.. Chats.SelectMany(chat => chat.Rooms.Select(room => new RoomSeen(chat.Name, room.Id, room.Name, room.Private, room.Entries, room.Members)))],
        Surroundings = Surroundings.Of(_options, Chats),
        End = Now,
    };
}
