using IncidentBot.Core.Desk;
using IncidentBot.Core.Doctor;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Slack.Inbound.Socket;
using IncidentBot.Slack.Outbound;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Inbound;

/// <summary>Something of Slack's that runs for as long as the process does.</summary>
/// <param name="SilentFor">Longer than it ever stays without a sign of life.</param>
/// <param name="RunAsync">Calls the action to show that it lives.</param>
public sealed record SlackLoop(string Name, TimeSpan SilentFor, Func<Action, CancellationToken, Task> RunAsync)
{
    /// <summary>People's requests come by it, so it is not begun before they can be answered in time.</summary>
    public bool BringsRequests { get; init; }
}

/// <summary>The way in from Slack, over the road that <see cref="SlackOptions.Mode"/> names.</summary>
public sealed class SlackInbound : IDisposable
{
    private const string Area = "slack";

    /// <summary>Loops that sleep until there is something to do give no sign of life; their end shows all the same.</summary>
    private static readonly TimeSpan Asleep = TimeSpan.FromDays(3650);

    /// <summary>The bot's own messages come back as events, within seconds while all is well.</summary>
    private static readonly TimeSpan SilentFor = TimeSpan.FromMinutes(5);

    /// <summary>The event may overtake the answer to the call that caused it.</summary>
    private static readonly TimeSpan Overtaking = TimeSpan.FromMinutes(1);

    private readonly SlackOptions _options;
    private readonly Workspace _workspace;
    private readonly SharedChannels _shared;
    private readonly ResponseUrls _urls;
    private readonly SocketSupervisor _socket;
    private readonly SlackApi _api;
    private readonly TimeProvider _time;
    private long _announcedAt;

    internal SlackInbound(SlackOptions options, SlackApi api, Workspace workspace, SharedChannels shared, HttpMessageHandler wire, ICommandDesk desk, IStore store, IncidentWriter writer, PeopleRoster roster, TimeProvider time, ILoggerFactory logs, SocketPatience? patience = null)
    {
        _options = options;
        _workspace = workspace;
        _shared = shared;
        _api = api;
        _time = time;
        _api.Posted += Announced;
        _urls = new ResponseUrls(wire, options.ApiBaseUrl, time);
        People = new SlackPeople(api, _workspace, roster, time);
        roster.Others.Learn(SlackModule.Name, People.MemberOf);
        var cards = CardRenderer.For(roster, options.Command);
        var (answers, views) = (new AnswerRenderer(cards), new ViewRenderer(cards));
        var afterwards = new Afterwards(logs.CreateLogger<Afterwards>());
        var telling = new Telling(api, _urls, answers, time);
        var homes = new HomePages(api, views, desk, store, People, time, logs.CreateLogger<HomePages>());
        Intake = new SlackIntake(desk, store, writer, roster, _workspace, shared, People, telling, homes, new MessageTexts(api, People, roster), answers, views, new TypedLines(options.Command), afterwards, time, logs.CreateLogger<SlackIntake>());
        Endpoints = new SlackEndpoints(Intake, new Signing(options.SigningSecrets), new Replays(time), time, logs.CreateLogger<SlackEndpoints>());
        _socket = new SocketSupervisor(api, new SocketEnvelopes(Intake, logs.CreateLogger<SocketEnvelopes>()), _workspace, options, time, logs) { Patience = patience ?? new() };
        Loops =
        [
            new SlackLoop("line to slack", Asleep, (_, stop) => new WarmLine(api, time).RunAsync(stop)),
            new SlackLoop("people of slack", Asleep, (_, stop) => People.RunAsync(stop)),
            new SlackLoop("channels of slack", Asleep, (_, stop) => shared.RunAsync(stop)),
            .. SlackGroups.All(roster).Any() ? new[] { new SlackLoop("groups of slack", Asleep, (_, stop) => new SlackGroups(api, roster, time).RunAsync(stop)) } : [],
            new SlackLoop("homes in slack", Asleep, (_, stop) => homes.RunAsync(stop)),
            new SlackLoop("answers to slack", Asleep, (_, stop) => afterwards.RunAsync(stop)),
            .. options.Mode == SlackMode.Socket ? new[] { new SlackLoop("socket to slack", TimeSpan.FromMinutes(5), _socket.RunAsync) { BringsRequests = true } } : [],
        ];
    }

    public IReadOnlyList<SlackLoop> Loops { get; }

    internal SlackIntake Intake { get; }

    internal SlackEndpoints Endpoints { get; }

    internal SlackPeople People { get; }

    /// <summary>The addresses that Slack calls; none where a socket is used.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        if (_options.Mode == SlackMode.Http)
        {
            Endpoints.Map(routes);
        }
    }

    /// <summary>Why nothing can be said in Slack, or nothing from Slack is heard, each without a full stop; none while both can be.</summary>
    public IEnumerable<string> Troubles => new[] { _workspace.Trouble, _shared.Trouble, Deaf is { } why ? $"nothing from Slack arrives: {why}" : null }.OfType<string>();

    private string? Deaf => _options.Mode == SlackMode.Socket ? _socket.Trouble : null;

    /// <summary>What the doctor should say about the way in.</summary>
    public IReadOnlyList<Finding> Findings()
    {
        List<Finding> findings = [];
        if (_workspace.Trouble is { } trouble)
        {
            findings.Add(Finding.Problem(Area, $"{trouble}: what is to be said waits, three days at most.", "Install the app again at api.slack.com/apps, Install App, set Slack:BotToken to the new token, and restart the bot."));
        }

        if (_shared.Trouble is { } shared)
        {
            findings.Add(Finding.Problem(Area, $"{shared}.", SharedChannels.Mend));
        }

        if (_options.Mode == SlackMode.Socket)
        {
            findings.Add(Deaf is { } silence
                ? Finding.Problem(Area, $"Nothing from Slack arrives: {silence}.", "Look at Slack:AppToken and at this machine's way out to https and wss of slack.com.")
                : Finding.Good(Area, $"The socket to Slack is open (number {_socket.Opened} since the start)."));
        }
        else
        {
            if (Endpoints.Refused > 0)
            {
                findings.Add(Finding.Warning(Area, $"{Endpoints.Refused} requests to /slack were not signed by Slack.", "If commands in Slack fail: is Slack:SigningSecret the app's, and is this machine's clock right?"));
            }

            findings.AddRange(Heard());
        }

        return findings;
    }

    public void Dispose()
    {
        _api.Posted -= Announced;
        _urls.Dispose();
    }

    /// <summary>Private rooms do not count: whether they come back hangs on an optional scope.</summary>
    private void Announced(string channel)
    {
        if (_shared.IsAnnouncement(channel))
        {
            Interlocked.Exchange(ref _announcedAt, _time.GetUtcNow().UtcTicks);
        }
    }

    /// <summary>Slack switches events off where most of its deliveries fail, and tells nobody but the app's owner (sheet, section 4). Commands and buttons go on.</summary>
    private IEnumerable<Finding> Heard()
    {
        var (heard, announced, now) = (Endpoints.HeardAt, Interlocked.Read(ref _announcedAt), _time.GetUtcNow());
        if (announced > 0 && new DateTimeOffset(announced, TimeSpan.Zero) is var at && now - at >= SilentFor && (heard is null || heard < at - Overtaking))
        {
            yield return Finding.Warning(
                Area,
                $"No event from Slack {(heard is { } last ? $"for {Minutes(now - last)}" : "since the start")}, though the bot wrote in the announcement channel: mentions, reactions, and people at work in a room are not heard.",
                "Look at api.slack.com/apps, Event Subscriptions: is it on, its address this bot's /slack/events, and message.channels among the events (message.groups where the announcement channel is private)?");
        }
        else if (heard is { } good)
        {
            yield return Finding.Good(Area, $"The last event from Slack came {Minutes(now - good)} ago.");
        }
    }

    private static string Minutes(TimeSpan time) => (long)time.TotalMinutes is var minutes && minutes == 1 ? "1 minute" : $"{minutes} minutes";
}
