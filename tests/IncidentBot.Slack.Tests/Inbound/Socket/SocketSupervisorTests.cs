using System.Text.Json;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Doctor;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Settings;
using IncidentBot.Core.Store;
using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Inbound.Socket;
using IncidentBot.Slack.Outbound;
using IncidentBot.Slack.Tests.Inbound.Support;
using IncidentBot.TestKit;
using IncidentBot.TestKit.Doubles;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Slack.Tests.Inbound.Socket;

/// <summary>Socket Mode against a web server that speaks it, with everything that goes wrong between the two. In real time: a socket has no other.</summary>
public sealed class SocketSupervisorTests : IAsyncLifetime
{
    private static readonly SocketPatience Impatient = new() { First = TimeSpan.FromMilliseconds(20), Longest = TimeSpan.FromMilliseconds(100), Crowded = TimeSpan.FromMilliseconds(50) };

    private readonly CancellationTokenSource _stop = new();
    private readonly ScriptedSlack _slack = new();
    private readonly WarningLog _warnings = new();
    private readonly MemoryStore _store = new(TimeProvider.System);
    private SocketServer _server = null!;
    private SlackApi _api = null!;
    private SlackInbound _inbound = null!;
    private Task _loops = Task.CompletedTask;
    private Task _socket = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _server = await SocketServer.StartAsync();
        _slack.Answers = call => call.Method switch
        {
            "apps.connections.open" => $$"""{"ok":true,"url":"{{_server.Link}}"}""",
            "auth.test" => """{"ok":true,"team_id":"T0EXAMPLE01","user_id":"U0BOTEXMPL1"}""",
            _ => null,
        };
        Listen(Impatient);
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops.ContinueWith(_ => { }, TaskScheduler.Default), _socket.ContinueWith(_ => { }, TaskScheduler.Default));
        await _server.DisposeAsync();
        _inbound.Dispose();
        _api.Dispose();
        _slack.Dispose();
        _warnings.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_command_is_answered_in_its_acknowledgement_when_it_is_saved()
    {
        Start();
        var socket = await _server.NextAsync();
        await socket.SendAsync(Payloads.Text("socket.slash_commands.json"));

        var answer = await socket.AnswerAsync();

        Assert.Equal("11111111-2222-4333-8444-555555555502", answer.GetProperty("envelope_id").GetString());
        Assert.StartsWith("INC-1 declared", answer.GetProperty("payload").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Single(_store.Saved);
    }

    [Fact]
    public async Task A_frame_in_pieces_is_one_frame()
    {
        Start();
        var socket = await _server.NextAsync();

        await socket.SendInPiecesAsync(Payloads.Text("socket.slash_commands.json"), 7);

        Assert.Equal("11111111-2222-4333-8444-555555555502", (await socket.AnswerAsync()).GetProperty("envelope_id").GetString());
    }

    [Fact]
    public async Task What_Slack_sends_again_is_done_once_and_acknowledged_each_time()
    {
        Start();
        var socket = await _server.NextAsync();
        await socket.SendAsync(Event("e1", "p1 checkout is down"));
        await socket.SendAsync(Event("e2", "p1 checkout is down"));

        Assert.Equal(["e1", "e2"], new[] { (await socket.AnswerAsync()).GetProperty("envelope_id").GetString(), (await socket.AnswerAsync()).GetProperty("envelope_id").GetString() }.Order(StringComparer.Ordinal));
        Assert.Single(_store.Saved);
    }

    [Fact]
    public async Task What_is_not_saved_is_not_acknowledged_and_done_when_it_comes_again()
    {
        Start();
        var socket = await _server.NextAsync();
        _store.InsteadOfSaving = _ => new CommitResult.NotSaved("The disk is full.");
        await socket.SendAsync(Event("e1", "p1 checkout is down"));
        await socket.SendAsync(Payloads.Text("socket.interactive.view_submission.json"));
        Assert.NotEqual("e1", (await socket.AnswerAsync()).GetProperty("envelope_id").GetString());
        _store.InsteadOfSaving = null;

        await socket.SendAsync(Event("e1", "p1 checkout is down"));

        Assert.Equal("e1", (await socket.AnswerAsync()).GetProperty("envelope_id").GetString());
        Assert.Single(_store.Saved);
    }

    [Theory]
    [InlineData("refresh_requested")]
    [InlineData("warning")]
    [InlineData("something_new")]
    public async Task A_new_socket_is_open_before_the_old_one_is_let_go(string reason)
    {
        Start();
        var old = await _server.NextAsync();
        await old.SendAsync(Disconnect(reason));
        var next = await _server.NextAsync(hello: false);
        Assert.False(old.IsClosed);

        // Until the new one is greeted the old one is the one that works.
        await old.SendAsync(Event("e1", "p1 checkout is down"));
        Assert.Equal("e1", (await old.AnswerAsync()).GetProperty("envelope_id").GetString());
        await next.SendAsync(Payloads.Text("socket.hello.json"));
        await old.Closed;
        await next.SendAsync(Event("e2", "note INC-1 here", "2.2"));

        Assert.Equal("e2", (await next.AnswerAsync()).GetProperty("envelope_id").GetString());
        Assert.False(_socket.IsCompleted);
    }

    [Fact]
    public async Task A_socket_that_breaks_is_replaced()
    {
        Start();
        (await _server.NextAsync()).Break();

        var next = await _server.NextAsync();
        await next.SendAsync(Event("e1", "p1 checkout is down"));

        Assert.Equal("e1", (await next.AnswerAsync()).GetProperty("envelope_id").GetString());
    }

    [Fact]
    public async Task A_socket_that_is_never_greeted_is_given_up()
    {
        Listen(Impatient with { Hello = TimeSpan.FromMilliseconds(200) });
        Start();
        var mute = await _server.NextAsync(hello: false);

        var next = await _server.NextAsync();
        await mute.Closed;

        await next.SendAsync(Event("e1", "p1 checkout is down"));
        Assert.Equal("e1", (await next.AnswerAsync()).GetProperty("envelope_id").GetString());
    }

    [Fact]
    public async Task A_socket_on_which_nothing_comes_is_replaced_without_a_gap()
    {
        Listen(Impatient with { Silence = TimeSpan.FromMilliseconds(300) });
        Start();
        var quiet = await _server.NextAsync();

        await _server.NextAsync();

        await quiet.Closed;
    }

    [Fact]
    public async Task Too_many_sockets_means_closing_first_waiting_and_telling_the_doctor()
    {
        Start();
        var socket = await _server.NextAsync();
        await socket.SendAsync(Disconnect("too_many_websockets"));
        await socket.Closed;

        await _server.NextAsync();

        Assert.False(_socket.IsCompleted);
    }

    [Fact]
    public async Task Socket_Mode_that_was_switched_off_ends_the_loop_and_shows()
    {
        Start();
        var socket = await _server.NextAsync();

        await socket.SendAsync(Payloads.Text("socket.disconnect.link_disabled.json"));

        await _socket.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Contains(_inbound.Findings(), finding => finding.What.Contains("Socket Mode is switched off", StringComparison.Ordinal));
        Assert.False(_server.HasMore);
    }

    [Theory]
    [InlineData("invalid_auth")]
    [InlineData("account_inactive")]
    [InlineData("missing_scope")]
    public async Task A_token_that_Slack_refuses_ends_the_loop_and_shows(string error)
    {
        var usual = _slack.Answers;
        _slack.Answers = call => call.Method is "apps.connections.open" ? $$"""{"ok":false,"error":"{{error}}"}""" : usual(call);

        Start();

        await _socket.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Contains(_inbound.Findings(), finding => finding.What.Contains(error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Slack_that_cannot_be_reached_is_tried_again_until_it_can()
    {
        var usual = _slack.Answers;
        var tries = 0;
        _slack.Answers = call => call.Method is "apps.connections.open" && Interlocked.Increment(ref tries) < 4 ? """{"ok":false,"error":"internal_error"}""" : usual(call);

        Start();

        await _server.NextAsync();
        Assert.Equal(4, tries);
    }

    [Fact]
    public async Task A_bot_that_no_socket_is_left_to_says_so_to_the_doctor_and_whoever_watches_it()
    {
        var usual = _slack.Answers;
        var (missed, deaf) = (new TaskCompletionSource(), new TaskCompletionSource());
        Start();
        var old = await _server.NextAsync();
        _slack.Answers = call =>
        {
            if (call.Method is not "apps.connections.open")
            {
                return usual(call);
            }

            missed.TrySetResult();
            if (_inbound.Troubles.Any())
            {
                deaf.TrySetResult();
            }

            return """{"ok":false,"error":"internal_error"}""";
        };
        await old.SendAsync(Disconnect("refresh_requested"));
        await missed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Empty(_inbound.Troubles);

        old.Break();

        await deaf.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Contains(_inbound.Findings(), finding => finding is { Level: Level.Problem } && finding.What.StartsWith("Nothing from Slack arrives", StringComparison.Ordinal));
        _slack.Answers = usual;
        var next = await _server.NextAsync();
        await next.SendAsync(Event("e1", "p1 checkout is down"));
        await next.AnswerAsync();

        // A socket answers what comes in from its hello on; that it is the one in use is noted on another thread.
        Assert.True(SpinWait.SpinUntil(() => !_inbound.Troubles.Any(), TimeSpan.FromSeconds(20)));
        Assert.Single(_warnings.Lines, line => line.Contains("No socket to Slack could be opened", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bot_that_has_never_had_a_socket_says_so_too() => Assert.Contains(_inbound.Troubles, trouble => trouble.Contains("not open yet", StringComparison.Ordinal));

    [Fact]
    public async Task Too_many_sockets_before_the_hello_means_closing_the_old_one_and_waiting_too()
    {
        Listen(Impatient with { Crowded = TimeSpan.FromMinutes(10) });
        Start();
        var old = await _server.NextAsync();
        await old.SendAsync(Disconnect("refresh_requested"));
        var bounced = await _server.NextAsync(hello: false);

        await bounced.SendAsync(Disconnect("too_many_websockets"));

        await bounced.Closed;
        await old.Closed;
        Assert.Contains(_inbound.Findings(), finding => finding.What.Contains("too many sockets", StringComparison.Ordinal));
        Assert.False(_server.HasMore);
    }

    [Fact]
    public async Task Socket_Mode_that_is_off_already_before_the_hello_ends_the_loop_too()
    {
        Start();
        var socket = await _server.NextAsync(hello: false);

        await socket.SendAsync(Payloads.Text("socket.disconnect.link_disabled.json"));

        await _socket.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Contains(_inbound.Findings(), finding => finding.What.Contains("Socket Mode is switched off", StringComparison.Ordinal));
        Assert.False(_server.HasMore);
    }

    [Theory]
    [InlineData("wss://evil.example/link")]
    [InlineData("ws://10.0.0.1/link")]
    [InlineData("http://127.0.0.1/link")]
    [InlineData("not an address")]
    public async Task Only_an_address_of_Slack_s_own_is_dialled(string url)
    {
        var usual = _slack.Answers;
        var tries = 0;
        _slack.Answers = call => call.Method is "apps.connections.open" && Interlocked.Increment(ref tries) < 3 ? $$"""{"ok":true,"url":"{{url}}"}""" : usual(call);

        Start();

        await _server.NextAsync();
        Assert.False(_server.HasMore);
    }

    [Fact]
    public async Task A_frame_that_is_far_too_large_costs_that_socket_and_no_other()
    {
        Start();
        var socket = await _server.NextAsync();
        try
        {
            await socket.SendAsync(new string(' ', SocketConnection.LargestFrame + 1));
        }
        catch (Exception error) when (error is System.Net.WebSockets.WebSocketException or IOException)
        {
            // the bot may hang up while it is still being sent
        }

        await socket.Closed;
        var next = await _server.NextAsync();
        await next.SendAsync(Event("e1", "p1 checkout is down"));
        Assert.Equal("e1", (await next.AnswerAsync()).GetProperty("envelope_id").GetString());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"something_new"}""")]
    public async Task What_cannot_be_read_is_passed_over(string frame)
    {
        Start();
        var socket = await _server.NextAsync();
        await socket.SendAsync(frame);
        await socket.SendAsync("""{"envelope_id":"odd","type":"something_new","payload":{"a":1}}""");
        await socket.SendAsync("""{"envelope_id":"odder","type":"slash_commands","payload":7}""");

        Assert.Equal(["odd", "odder"], new[] { (await socket.AnswerAsync()).GetProperty("envelope_id").GetString(), (await socket.AnswerAsync()).GetProperty("envelope_id").GetString() }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Very_many_at_once_are_all_answered_one_after_the_other()
    {
        Start();
        var socket = await _server.NextAsync();
        for (var i = 0; i < 500; i++)
        {
            await socket.SendAsync(Event($"e{i}", $"note INC-1 number {i}", $"{i}.1"));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Count < 500)
        {
            seen.Add((await socket.AnswerAsync()).GetProperty("envelope_id").GetString()!);
        }
    }

    private static string Disconnect(string reason) => JsonSerializer.Serialize(new { type = "disconnect", reason });

    private static string Event(string envelope, string line, string ts = "1.1") => JsonSerializer.Serialize(new
    {
        envelope_id = envelope,
        type = "events_api",
        accepts_response_payload = false,
        payload = new { type = "event_callback", event_id = $"Ev{envelope}", team_id = "T0EXAMPLE01", @event = new { type = "app_mention", user = "U0COMMANDER", channel = "C0INCIDENTS", ts, text = $"<@U0BOTEXMPL1> {line}" } },
    });

    [Fact]
    public async Task What_people_write_in_a_room_is_heard_over_the_socket_too()
    {
        _store.Add(An.Incident().Numbered(1).P1().AcknowledgedBy(Some.Anna).History());
        await _store.CommitAsync(new Change { Documents = [new DocumentContent(Stream: "INC-1").Under(Keys.Owner(new PlaceRef("slack", "C0INCIDENT7")))] }, default);
        Start();
        var socket = await _server.NextAsync();

        await socket.SendAsync($$"""{"envelope_id":"e1","type":"events_api","accepts_response_payload":false,"payload":{{Payloads.Text("event.message.channels.json")}}}""");
        await socket.AnswerAsync();

        Assert.Equal("slack/U0RESPONDR2", _store[new StreamId("INC-1")].Events.Single(entry => entry.Event is Spoke).By.Id);
    }

    private void Listen(SocketPatience patience)
    {
        var options = new SlackOptions { Mode = SlackMode.Socket, BotToken = new Secret("xoxb-1"), AppToken = new Secret("xapp-1"), ApiBaseUrl = new Uri(_server.Address, "api/") };
        var roster = PeopleRoster.From(new PeopleOptions { Primary = "mo", List = { new PersonOptions { Id = "mo", Name = "Mo", Chats = { ["slack"] = "U0COMMANDER" } } } });
        var writer = new IncidentWriter(_store, roster);
        var desk = new CommandDesk(_store, writer, new DeskSettings(roster, ProcedureBook.Default(), ["slack"]), TimeProvider.System, NullLogger<CommandDesk>.Instance);
        _api = new SlackApi(_slack, options, TimeProvider.System, NullLogger<SlackApi>.Instance);
        _inbound = new SlackInbound(options, _api, new Workspace(_api, options.KnownAppId, TimeProvider.System, NullLogger<Workspace>.Instance), new SharedChannels(_api, options, TimeProvider.System, NullLogger<SharedChannels>.Instance), _slack, desk, _store, writer, roster, TimeProvider.System, _warnings, patience);
    }

    private void Start()
    {
        _loops = Task.WhenAll(_inbound.Loops.Where(loop => !loop.Name.StartsWith("socket", StringComparison.Ordinal)).Select(loop => loop.RunAsync(() => { }, _stop.Token)));
        _socket = _inbound.Loops.Single(loop => loop.Name.StartsWith("socket", StringComparison.Ordinal)).RunAsync(() => { }, _stop.Token);
    }
}
