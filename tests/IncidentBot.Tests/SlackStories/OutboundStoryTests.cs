using System.Text.Json;
using IncidentBot.Tests.Stories;

namespace IncidentBot.Tests.SlackStories;

/// <summary>What people see in Slack of an incident, read back from a workspace that is a program of its own.</summary>
[Collection(nameof(SlackWorkspace))]
public sealed class OutboundStoryTests(SlackEmulator slack)
{
    private const string Room = "inc-1-checkout-is-down";

    [SkippableFact]
    public async Task A_P1_is_announced_and_gets_a_room_with_its_card_pinned_and_people_invited()
    {
        await slack.BeginAsync();
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings());

        await bot.SayAsync("p1 checkout is down <!channel> & more", "dave");
        await slack.WaitAsync("conversations.setTopic");
        await slack.WaitAsync("pins.add");
        await slack.WaitAsync("chat.postMessage", "Page: P1");

        var incidents = await slack.ReadAsync("incidents");
        var card = Assert.Single(Messages(incidents), message => Text(message).Contains("INC-1", StringComparison.Ordinal));
        Assert.StartsWith("INC-1 · P1 · checkout is down &lt;!channel&gt; &amp; more: ", Text(card), StringComparison.Ordinal);
        Assert.Contains("U0INCIDENT", incidents.GetProperty("channel").GetProperty("members").EnumerateArray().Select(member => member.GetString()));

        var room = await slack.ReadAsync("inc-1-checkout-is-down-channel-more");
        Assert.Contains("U0ALICE", room.GetProperty("channel").GetProperty("members").EnumerateArray().Select(member => member.GetString()));
        Assert.StartsWith("INC-1 · P1 · checkout is down", room.GetProperty("channel").GetProperty("topic").GetProperty("value").GetString(), StringComparison.Ordinal);
        var roomCard = Messages(room).First(message => Text(message).StartsWith("INC-1 · P1", StringComparison.Ordinal));
        Assert.Equal(Ts(roomCard), Assert.Single(room.GetProperty("pins").EnumerateArray()).GetProperty("message_ts").GetString());
        Assert.Contains(Messages(room), message => Text(message).Contains("<@U0ALICE> Chat only: nobody was phoned. Call Alice <tel:+4930111|+49 30 111>", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Whoever_acknowledges_a_private_P1_or_gets_a_role_in_it_is_in_its_room()
    {
        await slack.BeginAsync();
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings("People:List:3:Id=erin", "People:List:3:Name=Erin", "People:List:3:Chats:slack=U000000001"));

        await slack.ControlAsync("bot", new { url = bot.Client.BaseAddress!.ToString().TrimEnd('/') });

        await TypeAsync("dave", "private p1 checkout is down");
        await slack.WaitAsync("pins.add");
        await TypeAsync("bob", "ack INC-1");
        await TypeAsync("bob", "role INC-1 comms @erin");
        await slack.WaitAsync("chat.postMessage", "Erin is communications lead");

        var room = await slack.ReadAsync(Room);
        Assert.True(room.GetProperty("channel").GetProperty("is_private").GetBoolean());
        Assert.Equal(["U000000001", "U0ALICE", "U0BOB", "U0CAROL", "U0DAVE"], Members(room).Where(member => member != "U0INCIDENT").Order(StringComparer.Ordinal));
        Assert.DoesNotContain(await slack.CallsAsync("conversations.invite"), call => !call.GetProperty("ok").GetBoolean());
    }

    private Task<JsonElement> TypeAsync(string user, string line) => slack.ControlAsync("slash", new { user, channel = "incidents", command = "/incident", text = line });

    private static IEnumerable<string> Members(JsonElement room) => room.GetProperty("channel").GetProperty("members").EnumerateArray().Select(member => member.GetString()!);

    private static IEnumerable<JsonElement> Messages(JsonElement conversation) =>
        conversation.GetProperty("messages").EnumerateArray().Where(message => !message.TryGetProperty("subtype", out var subtype) || subtype.ValueKind != JsonValueKind.String);

    private static string Text(JsonElement message) => message.GetProperty("text").GetString()!;

    private static string Ts(JsonElement message) => message.GetProperty("ts").GetString()!;
}

[CollectionDefinition(nameof(SlackWorkspace))]
public sealed class SlackWorkspace : ICollectionFixture<SlackEmulator>;
