using IncidentBot.Configuration;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Doctor;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Timers;
using IncidentBot.Doctor;
using IncidentBot.Health;
using IncidentBot.Slack;
using IncidentBot.Slack.Inbound;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Running;

/// <summary>
/// The bot without its edges: store, desk, sweep, and a sender for each chat that runs. Opened before anything listens, closed after
/// everything has stopped.
/// </summary>
internal sealed class Engine : IAsyncDisposable
{
    /// <summary>Of all messages nobody got, the doctor tells of the newest and counts up to here.</summary>
    private const int DeadLettersCounted = 100;

    private readonly EmbeddedStore _store;
    private readonly TimerSweep _sweep;
    private readonly HostSettings _settings;
    private readonly Surroundings _around;
    private readonly SlackModule? _slack;

    private Engine(EmbeddedStore store, TimerSweep sweep, SlackModule? slack, HostSettings settings, Surroundings around, Machinery machinery)
    {
        _slack = slack;
        _store = store;
        _sweep = sweep;
        _settings = settings;
        _around = around;
        Machinery = machinery with { Examine = ExamineAsync };
    }

    public Machinery Machinery { get; }

    /// <exception cref="StoreException">The data folder cannot be used; says why and what to do.</exception>
    public static async Task<Engine> OpenAsync(HostSettings settings, Surroundings around, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var rehearsed = Rehearsing.RunAsync(settings, around, logs, cancellationToken);
        var store = await EmbeddedStore.OpenAsync(settings.Storage, new StoreEnvironment { Time = around.Time, Loggers = logs }, cancellationToken);
        try
        {
            return await AssembleAsync(store, rehearsed, settings, around, logs, cancellationToken);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>A clean stop of the store.</summary>
    public ValueTask DisposeAsync()
    {
        Machinery.Slack?.Dispose();
        _slack?.Dispose();
        return _store.DisposeAsync();
    }

    private static async Task<Engine> AssembleAsync(EmbeddedStore store, Task rehearsed, HostSettings settings, Surroundings around, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var roster = PeopleRoster.From(settings.People);
        var slack = settings.Slack.Mode == SlackMode.Off ? null : new SlackModule(settings.Slack, roster, around.Time, logs);
        var chats = Chats.For(settings, around, slack);
        var before = store.Describe();
        var writer = new IncidentWriter(store, roster, settings.Handbook, new Attendance(around.Time, around.Time.GetUtcNow(), before.LastChange, before.LastStopWasClean));
        Engine? running = null;
        var deskSettings = new DeskSettings(roster, ProcedureBook.From(settings.Sla, settings.WorkingHours.ToHours(), settings.Procedures, settings.DeploymentWindows.ToWindows(settings.WorkingHours.Zone), slack is null ? null : settings.Slack.RoomsKeptFor), [.. chats.Select(chat => chat.Name)]) { Handbook = settings.Handbook, Examine = async stop => await running!.FindingsAsync(stop) };
        var desk = new CommandDesk(store, writer, deskSettings, around.Time, logs.CreateLogger<CommandDesk>());
        var alerts = new AlertDesk(store, writer, deskSettings, settings.Alerts.ToSettings(), around.Time, logs.CreateLogger<AlertDesk>());
        var timers = new DueTimers(store, writer, around.Time, logs.CreateLogger<DueTimers>());
        await timers.CorrectAsync(cancellationToken);

        var pulse = Heartbeat.OfTimers(around.Time);
        var sweep = new TimerSweep(new WatchedTimerQueue(store, pulse), timers, around.Time, logs.CreateLogger<TimerSweep>());
        var delivering = new Delivering(store, writer, around.Time, logs.CreateLogger<Delivering>());
        Loop[] loops = [new(pulse, sweep.RunAsync), .. chats.Select(chat => Sender(chat, store, delivering, around, logs))];
        var inbound = slack?.Listen(desk, store, writer, roster);
        loops = [.. loops, .. (inbound?.Loops ?? []).Select(loop => Listener(loop, rehearsed, around))];
        var machinery = new Machinery(desk, alerts, store, store, roster, chats.Count > 0 ? chats[0].Name : "api", loops) { Slack = inbound, Rehearsed = rehearsed };
        return running = new Engine(store, sweep, slack, settings, around, machinery);
    }

    private static Loop Sender(ITarget chat, EmbeddedStore store, Delivering delivering, Surroundings around, ILoggerFactory logs)
    {
        var pulse = Heartbeat.OfSender(chat.Name, around.Time);
        var sender = new OutboxSender(chat, new WatchedOutbox(store, pulse), delivering, Chats.Patience, around.Time, logs.CreateLogger<OutboxSender>());
        return new Loop(pulse, sender.RunAsync);
    }

    internal static Loop Listener(SlackLoop loop, Task rehearsed, Surroundings around)
    {
        var pulse = new Heartbeat(loop.Name, loop.SilentFor, around.Time);
        return new Loop(pulse, async stop =>
        {
            if (loop.BringsRequests)
            {
                await rehearsed.WaitAsync(stop);
            }

            await loop.RunAsync(pulse.Beat, stop);
        });
    }

    private async ValueTask<Report> ExamineAsync(CancellationToken cancellationToken) => new(
        [
            // What is known anyway and what Slack says now may be the same words.
            .. (await FindingsAsync(cancellationToken)).Concat(_slack is null ? [] : await _slack.ExamineAsync(alone: false, cancellationToken)).Distinct(),
        ]);

    /// <summary>What can be told at once, without a question to anybody outside.</summary>
    private async ValueTask<IReadOnlyList<Finding>> FindingsAsync(CancellationToken cancellationToken)
    {
        var dead = await _store.DeadLettersAsync(DeadLettersCounted, cancellationToken);
        return
        [
            .. SettingsCheckup.Look(_settings, _around.Time, _settings.Storage.Path),
            .. StoreCheck.Look(_store.Describe(), dead, _sweep.SetAside),
            .. LoopCheck.Look(Machinery.Loops),
            .. Machinery.Slack?.Findings() ?? [],
            .. AlertCheck.Look(_settings.Alerts, Machinery.HookCounts),
        ];
    }
}
