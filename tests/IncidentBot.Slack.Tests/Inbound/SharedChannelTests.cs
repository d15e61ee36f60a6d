using IncidentBot.Core.Doctor;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Slack.Tests.Inbound.Support;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>What people do in a channel that another organisation reads along in (Slack Connect).</summary>
public sealed class SharedChannelTests
{
    private const string Theirs = "C0SHARED003";

    [Fact]
    public async Task Nothing_is_declared_from_there_and_whoever_tries_hears_where_to()
    {
        await using var slack = new SlackDriver();
        await slack.PostAsync("events", Payloads.Bytes("event.message.external-user-in-shared-channel.json"), "application/json");

        var replied = await slack.SlashAsync("p1 checkout is down", channel: Theirs);

        Assert.Equal("Nothing was recorded: another organisation reads along in this channel, and no incident is declared from there.\nDeclare it in a channel of your own, or where only you read along: `/incident p1 &lt;what is wrong&gt;`.", replied.Text);
        Assert.Empty(slack.Store.Saved);
        Assert.StartsWith("INC-1 declared", (await slack.SlashAsync("p1 checkout is down")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_else_works_there_because_only_one_person_sees_it()
    {
        await using var slack = new SlackDriver();
        await ShareAsync(slack);
        await slack.SlashAsync("p1 checkout is down");

        Assert.Contains("Noted", (await slack.SlashAsync("note INC-1 the partner sees it too", channel: Theirs)).Text, StringComparison.Ordinal);
        Assert.Contains("checkout is down", (await slack.SlashAsync("status INC-1", channel: Theirs)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("new")]
    [InlineData("checkout is down")]
    public async Task No_form_opens_there_that_would_be_refused(string line)
    {
        await using var slack = new SlackDriver();
        await ShareAsync(slack);

        Assert.StartsWith("Nothing was recorded", (await slack.SlashAsync(line, channel: Theirs)).Text, StringComparison.Ordinal);
        Assert.Empty(slack.Slack.Of("views.open"));
    }

    [Fact]
    public async Task A_form_and_a_button_from_before_are_refused_too()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("", channel: Theirs);
        await slack.CalledAsync("views.open");
        await ShareAsync(slack);

        var submitted = await slack.SubmitAsync(slack.Opened(), ("severity", new { selected_option = new { value = "p1" } }), ("title", new { value = "checkout is down" }));
        await slack.PressAsync("p1 checkout is down", channel: Theirs);

        Assert.Contains("another organisation reads along", submitted.Body, StringComparison.Ordinal);
        Assert.Contains("another organisation reads along", (await slack.CalledAsync("response_url")).Body, StringComparison.Ordinal);
        Assert.Empty(slack.Store.Saved);
    }

    [Fact]
    public async Task Words_that_the_others_have_seen_may_be_deleted()
    {
        await using var slack = new SlackDriver();
        await ShareAsync(slack);

        await slack.EventAsync(new { type = "app_mention", user = "U0COMMANDER", text = $"<@{SlackDriver.BotUser}> p1 checkout is down", ts = "1790000110.000100", channel = Theirs }, "Ev2");

        Assert.Empty(slack.Store.Saved);
        Assert.Contains("delete that message", (await slack.CalledAsync("chat.postEphemeral")).Fields["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_nobody_knows_holds_up_no_alarm_and_is_known_the_next_time()
    {
        await using var slack = new SlackDriver();
        var answered = new TaskCompletionSource();
        var before = slack.Slack.Answers;
        slack.Slack.Answers = call => call.Method is "conversations.info" ? $$$"""{"ok":true,"channel":{"id":"{{{call.Fields["channel"]}}}","is_ext_shared":true}}""" : before(call);
        slack.Slack.Holds = call => call.Method is "conversations.info" ? answered.Task : Task.CompletedTask;

        Assert.StartsWith("INC-1 declared", (await slack.SlashAsync("p1 checkout is down", channel: Theirs)).Text, StringComparison.Ordinal);
        Assert.Equal(Theirs, (await slack.CalledAsync("conversations.info")).Fields["channel"]);
        answered.SetResult();
        await slack.SlashAsync("status INC-1", channel: "C0OTHER0001");
        await KnownAsync(slack);

        Assert.StartsWith("Nothing was recorded", (await slack.SlashAsync("p1 search is down", channel: Theirs)).Text, StringComparison.Ordinal);
        Assert.Single(slack.Slack.Of("conversations.info"), call => call.Fields["channel"] == Theirs);
    }

    [Fact]
    public async Task When_the_others_are_gone_it_is_a_channel_like_any_other()
    {
        await using var slack = new SlackDriver();
        await ShareAsync(slack);

        await slack.EventAsync(new { type = "channel_unshared", channel = Theirs, is_ext_shared = true }, "Ev2");
        Assert.StartsWith("Nothing was recorded", (await slack.SlashAsync("p1 checkout is down", channel: Theirs)).Text, StringComparison.Ordinal);

        await slack.EventAsync(new { type = "channel_unshared", channel = Theirs, is_ext_shared = false }, "Ev3");
        Assert.StartsWith("INC-1 declared", (await slack.SlashAsync("p1 checkout is down", channel: Theirs)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_that_is_shared_says_so_in_its_timeline()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        await slack.Store.CommitAsync(new Change { Documents = [new DocumentContent(Stream: "INC-1").Under(Keys.Owner(new PlaceRef("slack", Theirs)))] }, CancellationToken.None);

        await ShareAsync(slack);

        Assert.Contains("shared with another organisation in Slack: they read what is said in it", (await slack.SlashAsync("timeline INC-1")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_announcement_channel_that_is_shared_is_a_problem_in_the_log_the_doctor_the_readiness_and_the_answer()
    {
        using var log = new WarningLog();
        await using var slack = new SlackDriver(logs: log, announcements: Theirs);

        await ShareAsync(slack);

        const string trouble = $"#{Theirs} is shared with another organisation: nothing is announced there";
        Assert.Equal(trouble, Assert.Single(slack.Inbound.Troubles));
        Assert.Contains(slack.Inbound.Findings(), finding => finding is { Level: Level.Problem } && finding.What == $"{trouble}." && finding.Mend!.Contains("Slack:AnnouncementChannel", StringComparison.Ordinal));
        Assert.Single(log.Lines, line => line.StartsWith(trouble, StringComparison.Ordinal));
        Assert.Contains(trouble, (await slack.SlashAsync("p1 checkout is down")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(trouble, (await slack.SlashAsync("note INC-1 looking")).Text, StringComparison.Ordinal);
    }

    private static Task<Replied> ShareAsync(SlackDriver slack) => slack.EventAsync(new { type = "channel_shared", channel = Theirs, connected_team_id = "T0PARTNER09" });

    /// <summary>Another of the bot's hands learns it.</summary>
    private static async Task KnownAsync(SlackDriver slack)
    {
        while (!slack.Shared.IsShared(Theirs))
        {
            await Task.Yield();
        }
    }
}
