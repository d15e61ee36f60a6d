using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Slack.Tests.Inbound.Support;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>People who come into a room when the incident is under way.</summary>
public sealed class LateComerTests
{
    private const string Room = "C0INCIDENT7";

    [Fact]
    public async Task Whoever_comes_reads_what_happened_so_far_for_their_eyes_only()
    {
        await using var slack = await UnderWayAsync("p1 checkout is down");

        await slack.EventAsync(Joining("U0STRANGER", inviter: "U0RESPONDR2"));

        var told = await slack.CalledAsync("chat.postEphemeral");
        Assert.Equal((Room, "U0STRANGER"), (told.Fields["channel"], told.Fields["user"]));
        Assert.Contains("Commander", told.Fields["blocks"], StringComparison.Ordinal);
        Assert.DoesNotContain(slack.Store.Incident(1).Responders.Keys, id => id.EndsWith("U0STRANGER", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SlackDriver.BotUser, "U0COMMANDER", Room)]
    [InlineData("U0RESPONDR2", SlackDriver.BotUser, Room)]
    [InlineData("U0STRANGER", null, "C0ELSEWHERE")]
    public async Task The_bot_those_it_brings_and_other_channels_are_told_nothing(string who, string? inviter, string channel)
    {
        await using var slack = await UnderWayAsync("p1 checkout is down");

        await slack.EventAsync(Joining(who, inviter, channel), "Ev1");

        // Answers are told in their order: behind this one nothing is under way.
        await slack.EventAsync(Joining("U0STRANGER", "U0RESPONDR2"), "Ev2");
        await slack.CalledAsync("chat.postEphemeral");
        Assert.Equal("U0STRANGER", Assert.Single(slack.Slack.Of("chat.postEphemeral")).Fields["user"]);
    }

    private static async Task<SlackDriver> UnderWayAsync(string declared)
    {
        var slack = new SlackDriver();
        await slack.CalledAsync("users.list");
        await slack.SlashAsync(declared);
        await slack.Store.CommitAsync(new Change { Documents = [new DocumentContent(Stream: "INC-1").Under(Keys.Owner(new PlaceRef("slack", Room)))] }, CancellationToken.None);
        return slack;
    }

    private static object Joining(string user, string? inviter, string channel = Room) => new { type = "member_joined_channel", user, channel, channel_type = "C", team = SlackDriver.Team, inviter };
}
