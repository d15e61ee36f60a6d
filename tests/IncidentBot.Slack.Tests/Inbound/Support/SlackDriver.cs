using System.Globalization;
using System.Text;
using System.Text.Json;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Settings;
using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Outbound;
using IncidentBot.TestKit.Doubles;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Slack.Tests.Inbound.Support;

/// <summary>The whole way in over a desk with a store that forgets: turns what people do in Slack into signed requests, and reads what Slack was told.</summary>
internal sealed class SlackDriver : IAsyncDisposable
{
    public const string Secret = "0123456789abcdef0123456789abcdef";
    public const string Team = "T0EXAMPLE01";
    public const string App = "A0EXAMPLE01";
    public const string BotUser = "U0BOTEXMPL1";

    /// <summary>The moment of the sample signatures.</summary>
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    private readonly CancellationTokenSource _stop = new();
    private readonly SlackApi _api;
    private readonly SlackInbound _inbound;
    private readonly List<Task> _loops;
    private int _triggers;

    public SlackDriver(ICommandDesk? desk = null, ILoggerFactory? logs = null, string command = "/incident", string announcements = "incidents", string? appId = null, string? zone = null, params string[] previousSecrets)
    {
        logs ??= NullLoggerFactory.Instance;
        Store = new MemoryStore(Time);
        Roster = PeopleRoster.From(People(zone));
        var writer = new IncidentWriter(Store, Roster);
        Desk = desk ?? new CommandDesk(Store, writer, new DeskSettings(Roster, ProcedureBook.Default(), ["slack"]), Time, logs.CreateLogger<CommandDesk>());
        var options = new SlackOptions
        {
            Mode = SlackMode.Http,
            BotToken = new Secret("xoxb-1"),
            SigningSecret = new Secret(Secret),
            Command = command,
            AppId = appId,
            AnnouncementChannel = announcements,
            PreviousSigningSecret = previousSecrets.Length > 0 ? new Secret(previousSecrets[0]) : Core.Settings.Secret.None,
            ApiBaseUrl = new Uri("https://slack.com/api/"),
        };
        Slack.Answers = Known;
        _api = new SlackApi(Slack, options, Time, logs.CreateLogger<SlackApi>());
        Shared = new SharedChannels(_api, options, Time, logs.CreateLogger<SharedChannels>());
        _inbound = new SlackInbound(options, _api, new Workspace(_api, options.KnownAppId, Time, logs.CreateLogger<Workspace>()), Shared, Slack, Desk, Store, writer, Roster, Time, logs);
        _loops = [.. _inbound.Loops.Select(loop => loop.RunAsync(() => { }, _stop.Token))];
    }

    public AwaitedTime Time { get; } = new(Now);

    public ScriptedSlack Slack { get; } = new();

    public MemoryStore Store { get; }

    public PeopleRoster Roster { get; }

    public ICommandDesk Desk { get; }

    public SharedChannels Shared { get; }

    public SlackInbound Inbound => _inbound;

    public SlackApi Api => _api;

    /// <summary>What Slack knows of people it is asked about, beside "they are members".</summary>
    public Dictionary<string, string> Facts { get; } = new(StringComparer.Ordinal);

    public Task<Replied> SlashAsync(string text, string user = "U0COMMANDER", string channel = "C0INCIDENTS", string? team = Team) => PostAsync("commands", Form(
        ("command", "/incident"), ("text", text), ("user_id", user), ("user_name", "m.okafor"), ("team_id", team!), ("channel_id", channel), ("api_app_id", App), ("trigger_id", Trigger()),
        ("response_url", "https://hooks.slack.com/commands/T0EXAMPLE01/1/x")));

    public Task<Replied> PressAsync(string line, string user = "U0COMMANDER", string? channel = "C0INCIDENTS", string? team = Team, string action = "press/0", string? trigger = null) => InteractAsync(new
    {
        type = "block_actions",
        user = new { id = user, team_id = team },
        team = new { id = Team },
        api_app_id = App,
        trigger_id = trigger ?? Trigger(),
        channel = channel is null ? null : new { id = channel },
        view = channel is null ? new { id = "V0HOME", type = "home" } : null,
        response_url = channel is null ? null : "https://hooks.slack.com/actions/T0EXAMPLE01/2/x",
        actions = new[] { new { type = "button", action_id = action, action_ts = "1.1", value = line } },
    });

    /// <summary>Fills in the view that was opened last.</summary>
    public Task<Replied> SubmitAsync(JsonElement view, params (string Block, object Answer)[] filled) => InteractAsync(new
    {
        type = "view_submission",
        user = new { id = "U0COMMANDER", team_id = Team },
        team = new { id = Team },
        api_app_id = App,
        trigger_id = Trigger(),
        view = new
        {
            id = "V0FORM",
            callback_id = view.GetProperty("callback_id").GetString(),
            private_metadata = view.GetProperty("private_metadata").GetString(),
            state = new { values = filled.ToDictionary(one => one.Block, one => (object)new Dictionary<string, object> { ["v"] = one.Answer }, StringComparer.Ordinal) },
        },
    });

    public Task<Replied> InteractAsync(object payload) => PostAsync("interactions", Form(("payload", JsonSerializer.Serialize(payload))));

    /// <param name="hangsUp">Slack waits three seconds for an answer.</param>
    public Task<Replied> EventAsync(object happened, string id = "Ev1", CancellationToken hangsUp = default) =>
        PostAsync("events", JsonSerializer.SerializeToUtf8Bytes(new { type = "event_callback", team_id = Team, api_app_id = App, event_id = id, @event = happened }), "application/json", Time.GetUtcNow(), Secret, hangsUp);

    public Task<Replied> PostAsync(string name, byte[] body, string type = "application/x-www-form-urlencoded") => PostAsync(name, body, type, Time.GetUtcNow(), Secret);

    public Task<Replied> PostAsync(string name, byte[] body, string type, DateTimeOffset at, string secret, CancellationToken hangsUp = default)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return SendAsync(name, body, type, hangsUp, (Signing.TimestampHeader, [timestamp]), (Signing.SignatureHeader, [Sign(secret, timestamp, body)]));
    }

    /// <summary>As it stands, signed or not.</summary>
    public Task<Replied> SendAsync(string name, byte[] body, string? type, params (string Name, string[] Values)[] headers) => SendAsync(name, body, type, CancellationToken.None, headers);

    private async Task<Replied> SendAsync(string name, byte[] body, string? type, CancellationToken hangsUp, params (string Name, string[] Values)[] headers)
    {
        var http = new DefaultHttpContext { RequestAborted = hangsUp };
        http.Request.Method = "POST";
        http.Request.ContentType = type;
        http.Request.ContentLength = body.Length;
        http.Request.Body = new MemoryStream(body);
        foreach (var (header, values) in headers)
        {
            http.Request.Headers[header] = values;
        }

        using var answer = new MemoryStream();
        http.Response.Body = answer;
        await _inbound.Endpoints.AnswerAsync(http, name);
        return new Replied(http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }

    public static string Sign(string secret, string timestamp, byte[] body) => Encoding.ASCII.GetString(Signing.Sign(Encoding.UTF8.GetBytes(secret), timestamp, body));

    public static byte[] Form(params (string Name, string Value)[] fields) => Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}")));

    /// <summary>Waits until Slack was called so, by another of the bot's hands.</summary>
    public Task<SeenCall> CalledAsync(string method) => Slack.CalledAsync(method);

    /// <summary>The window that was opened last.</summary>
    public JsonElement Opened(string method = "views.open") => JsonDocument.Parse(Slack.Of(method)[^1].Fields["view"]).RootElement;

    /// <summary>Slack was asked about these people, and answered.</summary>
    public async Task KnowingAsync(params string[] users)
    {
        await CalledAsync("users.list");
        foreach (var user in users)
        {
            // Asking waits for a look-up that is under way, on a clock that does not move.
            await _inbound.People.MembershipAsync(new SlackUser(user, null, null), CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops.Select(loop => loop.ContinueWith(_ => { }, TaskScheduler.Default)));

        _inbound.Dispose();
        _api.Dispose();
        _stop.Dispose();
    }

    public string Trigger() => $"1.{Interlocked.Increment(ref _triggers)}.0123456789abcdef0123456789abcdef";

    private static PeopleOptions People(string? zone) => new()
    {
        Primary = "mo",
        Secondary = "jo",
        P1List = { "slack/S0ONCALL01 @oncall" },
        List =
        {
            new PersonOptions { Id = "mo", Name = "Mo Okafor", Zone = zone, Chats = { ["slack"] = "U0COMMANDER" } },
            new PersonOptions { Id = "jo", Name = "Jo Lindqvist", Chats = { ["slack"] = "U0RESPONDR2" } },
        },
    };

    private string? Known(SeenCall call) => call.Method switch
    {
        "auth.test" => $$"""{"ok":true,"team_id":"{{Team}}","url":"https://harbour.slack.com/","user_id":"{{BotUser}}","bot_id":"B0EXAMPLE01"}""",
        "bots.info" => $$$"""{"ok":true,"bot":{"id":"B0EXAMPLE01","app_id":"{{{App}}}"}}""",
        "usergroups.users.list" => """{"ok":true,"users":["U0ONTHELIST"]}""",
        "users.list" => """{"ok":true,"members":[]}""",
        "users.info" => Facts.TryGetValue(call.Fields["user"], out var facts) ? facts : $$$"""{"ok":true,"user":{"id":"{{{call.Fields["user"]}}}","team_id":"{{{Team}}}","name":"somebody"}}""",
        _ => null,
    };
}

/// <summary>What Slack was answered.</summary>
internal sealed record Replied(int Status, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Text => Json.GetProperty("text").GetString();
}
