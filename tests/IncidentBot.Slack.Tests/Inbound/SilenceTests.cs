using IncidentBot.Core.Doctor;
using IncidentBot.Slack.Outbound;
using IncidentBot.Slack.Tests.Inbound.Support;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>Slack stops sending events to an app whose answers fail, and says so to the app's owner only (sheet, section 4).</summary>
public sealed class SilenceTests
{
    private const string Announcements = "C0INCIDENTS";

    [Fact]
    public async Task Events_that_stopped_are_seen_by_the_doctor()
    {
        await using var slack = new SlackDriver(announcements: Announcements);
        await HearsAsync(slack);
        slack.Time.Advance(TimeSpan.FromMinutes(20));
        await SaysAsync(slack, Announcements);
        slack.Time.Advance(TimeSpan.FromMinutes(5));

        var finding = Assert.Single(slack.Inbound.Findings(), finding => finding.Level == Level.Warning);
        Assert.Contains("No event from Slack for 25 minutes", finding.What, StringComparison.Ordinal);
        Assert.Contains("Event Subscriptions", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_that_never_came_are_seen_by_the_doctor()
    {
        await using var slack = new SlackDriver(announcements: Announcements);
        await SaysAsync(slack, Announcements);
        slack.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Contains(slack.Inbound.Findings(), finding => finding.Level == Level.Warning && finding.What.Contains("No event from Slack since the start", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_that_come_are_good_and_the_doctor_says_when_the_last_one_came()
    {
        await using var slack = new SlackDriver(announcements: Announcements);
        await SaysAsync(slack, Announcements);
        await HearsAsync(slack);
        slack.Time.Advance(TimeSpan.FromMinutes(90));

        var finding = Assert.Single(slack.Inbound.Findings());
        Assert.Equal((Level.Good, "The last event from Slack came 90 minutes ago."), (finding.Level, finding.What));
    }

    [Fact]
    public async Task Silence_where_nothing_was_said_in_the_announcement_channel_is_no_finding()
    {
        await using var slack = new SlackDriver(announcements: Announcements);
        await SaysAsync(slack, "C0PRIVATE01");
        await SaysAsync(slack, "U0COMMANDER");
        slack.Time.Advance(TimeSpan.FromHours(9));

        Assert.Empty(slack.Inbound.Findings());
    }

    [Fact]
    public async Task What_was_said_a_moment_ago_may_still_come_back()
    {
        await using var slack = new SlackDriver(announcements: Announcements);
        await SaysAsync(slack, Announcements);
        slack.Time.Advance(TimeSpan.FromMinutes(4));

        Assert.Empty(slack.Inbound.Findings());
    }

    private static Task<SlackReply> SaysAsync(SlackDriver slack, string channel) => slack.Api.CallAsync(new SlackCall("chat.postMessage").In(channel).With("text", "hello"), default);

    /// <summary>The bot's own message comes back as an event.</summary>
    private static async Task HearsAsync(SlackDriver slack) =>
        Assert.Equal(200, (await slack.EventAsync(new { type = "message", user = SlackDriver.BotUser, bot_id = "B0EXAMPLE01", text = "hello", ts = "1790000110.000100", channel = Announcements })).Status);
}
