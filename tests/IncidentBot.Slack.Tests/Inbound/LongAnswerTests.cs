using System.Text.Json;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Slack.Tests.Inbound.Support;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>Answers for one person's eyes that are too long for one message.</summary>
public sealed class LongAnswerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task They_go_on_below_in_their_order_and_nothing_is_left_out(bool onCard)
    {
        await using var slack = new SlackDriver(new TalkativeDesk(4_000, onCard));

        var replied = await slack.SlashAsync("status INC-1");
        Assert.Contains("it goes on below", replied.Body, StringComparison.Ordinal);
        Assert.Empty(slack.Slack.Of("response_url"));
        var rest = await RestAsync(slack, 1);

        Assert.Equal(Enumerable.Range(1, 4_000), Numbers([replied.Body, .. rest]));
        Assert.All(rest, body => Assert.Equal("ephemeral", JsonSerializer.Deserialize<JsonElement>(body).GetProperty("response_type").GetString()));
    }

    [Fact]
    public async Task What_one_message_holds_is_one()
    {
        await using var slack = new SlackDriver(new TalkativeDesk(200, onCard: true));

        Assert.DoesNotContain("goes on", (await slack.SlashAsync("status INC-1")).Body, StringComparison.Ordinal);
        slack.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Empty(slack.Slack.Of("response_url"));
    }

    [Fact]
    public async Task No_more_than_Slack_takes_and_then_it_says_so()
    {
        await using var slack = new SlackDriver(new TalkativeDesk(40_000, onCard: true));

        await slack.SlashAsync("status INC-1");
        var rest = await RestAsync(slack, 4);

        Assert.Contains("the rest is cut", rest[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_response_address_takes_no_more_it_goes_on_in_the_channel_for_the_same_eyes()
    {
        await using var slack = new SlackDriver(new TalkativeDesk(4_000, onCard: true));

        await slack.EventAsync(new { type = "app_mention", user = "U0COMMANDER", text = $"<@{SlackDriver.BotUser}> status INC-1", ts = "1790000110.000100", channel = "C0INCIDENTS" });
        await slack.Slack.CalledAsync("chat.postEphemeral", times: 2);

        Assert.Equal(Enumerable.Range(1, 4_000), Numbers(slack.Slack.Of("chat.postEphemeral").Select(call => call.Fields["blocks"])));
    }

    private static async Task<IReadOnlyList<string>> RestAsync(SlackDriver slack, int messages)
    {
        // The moment begins when another of the bot's hands has taken the work; one that never does fails the test.
        var told = slack.Slack.CalledAsync("response_url", messages);
        while (!told.IsCompleted)
        {
            slack.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        await told;
        return [.. slack.Slack.Of("response_url").Select(call => call.Body)];
    }

    /// <summary>The numbers that stand in the blocks, in their order.</summary>
    private static IEnumerable<int> Numbers(IEnumerable<string> bodies) => bodies
        .Select(body => JsonSerializer.Deserialize<JsonElement>(body))
        .SelectMany(body => (body.ValueKind == JsonValueKind.Array ? body : body.GetProperty("blocks")).EnumerateArray())
        .Where(block => block.GetProperty("type").GetString() == "section")
        .SelectMany(block => block.GetProperty("text").GetProperty("text").GetString()!.Split(' '))
        .Where(word => int.TryParse(word, out _))
        .Select(word => int.Parse(word, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Answers with the numbers from 1.</summary>
    private sealed class TalkativeDesk(int numbers, bool onCard) : ICommandDesk
    {
        private string Said => string.Join(' ', Enumerable.Range(1, numbers));

        public ValueTask<Answer> HandleAsync(Core.Desk.Inbound inbound, CancellationToken cancellationToken) => ValueTask.FromResult(
            onCard ? new Answer(AnswerKind.Shown, Visibility.OnlyYou, "INC-1", new Card("INC-1", "INC-1") { Blocks = [Block.Text.Of(Said)] })
            : new Answer(AnswerKind.Shown, Visibility.OnlyYou, Said));

        public ValueTask<Answer?> PrepareAsync(Core.Desk.Inbound inbound, CancellationToken cancellationToken) => ValueTask.FromResult<Answer?>(null);

        public ValueTask<Card> ViewAsync(string view, Actor viewer, Membership membership, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
