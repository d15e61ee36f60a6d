using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IncidentBot.Tests.Stories;

namespace IncidentBot.Tests.SlackStories;

/// <summary>
/// A whole incident while the workspace, a program of its own, is away or throws the bot out: no message lost, none doubled, each room in its
/// order, stale calls not made, and nobody who works on the incident is held up.
/// </summary>
[Collection(nameof(SlackWorkspace))]
public sealed class OutageStoryTests(SlackEmulator slack) : IDisposable
{
    private const string Room = "inc-1-checkout-is-down";

    private readonly JumpingTime _time = new();
    private readonly CallsUnderWay _calls = new(slack.Port);
    private int _hung;

    public void Dispose() => _calls.Dispose();

    [SkippableFact]
    public async Task Slack_is_down_for_three_hours_and_then_it_all_arrives_once_and_in_order()
    {
        await slack.BeginAsync();
        await slack.ControlAsync("faults", new { match = "*", kind = "status", status = 503, times = 1_000_000 });
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", _time, slack.Settings());

        await WorkAsync(bot, TimeSpan.FromMinutes(25));
        Assert.Empty(await MarkersAsync());

        using (await slack.Client.DeleteAsync("/_t/faults"))
        {
            await AllSentAsync(bot);
        }

        await AssertWholeAsync(bot);

        // Whoever would have been called has long answered: hours later nobody is called for it any more.
        Assert.DoesNotContain(await TextsAsync(), text => text.Contains("needs an acknowledgement", StringComparison.Ordinal) || text.Contains("next update is due", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_revoked_token_shows_in_health_and_doctor_and_loses_nothing_when_it_is_taken_again()
    {
        await slack.BeginAsync();
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", _time, slack.Settings());
        await slack.WaitAsync("users.list");
        await slack.ControlAsync("faults", new { match = "*", kind = "error", error = "token_revoked", times = 1_000_000 });

        await WorkAsync(bot, TimeSpan.FromMinutes(2));

        var ready = await bot.Client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Contains("slack: Slack refuses the bot token (token_revoked)", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("waits, three days at most", (await bot.GetAsync("/api/doctor")).ToString(), StringComparison.Ordinal);

        using (await slack.Client.DeleteAsync("/_t/faults"))
        {
            await AllSentAsync(bot);
        }

        await AssertWholeAsync(bot);
        Assert.Equal(0, (await bot.GetAsync("/readyz")).GetProperty("warnings").GetArrayLength());
    }

    [SkippableFact]
    public async Task What_was_done_though_the_answer_never_came_is_not_done_again()
    {
        await slack.BeginAsync();
        await slack.ControlAsync("faults", new object[]
        {
            new { match = "chat.postMessage", kind = "hang", after = true, ms = 60_000 },
            new { match = "conversations.create", kind = "hang", after = true, ms = 60_000 },
            new { match = "conversations.invite", kind = "hang", after = true, ms = 60_000 },
            new { match = "pins.add", kind = "hang", after = true, ms = 60_000 },
        });
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", _time, slack.Settings());

        await WorkAsync(bot, TimeSpan.FromSeconds(40));
        await AllSentAsync(bot);

        await AssertWholeAsync(bot);
        var faults = await slack.Client.GetFromJsonAsync<JsonElement>("/_t/faults");
        Assert.All(faults.GetProperty("faults").EnumerateArray(), fault => Assert.Equal(1, fault.GetProperty("hit").GetInt32()));
    }

    [SkippableFact]
    public async Task What_belongs_into_an_archived_room_is_said_where_incidents_are_announced()
    {
        await slack.BeginAsync();
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings());
        await bot.SayAsync("p1 checkout is down", "dave");
        await slack.WaitAsync("pins.add");
        await slack.WaitAsync("conversations.setTopic");
        await slack.CallAsync("conversations.archive", "xoxp-test-alice", ("channel", await RoomIdAsync()));

        Assert.Equal(200, (await bot.SayAsync("ack INC-1", "alice")).Status);
        await slack.WaitAsync("chat.postMessage", "Alice acknowledged", count: 2);

        var said = Assert.Single(await TextsAsync("incidents"), text => text.Contains("Alice acknowledged", StringComparison.Ordinal));
        Assert.Contains("is_archived", said, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_bot_that_was_thrown_out_of_the_room_comes_back_and_says_it_once()
    {
        await slack.BeginAsync();
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings());
        await bot.SayAsync("p1 checkout is down", "dave");
        await slack.WaitAsync("pins.add");
        await slack.WaitAsync("conversations.setTopic");
        var room = await RoomIdAsync();
        await slack.CallAsync("conversations.kick", "xoxp-test-alice", ("channel", room), ("user", "U0INCIDENT"));

        // The emulator lets a bot write where it is not; Slack does not.
        await slack.ControlAsync("faults", new { match = "chat.postMessage", kind = "error", error = "not_in_channel", contains = room });
        Assert.Equal(200, (await bot.SayAsync("ack INC-1", "alice")).Status);
        await slack.WaitAsync("chat.postMessage", "Alice acknowledged", count: 2);

        // Whoever is called with it was invited, though the bot was out.
        var state = await slack.ReadAsync(Room);
        Assert.Contains("U0CAROL", state.GetProperty("channel").GetProperty("members").EnumerateArray().Select(member => member.GetString()));
        Assert.Contains("U0INCIDENT", state.GetProperty("channel").GetProperty("members").EnumerateArray().Select(member => member.GetString()));
        Assert.Single(await TextsAsync(Room), text => text.Contains("Alice acknowledged", StringComparison.Ordinal));
    }

    /// <summary>A P1 to its resolve; every line is answered as if nothing were wrong.</summary>
    private async Task WorkAsync(RunningBot bot, TimeSpan between)
    {
        foreach (var (line, who) in new[] { ("p1 checkout is down", "dave"), ("ack INC-1", "alice"), ("note INC-1 the disk is full", "bob"), ("update INC-1 we are looking", "alice"), ("next INC-1", "alice"), ("fixed INC-1", "alice"), ("resolve INC-1 seen quiet", "alice") })
        {
            var (status, text) = await bot.SayAsync(line, who);
            Assert.True(status == 200, $"{line}: {text}");
            await PassAsync(line.StartsWith("p1", StringComparison.Ordinal) ? TimeSpan.FromSeconds(20) : between);
        }
    }

    /// <summary>In strides, so that what falls due in between happens in between.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(1))
        {
            await JumpAsync(left < TimeSpan.FromMinutes(1) ? left : TimeSpan.FromMinutes(1));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    /// <summary>Not before the workspace has answered what is under way, or has it and will not answer.</summary>
    private async Task JumpAsync(TimeSpan time)
    {
        for (var tries = 0; tries < 100 && _calls.Count > 0; tries++)
        {
            var calls = (await slack.Client.GetFromJsonAsync<JsonElement>("/_t/calls")).GetProperty("calls").EnumerateArray();
            var hung = calls.Count(call => call.TryGetProperty("fault", out var fault) && fault.GetString() is "hang after");
            if (_calls.Count == hung - _hung)
            {
                _hung = hung;
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        _time.Jump(time);
    }

    private async Task AllSentAsync(RunningBot bot)
    {
        for (var tries = 0; ; tries++)
        {
            var findings = (await bot.GetAsync("/api/doctor")).ToString();
            if (findings.Contains(" 0 messages waiting", StringComparison.Ordinal))
            {
                return;
            }

            Assert.True(tries < 300, findings);
            await JumpAsync(TimeSpan.FromSeconds(20));
            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System);
        }
    }

    private async Task AssertWholeAsync(RunningBot bot)
    {
        var markers = await MarkersAsync();
        Assert.Equal(markers.Distinct(StringComparer.Ordinal), markers);
        var state = await slack.StateAsync();
        Assert.Single(state.GetProperty("channels").EnumerateArray(), channel => channel.GetProperty("name").GetString()!.StartsWith("inc-1", StringComparison.Ordinal));

        var inRoom = (await slack.ReadAsync(Room)).GetProperty("messages").EnumerateArray().Select(Marker).OfType<string>().ToList();
        Assert.Equal(inRoom.OrderBy(Position), inRoom);

        var texts = await TextsAsync();
        Assert.Single(await TextsAsync("incidents"), text => text.StartsWith("INC-1", StringComparison.Ordinal) && text.Contains("Resolved", StringComparison.Ordinal));
        foreach (var words in new[] { "Alice acknowledged", "we are looking", "put the fix in", "resolved it" })
        {
            Assert.Single(texts, text => text.Contains(words, StringComparison.Ordinal) && !text.StartsWith("INC-1 · P1", StringComparison.Ordinal));
        }

        Assert.DoesNotContain((await bot.GetAsync("/api/incidents/INC-1/timeline")).GetProperty("entries").EnumerateArray(), entry => entry.GetProperty("type").GetString() == "delivery-failed");
    }

    private async Task<List<string>> MarkersAsync() => [.. (await slack.StateAsync()).GetProperty("messages").EnumerateArray().Select(Marker).OfType<string>()];

    private async Task<List<string>> TextsAsync(string? channel = null) =>
        [.. (channel is null ? await slack.StateAsync() : await slack.ReadAsync(channel)).GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString()!)];

    private async Task<string> RoomIdAsync() => (await slack.ReadAsync(Room)).GetProperty("channel").GetProperty("channel_id").GetString()!;

    private static string? Marker(JsonElement message) =>
        message.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object ? metadata.GetProperty("event_payload").GetProperty("op").GetString() : null;

    /// <summary>Rows are numbered in the order in which they were caused.</summary>
    private static (int, int) Position(string marker) => marker.Split('/') is [_, var version, var row] ? (int.Parse(version), int.Parse(row)) : (0, 0);
}
