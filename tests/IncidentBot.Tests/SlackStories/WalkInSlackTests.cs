using System.Text.Json;
using IncidentBot.Tests.Stories;

namespace IncidentBot.Tests.SlackStories;

/// <summary>A P1 from the first word to its end, typed, pressed and filled in by people of a workspace that is a program of its own; every request signed as Slack signs.</summary>
[Collection(nameof(SlackWorkspace))]
public sealed class WalkInSlackTests(SlackEmulator slack)
{
    private const string Room = "inc-1-checkout-is-down";

    [SkippableFact]
    public async Task A_P1_goes_from_a_typed_line_through_buttons_and_windows_to_its_end()
    {
        await slack.BeginAsync();
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings());
        await slack.ControlAsync("bot", new { url = bot.Client.BaseAddress!.ToString().TrimEnd('/') });
        await slack.ControlAsync("subscribe", new { });

        var declared = await slack.ControlAsync("slash", new { user = "bob", channel = "incidents", command = "/incident", text = "p1 checkout is down" });
        Assert.Equal(200, declared.GetProperty("status").GetInt32());
        Assert.False(declared.GetProperty("late").GetBoolean());
        await slack.WaitAsync("conversations.setTopic");
        await slack.WaitAsync("pins.add");

        // Bob is secondary and on call, so his own declaration acknowledges; he commands.
        Assert.Contains("INC-1", await StatusAsync(bot), StringComparison.Ordinal);
        await SubmitAsync(await PressAsync("bob", "update INC-1"), "bob", new { audience = "internal", text = "We think it is the queue.", next = "usual" });
        await slack.WaitAsync("chat.postMessage", "We think it is the queue.");

        await SubmitAsync(await PressAsync("bob", "update INC-1"), "bob", new { audience = "public", text = "Checkout is disturbed; we are on it.", next = "usual" });
        await SubmitAsync(null, "bob", new { });
        await slack.WaitAsync("chat.postMessage", "Checkout is disturbed");

        await PressAsync("bob", "fixed INC-1");
        Assert.Contains("Verification", await WhereAsync(bot, "Verification"), StringComparison.Ordinal);
        await SubmitAsync(await PressAsync("bob", "resolve INC-1"), "bob", new { text = "smoke tests by hand" });
        Assert.Contains("Post-mortem", await WhereAsync(bot, "Post-mortem"), StringComparison.Ordinal);
        await SubmitAsync(await PressAsync("bob", "close INC-1"), "bob", new { text = "written down elsewhere" });
        await WhereAsync(bot, "Closed");

        // The card in the room and the one in the channel.
        await slack.WaitAsync("chat.update", "Closed", count: 2);
        var card = (await slack.ReadAsync("incidents")).GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString()!).First(text => text.StartsWith("INC-1", StringComparison.Ordinal));
        Assert.Contains("Closed", card, StringComparison.Ordinal);
        Assert.DoesNotContain(await slack.CallsAsync("views.open"), call => !call.GetProperty("ok").GetBoolean());
    }

    [SkippableFact]
    public async Task No_word_at_all_opens_a_window_and_what_is_filled_in_there_is_declared()
    {
        await slack.BeginAsync();
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings());
        await slack.ControlAsync("bot", new { url = bot.Client.BaseAddress!.ToString().TrimEnd('/') });

        await slack.ControlAsync("slash", new { user = "dave", channel = "incidents", command = "/incident", text = "" });
        var done = await slack.ControlAsync("submit", new { user = "dave", values = new { title = "search is slow", severity = "p2", kind = "real" } });

        Assert.Equal(200, done.GetProperty("status").GetInt32());
        await slack.WaitAsync("chat.postEphemeral", "INC-1 declared: P2 search is slow");
    }

    [SkippableFact]
    public async Task Eyes_on_the_card_acknowledge_and_a_mention_is_a_line()
    {
        await slack.BeginAsync();
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings());
        await slack.ControlAsync("bot", new { url = bot.Client.BaseAddress!.ToString().TrimEnd('/') });
        await slack.ControlAsync("subscribe", new { });
        await slack.ControlAsync("slash", new { user = "dave", channel = "incidents", command = "/incident", text = "p1 checkout is down" });
        await slack.WaitAsync("conversations.setTopic");
        var card = (await slack.ReadAsync("incidents")).GetProperty("messages").EnumerateArray().First(message => message.GetProperty("text").GetString()!.StartsWith("INC-1", StringComparison.Ordinal)).GetProperty("ts").GetString();

        await slack.ControlAsync("event", new { @event = new { type = "reaction_added", user = "U0ALICE", reaction = "eyes", item = new { type = "message", channel = "C0INCIDENTS", ts = card }, event_ts = "1790000150.000400" } });
        Assert.Contains("Triage", await WhereAsync(bot, "Triage"), StringComparison.Ordinal);

        await slack.ControlAsync("say", new { user = "alice", channel = Room, text = "<@U0INCIDENT> note the queue is full" });
        await slack.WaitAsync("chat.postEphemeral", "Noted on INC-1.");
    }

    [SkippableFact]
    public async Task From_somebody_s_own_page_a_window_opens_on_a_window_and_what_is_filled_in_there_is_done()
    {
        await slack.BeginAsync();
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings());
        await slack.ControlAsync("bot", new { url = bot.Client.BaseAddress!.ToString().TrimEnd('/') });
        await slack.ControlAsync("subscribe", new { });
        await slack.ControlAsync("slash", new { user = "bob", channel = "incidents", command = "/incident", text = "p1 checkout is down" });
        await slack.WaitAsync("conversations.setTopic");

        await slack.ControlAsync("home", new { user = "bob" });
        var home = (await slack.WaitAsync("views.publish"))[^1].GetProperty("view").GetString()!;
        var page = (await slack.StateAsync()).GetProperty("views").EnumerateArray().Single(view => view.GetProperty("view_id").GetString() == home);
        await slack.ControlAsync("click", new { user = "bob", view_id = home, action_id = Button(page.GetProperty("blocks"), "status INC-1") });
        await slack.WaitAsync("views.open");
        var status = (await slack.StateAsync()).GetProperty("views").EnumerateArray().Single(view => view.GetProperty("type").GetString() == "modal");
        await slack.ControlAsync("click", new { user = "bob", action_id = Button(status.GetProperty("blocks"), "update INC-1") });
        await slack.WaitAsync("views.push");
        await SubmitAsync(null, "bob", new { audience = "internal", text = "Seen from my own page.", next = "usual" });

        await slack.WaitAsync("chat.postMessage", "Seen from my own page.");
        Assert.DoesNotContain(await slack.CallsAsync("views.push"), call => !call.GetProperty("ok").GetBoolean());
    }

    [SkippableFact]
    public async Task A_P3_that_is_raised_leaves_its_thread_for_a_room_of_its_own_and_commands_in_the_thread_still_reach_it()
    {
        await slack.BeginAsync();
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings());
        await slack.ControlAsync("bot", new { url = bot.Client.BaseAddress!.ToString().TrimEnd('/') });
        await slack.ControlAsync("subscribe", new { });
        await slack.ControlAsync("slash", new { user = "dave", channel = "incidents", command = "/incident", text = "p3 checkout is down" });
        await slack.WaitAsync("chat.postMessage", "checkout is down", count: 2);
        var card = Messages(await slack.ReadAsync("incidents"))[0].GetProperty("ts").GetString()!;
        Assert.DoesNotContain((await slack.StateAsync()).GetProperty("channels").EnumerateArray(), channel => channel.GetProperty("name").GetString()!.StartsWith("inc-", StringComparison.Ordinal));
        await slack.WaitAsync("chat.update", "the thread of its card");

        await slack.ControlAsync("slash", new { user = "dave", channel = "incidents", command = "/incident", text = "raise INC-1 p1 nobody can pay" });
        await slack.WaitAsync("pins.add");
        await slack.WaitAsync("chat.postMessage", $"goes on in #{Room}");
        await slack.WaitAsync("chat.update", $"goes on in #{Room}");

        var room = await slack.ReadAsync(Room);
        Assert.Contains("U0ALICE", room.GetProperty("channel").GetProperty("members").EnumerateArray().Select(member => member.GetString()));
        Assert.Single(room.GetProperty("pins").EnumerateArray());
        Assert.Contains(Messages(room), message => message.GetProperty("text").GetString()!.Contains("needs an acknowledgement", StringComparison.Ordinal));

        await slack.ControlAsync("say", new { user = "dave", channel = "incidents", thread_ts = card, text = "<@U0INCIDENT> note still typed in the thread" });
        await slack.WaitAsync("chat.postEphemeral", "Noted on INC-1.");
    }

    private static List<JsonElement> Messages(JsonElement conversation) =>
        [.. conversation.GetProperty("messages").EnumerateArray().Where(message => !message.TryGetProperty("subtype", out var subtype) || subtype.ValueKind != JsonValueKind.String)];

    /// <summary>Presses the button that stands for this line, wherever in the room it stands last; the window it opened, if any.</summary>
    private async Task<JsonElement?> PressAsync(string user, string line)
    {
        for (var tries = 0; ; tries++)
        {
            foreach (var message in (await slack.ReadAsync(Room)).GetProperty("messages").EnumerateArray().Reverse())
            {
                if (message.TryGetProperty("blocks", out var blocks) && blocks.ValueKind == JsonValueKind.Array && Button(blocks, line) is { } action)
                {
                    return await slack.ControlAsync("click", new { user, channel = Room, ts = message.GetProperty("ts").GetString(), action_id = action });
                }
            }

            // The card is drawn anew behind; until then it has other buttons.
            Assert.True(tries < 100, $"no button stands for '{line}'");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private async Task SubmitAsync(JsonElement? pressed, string user, object values)
    {
        Assert.True(pressed is null || pressed.Value.GetProperty("status").GetInt32() == 200);
        var answer = await slack.ControlAsync("submit", new { user, values });
        Assert.Equal(200, answer.GetProperty("status").GetInt32());
        Assert.DoesNotContain("\"errors\"", answer.ToString(), StringComparison.Ordinal);
    }

    private static string? Button(JsonElement blocks, string line) => blocks.EnumerateArray()
        .Where(block => block.TryGetProperty("elements", out _))
        .SelectMany(block => block.GetProperty("elements").EnumerateArray())
        .Where(element => element.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String && value.GetString() == line)
        .Select(element => element.GetProperty("action_id").GetString())
        .FirstOrDefault();

    private static async Task<string> StatusAsync(RunningBot bot) => (await bot.GetAsync("/api/incidents/INC-1")).ToString();

    private static async Task<string> WhereAsync(RunningBot bot, string state)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (await StatusAsync(bot) is var status && status.Contains(state, StringComparison.Ordinal))
            {
                return status;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        return await StatusAsync(bot);
    }
}
