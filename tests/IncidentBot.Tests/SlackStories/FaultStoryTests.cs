using System.Net.Http.Json;
using System.Text.Json;
using IncidentBot.Tests.Stories;

namespace IncidentBot.Tests.SlackStories;

/// <summary>The whole bot against a workspace that misbehaves; every message is judged by the workspace's own rules for blocks.</summary>
[Collection(nameof(SlackWorkspace))]
public sealed class FaultStoryTests(SlackEmulator slack)
{
    [SkippableFact]
    public async Task With_limits_lost_answers_and_failures_every_message_stands_there_once()
    {
        await slack.BeginAsync();
        await slack.ControlAsync("limits", new { tiers = true });
        await slack.ControlAsync("faults", new object[]
        {
            new { match = "chat.postMessage", kind = "drop", after = true, times = 2 },
            new { match = "chat.postMessage", kind = "ratelimited", retryAfter = 1, skip = 3 },
            new { match = "conversations.create", kind = "status", status = 503, after = true },
            new { match = "conversations.invite", kind = "error", error = "internal_error", after = true },
            new { match = "chat.update", kind = "garbage", after = true },
            new { match = "pins.add", kind = "drop", after = true },
            new { match = "conversations.setTopic", kind = "ratelimited", retryAfter = 1 },
        });
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings());

        await bot.SayAsync("p1 checkout is down", "dave");
        await slack.WaitAsync("pins.add", count: 2);
        await bot.SayAsync("ack INC-1", "alice");
        await bot.SayAsync("fixed INC-1", "alice");
        await slack.WaitAsync("chat.update", "Verification");
        await slack.WaitAsync("chat.postMessage", "put the fix in");
        await slack.WaitAsync("conversations.setTopic", "commander: Alice");

        var state = await slack.StateAsync();
        var posted = state.GetProperty("messages").EnumerateArray()
            .Where(message => message.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object)
            .Select(message => message.GetProperty("metadata").GetProperty("event_payload").GetProperty("op").GetString()!)
            .ToList();
        Assert.True(posted.Count >= 4, $"only {posted.Count} messages");
        Assert.Equal(posted.Distinct(StringComparer.Ordinal), posted);
        Assert.Single(state.GetProperty("channels").EnumerateArray(), channel => channel.GetProperty("name").GetString()!.StartsWith("inc-1", StringComparison.Ordinal));
        Assert.DoesNotContain(await RefusedAsync(), error => error.StartsWith("invalid_", StringComparison.Ordinal));
        Assert.DoesNotContain((await bot.GetAsync("/api/incidents/INC-1/timeline")).GetProperty("entries").EnumerateArray(), entry => entry.GetProperty("type").GetString() == "delivery-failed");
    }

    [SkippableFact]
    public async Task An_app_that_may_only_write_works_in_a_thread_that_names_the_scope_it_needs()
    {
        await slack.BeginAsync();
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings("Slack:BotToken=xoxb-test-poor", "Slack:AnnouncementChannel=C0INCIDENTS"));

        await bot.SayAsync("p1 checkout is down", "dave");
        await slack.WaitAsync("chat.postMessage", "this thread is the room");
        await bot.SayAsync("ack INC-1", "alice");
        await slack.WaitAsync("chat.postMessage", "Alice acknowledged");

        var messages = (await slack.ReadAsync("incidents")).GetProperty("messages").EnumerateArray().ToList();
        var card = messages[0].GetProperty("ts").GetString();
        Assert.Contains(messages, message => InThread(message, card) && Text(message).Contains("Give the app the scope channels:manage", StringComparison.Ordinal));
        Assert.Contains(messages, message => InThread(message, card) && Text(message).Contains("Alice acknowledged", StringComparison.Ordinal));
        var timeline = (await bot.GetAsync("/api/incidents/INC-1/timeline")).ToString();
        Assert.Contains("A thread in slack is the room", timeline, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_private_P1_that_gets_no_room_calls_its_people_in_their_own_conversations_and_the_declarer_knows_why()
    {
        await slack.BeginAsync();
        await slack.ControlAsync("faults", new object[] { new { match = "conversations.create", kind = "error", error = "restricted_action", times = 9 } });
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings());
        await slack.ControlAsync("bot", new { url = bot.Client.BaseAddress!.ToString().TrimEnd('/') });

        await slack.ControlAsync("slash", new { user = "dave", channel = "incidents", command = "/incident", text = "private p1 keys were leaked" });
        var page = await slack.WaitAsync("chat.postMessage", "Page: P1 keys were leaked", count: 2);
        var why = await slack.WaitAsync("chat.postMessage", "it has no room", count: 2);
        await slack.ControlAsync("slash", new { user = "dave", channel = "incidents", command = "/incident", text = "escalate INC-1" });
        await slack.WaitAsync("chat.postMessage", "still nobody has acknowledged", count: 3);

        Assert.Equal(["U0ALICE", "U0DAVE"], page.Select(To).Order(StringComparer.Ordinal));
        Assert.Equal(["U0ALICE", "U0DAVE"], why.Select(To).Order(StringComparer.Ordinal));
        Assert.All(why, call => Assert.Contains("restricted_action", call.GetProperty("body").GetProperty("blocks").GetString(), StringComparison.Ordinal));
        Assert.Contains("U0BOB", (await slack.CallsAsync("chat.postMessage")).Select(To));
        Assert.DoesNotContain((await slack.ReadAsync("incidents")).GetProperty("messages").EnumerateArray(), message => Text(message).Contains("INC-1", StringComparison.Ordinal));
    }

    private static string To(JsonElement call) => call.GetProperty("body").GetProperty("channel").GetString()!;

    [SkippableFact]
    public async Task A_card_that_somebody_deletes_comes_back_with_the_next_change()
    {
        await slack.BeginAsync();
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings());
        await bot.SayAsync("p1 checkout is down", "dave");
        await slack.WaitAsync("pins.add");
        var first = (await slack.ReadAsync("incidents")).GetProperty("messages").EnumerateArray().Single(message => Text(message).StartsWith("INC-1", StringComparison.Ordinal)).GetProperty("ts").GetString();
        using var delete = new HttpRequestMessage(HttpMethod.Post, "/api/chat.delete") { Content = new FormUrlEncodedContent([new("channel", "C0INCIDENTS"), new("ts", first)]) };
        delete.Headers.Authorization = new("Bearer", SlackEmulator.BotToken);
        using var deleted = await slack.Client.SendAsync(delete);

        await bot.SayAsync("ack INC-1", "alice");
        await slack.WaitAsync("chat.postMessage", "ib:again:");

        var card = Assert.Single((await slack.ReadAsync("incidents")).GetProperty("messages").EnumerateArray(), message => Text(message).StartsWith("INC-1", StringComparison.Ordinal));
        Assert.NotEqual(first, card.GetProperty("ts").GetString());
    }

    [SkippableFact]
    public async Task The_doctor_knows_the_workspace()
    {
        await slack.BeginAsync();
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings("People:List:1:Chats:slack=U0NOBODY"));

        var findings = (await bot.GetAsync("/api/doctor")).GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("area").GetString() == "slack").Select(finding => finding.GetProperty("what").GetString()).ToList();

        Assert.Contains("The bot is incidentbot in Incident Lab.", findings);
        Assert.Contains("Incidents are announced in #incidents; the bot joins it with the first one.", findings);
        Assert.Contains("bob is on call and has an id that nobody has in Slack.", findings);
    }

    private async Task<IEnumerable<string>> RefusedAsync() =>
        (await slack.Client.GetFromJsonAsync<JsonElement>("/_t/calls")).GetProperty("calls").EnumerateArray().Select(call => call.TryGetProperty("error", out var error) ? error.GetString()! : "");

    private static bool InThread(JsonElement message, string? card) => message.TryGetProperty("thread_ts", out var thread) && thread.GetString() == card;

    private static string Text(JsonElement message) => message.GetProperty("text").GetString()!;
}
