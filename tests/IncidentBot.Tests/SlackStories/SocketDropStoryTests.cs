using System.Text.Json;
using IncidentBot.Tests.Stories;

namespace IncidentBot.Tests.SlackStories;

/// <summary>The whole bot over Socket Mode in a workspace that is a program of its own, while sockets break at the worst moments.</summary>
[Collection(nameof(SlackWorkspace))]
public sealed class SocketDropStoryTests(SlackEmulator slack)
{
    [SkippableFact]
    public async Task What_comes_again_after_a_broken_socket_is_done_once_and_nothing_is_lost()
    {
        await slack.BeginAsync();
        await using var door = await SlackFrontDoor.OpenAsync(slack.Client.BaseAddress!);
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", slack.Settings("Slack:Mode=Socket", "Slack:AppToken=xapp-1-test", $"Slack:ApiBaseUrl={door.Address}/api/"));

        // The line breaks after the command was taken and before Slack reads the answer: Slack sends it again on the next socket.
        var declare = Command("e1", "p1 checkout is down", "U0DAVE", "1.1.a");
        var first = await door.NextAsync();
        await SlackFrontDoor.SendAsync(first, declare);
        await slack.WaitAsync("conversations.create");
        door.Break(first);

        var second = await door.NextAsync();
        await SlackFrontDoor.SendAsync(second, declare);
        Assert.StartsWith("INC-1 declared", Text(await SlackFrontDoor.AnswerAsync(second)), StringComparison.Ordinal);

        // It breaks before the command was sent at all, and while the answer to another one is on its way.
        door.Break(second);
        var third = await door.NextAsync();
        var acknowledge = Command("e2", "ack INC-1", "U0ALICE", "1.2.b");
        await SlackFrontDoor.SendAsync(third, acknowledge);
        door.Break(third);

        var fourth = await door.NextAsync();
        await SlackFrontDoor.SendAsync(fourth, acknowledge);
        Assert.StartsWith("You acknowledged INC-1", Text(await SlackFrontDoor.AnswerAsync(fourth)), StringComparison.Ordinal);
        await slack.WaitAsync("chat.postMessage", "Alice acknowledged");
        await slack.WaitAsync("conversations.setTopic", "commander: Alice");

        var state = await slack.StateAsync();
        Assert.Single(state.GetProperty("channels").EnumerateArray(), channel => channel.GetProperty("name").GetString()!.StartsWith("inc-", StringComparison.Ordinal));
        Assert.Single(state.GetProperty("messages").EnumerateArray(), message => message.GetProperty("text").GetString()!.Contains("Alice acknowledged", StringComparison.Ordinal));
        Assert.Single((await bot.GetAsync("/api/incidents/INC-1/timeline")).GetProperty("entries").EnumerateArray(), entry => entry.GetProperty("type").GetString() == "acknowledged");
        Assert.Contains((await bot.GetAsync("/api/doctor")).GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("what").GetString()!.StartsWith("The socket to Slack is open", StringComparison.Ordinal));
    }

    private static string Command(string envelope, string text, string user, string trigger) => JsonSerializer.Serialize(new
    {
        envelope_id = envelope,
        type = "slash_commands",
        accepts_response_payload = true,
        payload = new { command = "/incident", text, user_id = user, team_id = "T000000001", channel_id = "C0INCIDENTS", trigger_id = trigger, api_app_id = "A0INCIDENT" },
    });

    private static string Text(JsonElement answer) => answer.GetProperty("payload").GetProperty("text").GetString()!;
}
