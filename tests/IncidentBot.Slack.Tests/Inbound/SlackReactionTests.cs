using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Tests.Inbound.Support;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>Reactions on messages of a room, when Slack is slow, tells of them more than once, or the room is a thread.</summary>
public sealed class SlackReactionTests
{
    private const string Channel = "C0INCIDENTS";
    private const string Thread = "1790000000.000100";
    private const string Ts = "1790000010.000100";

    [Theory]
    [InlineData("history")]
    [InlineData("replies")]
    public async Task A_pin_on_a_message_of_a_room_that_is_a_thread_puts_its_words_into_the_timeline(string where)
    {
        await using var slack = await InAThreadAsync();
        Says(slack, where, Thread);

        Assert.Equal(200, (await slack.EventAsync(Reaction("pushpin"))).Status);

        Assert.Equal("📌 Jo Lindqvist: the queue is full", Assert.Single(Noted(slack)).Text);
    }

    [Fact]
    public async Task A_bulb_in_a_thread_is_a_lesson_and_comes_off_again()
    {
        await using var slack = await InAThreadAsync();
        Says(slack, "replies", Thread);

        await slack.EventAsync(Reaction("bulb"), "Ev1");
        Assert.Single(slack.Store.Incident(1).Lessons);
        await slack.EventAsync(Reaction("bulb", added: false), "Ev2");

        await OfferedAsync(slack, "Take the lesson back");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1790000001.000100")]
    public async Task A_pin_on_any_other_message_of_the_announcement_channel_is_only_a_pin(string? thread)
    {
        await using var slack = await InAThreadAsync();
        Says(slack, "history", thread);

        Assert.Equal(200, (await slack.EventAsync(Reaction("pushpin"))).Status);

        Assert.Empty(Noted(slack));
    }

    [Fact]
    public async Task A_pin_whose_words_take_longer_than_Slack_waits_for_an_answer_is_not_lost()
    {
        await using var slack = await InARoomAsync();
        Says(slack, "history", Thread);
        using var hangingUp = new CancellationTokenSource();
        var words = new TaskCompletionSource();
        slack.Slack.Holds = call => call.Method is "conversations.history" ? words.Task : Task.CompletedTask;

        var first = slack.EventAsync(Reaction("pushpin"), hangsUp: hangingUp.Token);
        await slack.CalledAsync("conversations.history");
        await hangingUp.CancelAsync();
        slack.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(500, (await first.WaitAsync(TimeSpan.FromSeconds(20))).Status);
        var again = slack.EventAsync(Reaction("pushpin"));
        words.SetResult();

        Assert.Equal(200, (await again).Status);
        Assert.Single(Noted(slack));
        Assert.Single(slack.Slack.Of("conversations.history"));
        Assert.Equal(200, (await slack.EventAsync(Reaction("pushpin"))).Status);
        Assert.Single(Noted(slack));
    }

    [Fact]
    public async Task Slack_is_answered_within_two_seconds_and_a_read_that_fails_later_is_begun_anew_by_the_retry()
    {
        await using var slack = await InARoomAsync();
        var words = new TaskCompletionSource();
        slack.Slack.Holds = call => call.Method is "conversations.history" ? words.Task : Task.CompletedTask;

        var first = slack.EventAsync(Reaction("pushpin"));
        await slack.CalledAsync("conversations.history");
        slack.Time.Advance(SlowReads.AnsweredWithin);
        Assert.Equal(500, (await first.WaitAsync(TimeSpan.FromSeconds(20))).Status);

        slack.Time.Advance(TimeSpan.FromSeconds(10));
        slack.Slack.Holds = _ => Task.CompletedTask;
        Says(slack, "history", Thread);
        Assert.Equal(200, (await UntilReadAsync(slack)).Status);
        Assert.Single(Noted(slack));
    }

    /// <summary>As Slack does: again while it is not well answered. The first read may still be ending.</summary>
    private static async Task<Replied> UntilReadAsync(SlackDriver slack)
    {
        var replied = await slack.EventAsync(Reaction("pushpin"));
        for (var tries = 0; replied.Status != 200 && tries < 3; tries++)
        {
            replied = await slack.EventAsync(Reaction("pushpin"));
        }

        return replied;
    }

    [Theory]
    [InlineData("memo", true, "Make it an action item")]
    [InlineData("pushpin", false, "Note that it was taken back")]
    public async Task What_a_reaction_offers_is_offered_once_however_often_Slack_tells_of_it(string name, bool added, string label)
    {
        await using var slack = await InARoomAsync();
        Says(slack, "replies", Thread);

        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(200, (await slack.EventAsync(Reaction(name, added), "Ev1")).Status);
            await OfferedAsync(slack, label);
            slack.Time.Advance(TimeSpan.FromMinutes(1));
        }

        // One more, of another event: all before it have been told by then.
        await slack.EventAsync(Reaction("mega"), "Ev2");
        await OfferedAsync(slack, "Draft it for the public");
        Assert.Single(slack.Slack.Of("chat.postEphemeral"), call => call.Body.Contains(Uri.EscapeDataString(label).Replace("%20", "+", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_question_to_the_bot_is_answered_once_however_often_Slack_tells_of_it()
    {
        await using var slack = await InARoomAsync();
        var mention = new { type = "app_mention", user = "U0COMMANDER", text = $"<@{SlackDriver.BotUser}> who INC-1", ts = Ts, channel = Channel };

        await slack.EventAsync(mention, "Ev1");
        var told = await slack.CalledAsync("chat.postEphemeral");
        slack.Time.Advance(TimeSpan.FromMinutes(1));
        await slack.EventAsync(mention, "Ev1");
        Says(slack, "replies", Thread);
        await slack.EventAsync(Reaction("mega"), "Ev2");
        await OfferedAsync(slack, "Draft it for the public");

        Assert.Single(slack.Slack.Of("chat.postEphemeral"), call => call.Fields["text"] == told.Fields["text"]);
    }

    private static IEnumerable<Noted> Noted(SlackDriver slack) => slack.Store[StreamId.Of(new IncidentId(1))].Events.Select(entry => entry.Event).OfType<Noted>();

    /// <summary>Waits until somebody is shown this button for their eyes only.</summary>
    private static async Task OfferedAsync(SlackDriver slack, string label)
    {
        for (var tries = 0; !slack.Slack.Of("chat.postEphemeral").Any(call => call.Fields.TryGetValue("blocks", out var blocks) && blocks.Contains(label, StringComparison.Ordinal)); tries++)
        {
            Assert.True(tries < 400, $"nobody was offered '{label}'");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    private static object Reaction(string name, bool added = true) =>
        new { type = added ? "reaction_added" : "reaction_removed", user = "U0COMMANDER", reaction = name, item = new { type = "message", channel = Channel, ts = Ts } };

    /// <summary>A P3 has no channel of its own.</summary>
    private static Task<SlackDriver> InAThreadAsync() => InAsync("p3 checkout is slow", $"{Channel}/{Thread}");

    private static Task<SlackDriver> InARoomAsync() => InAsync("p1 checkout is down", Channel);

    private static async Task<SlackDriver> InAsync(string line, string room)
    {
        var slack = new SlackDriver(announcements: Channel);
        await slack.SlashAsync(line);
        await slack.Store.CommitAsync(new Change { Documents = [new DocumentContent(Stream: "INC-1").Under(Keys.Owner(new PlaceRef("slack", room)))] }, default);
        return slack;
    }

    private static void Says(SlackDriver slack, string where, string? thread)
    {
        var known = slack.Slack.Answers;
        slack.Slack.Answers = call =>
            string.Equals(call.Method, $"conversations.{where}", StringComparison.Ordinal) ? $$$"""{"ok":true,"messages":[{"type":"message","user":"U0RESPONDR2","ts":"{{{Ts}}}",{{{(thread is null ? "" : $"\"thread_ts\":\"{thread}\",")}}}"text":"the queue is full"}]}"""
            : call.Method.StartsWith("conversations.", StringComparison.Ordinal) ? """{"ok":true,"messages":[]}"""
            : known(call);
    }
}
