using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Timers;
using IncidentBot.Core.Verbs;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class PublishVerbTests
{
    private static IncidentBuilder Drafted() => An.Incident().P1().AcknowledgedBy(Anna).Says("update public: we are on it", Anna);

    [Theory]
    [InlineData("publish")]
    [InlineData("publish 1")]
    [InlineData("publish #1")]
    [InlineData("approve 1")]
    public void The_draft_is_sent_and_the_next_update_counts_from_now(string line)
    {
        var told = Given(Drafted()).When(line, Anna, TimeSpan.FromMinutes(12)).Then(new UpdatePublished(1, "we are on it. The next update follows by 12:32 UTC.", 15), new TaskTicked(5)).Saying("Update 1 goes to the public", "12:32 UTC");

        Assert.Equal(Noon + TimeSpan.FromMinutes(12), Assert.Single(told.After.Updates).Published);
        Assert.Equal(Noon + TimeSpan.FromMinutes(12), told.After.LastNag);
    }

    [Theory]
    [InlineData("public: we are on it!", 20, "we are on it! The next update follows by 13:40 Europe/Berlin.")]
    [InlineData("stakeholders: we are on it", 20, "we are on it. The next update follows by 13:40 Europe/Berlin.")]
    [InlineData("public: still looking", 150, "still looking. The next update follows by 16:00 Europe/Berlin.")]
    public void Every_published_text_names_the_time_of_the_next_by_the_teams_clock_and_the_reminder_keeps_it(string text, int minute, string sent)
    {
        var told = Given(An.Incident().P1().Working("Europe/Berlin").AcknowledgedBy(Anna).Says($"update {text}", Anna)).When("publish 1", Anna, TimeSpan.FromMinutes(minute)).After;

        Assert.Equal(sent, Assert.Single(told.Updates).Text);
        Assert.Contains(told.Office.Clock(TimerPlan.For(told).Single(timer => timer.Name == TimerPlan.UpdateNag).Due), sent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_snoozed_is_not_promised_earlier_and_what_says_that_it_is_over_names_no_next()
    {
        Assert.EndsWith("by 12:33 UTC.", Given(Drafted().Says("snooze 30", Anna)).When("publish 1", Anna).After.Updates[0].Text, StringComparison.Ordinal);
        Assert.Equal(new UpdatePublished(3, Task: 16), Given(Drafted().Says("publish 1", Anna).Says("fixed", Anna).Says("resolve by hand", Anna)).When("publish 3", Anna).Facts[0]);
    }

    [Fact]
    public void What_the_preview_shows_is_what_goes_out()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna);
        var preview = Given(past).When("update public: we are on it", Anna, TimeSpan.FromMinutes(2)).Card!.Blocks.OfType<Block.Text>().Select(block => string.Concat(block.Spans.OfType<Span.Words>().Select(words => words.Value))).ToList();
        var sent = Given(past.Says("update public: we are on it", Anna)).When("publish 1", Anna, TimeSpan.FromMinutes(2)).After.Updates[0].Text;

        Assert.Equal(("we are on it. The next update follows by 12:22 UTC.", preview[0]), (sent, sent));
        Assert.EndsWith("Sent later, it names a later time.", preview[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_drafts_one_is_chosen_by_number()
    {
        var past = Drafted().Says("update stakeholders: it is the payment provider, we wait for an answer", Anna);

        Given(past).When("publish", Anna).ThenRefused("Which draft?", "`publish INC-7 <no>`: 1 we are on it · 2 it is the payment provider");
        Given(past).When("publish 2", Anna).Then(new UpdatePublished(2, "it is the payment provider, we wait for an answer. The next update follows by 12:24 UTC.", 15)).Saying("the stakeholders");
        Given(past.Says("publish 2", Anna)).When("publish", Anna).Then(new UpdatePublished(1, "we are on it. The next update follows by 12:25 UTC.", 16), new TaskTicked(5));
    }

    [Fact]
    public void A_closing_draft_from_before_it_came_back_is_neither_listed_nor_sent()
    {
        // The first closing text waited; it came back, was resolved again, and a second one was drafted.
        var again = Drafted().Says("publish 1", Anna).Says("fixed", Anna).Says("publish 2", Anna).Says("resolve by hand", Anna).Says("reopen it is back", Anna).Says("fixed", Anna).Says("resolve by hand", Anna);
        var closing = again.Build().Updates.Where(update => update is { Stage: PublicStage.Resolved, Published: null }).Select(update => update.Number).ToList();
        Assert.Equal(2, closing.Count);

        Given(again).When($"publish {closing[0]}", Anna).ThenRefused($"Update {closing[0]} is out of date: it says that it is solved, and it came back since.", "`update INC-7 public: <text>`");
        Assert.Equal(closing[1], ((UpdatePublished)Given(again).When("publish", Anna).Facts[0]).Number);
    }

    [Fact]
    public void Of_what_the_bot_words_anew_only_the_newest_is_listed_and_of_what_is_out_of_date_nothing()
    {
        var named = Drafted().Says("publish 1", Anna).Says("cause a full disk", Anna).Says("cause a lost cable", Anna);

        Given(named).When("publish 2", Anna).ThenRefused("Update 2 is out of date: it says that the cause is known, and a later draft says it anew.", "`update INC-7 public: <text>`");
        Assert.Equal(3, ((UpdatePublished)Given(named).When("publish", Anna).Facts[0]).Number);
        Given(Drafted().Says("publish 1", Anna).Says("cause a full disk", Anna).Says("fixed", Anna).Says("publish 3", Anna)).When("publish", Anna).ThenRefused("INC-7 has no draft that is still true.", "`update INC-7 public: <text>`");
    }

    [Theory]
    [InlineData("publish 9")]
    [InlineData("publish the text")]
    public void A_number_that_is_none_asks_which(string line) => Given(Drafted()).When(line, Anna).ThenRefused("Which draft?", "1 we are on it");

    [Fact]
    public void Nothing_is_sent_twice()
    {
        Given(Drafted().Says("publish", Anna)).When("publish 1", Ben).ThenRefused("Update 1 was sent already", "`update INC-7 public: <text>`");
        Given(An.Incident().P1().AcknowledgedBy(Anna).Says("update to the team", Anna)).When("publish 1", Anna).ThenRefused("Update 1 was sent already", "`update INC-7 public: <text>`");
    }

    [Fact]
    public void Without_a_draft_there_is_nothing_to_send() =>
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When("publish", Anna).ThenRefused("INC-7 has no draft", "`update INC-7 public: <text>`");

    [Fact]
    public void Also_after_the_resolve_a_draft_can_be_sent() =>
        Given(Drafted().Resolved()).When("publish", Anna).Then(new UpdatePublished(1, Task: 15), new TaskTicked(5)).Saying("Update 1 goes to the public.");

    [Fact]
    public void What_says_that_it_is_solved_is_out_of_date_after_a_reopening()
    {
        var reopened = An.Incident().P1().AcknowledgedBy(Anna).Says("update public: we are on it", Anna).Says("publish 1", Anna).Says("fixed", Anna).Says("resolve all is well", Anna).Says("reopen it is back", Anna);

        Given(reopened).When("publish 3", Anna).ThenRefused("Update 3 is out of date: it says that it is solved, and INC-7 is in Resolution.", "`update INC-7 public: <text>` writes one that is true.");
        Given(reopened).When("publish 2", Anna).ThenRefused("Update 2 is out of date: it says that the fix is being watched, and INC-7 is in Resolution.", "`update INC-7 public: <text>` writes one that is true.");
    }

    [Fact]
    public void The_public_never_reads_a_step_back_because_somebody_presses_an_old_button()
    {
        // Offered at minute 10, left lying while a person's own words went out with the cause and then with the fix.
        var offered = An.Incident().P1().AcknowledgedBy(Anna).After(10).With(new UpdateWritten(1, Audience.Public, "We are investigating.", PublicStage.Investigating));

        var identified = offered.Says("cause a full disk", Anna).Says("update public: a disk is full", Anna).Says("publish 2", Anna);
        Given(identified).When("publish 1", Ben).ThenRefused("Update 1 is out of date: it says that it is being worked on, and the public reads that the cause is known.", "`update INC-7 public: <text>` writes one that is true.");

        var monitoring = identified.Says("fixed", Anna).Says("publish 3", Anna);
        Given(monitoring).When("publish 1", Ben).ThenRefused("Update 1 is out of date: it says that it is being worked on, and the public reads that the fix is being watched.", "`update INC-7 public: <text>`");
    }

    [Fact]
    public void Once_the_fix_is_in_nobody_publishes_the_bots_words_that_it_is_being_looked_for()
    {
        var offered = An.Incident().P1().AcknowledgedBy(Anna).After(10).With(new UpdateWritten(1, Audience.Public, "We are investigating.", PublicStage.Investigating));
        var caused = An.Incident().P1().AcknowledgedBy(Anna).Says("update public: we are on it", Anna).Says("publish 1", Anna).Says("cause a full disk", Anna);

        Given(offered.Says("fixed", Anna)).When("publish 1", Ben).ThenRefused("Update 1 is out of date: it says that it is being worked on, and the fix is in.", "`update INC-7 public: <text>`");
        Given(caused.Says("fixed", Anna)).When("publish 2", Anna).ThenRefused("Update 2 is out of date: it says that the cause is known, and the fix is in.", "`update INC-7 public: <text>`");
        Given(offered.Says("cancel a false alarm", Anna)).When("publish 1", Anna).ThenRefused("Update 1 is out of date: it says that it is being worked on, and INC-7 is over.", "`update INC-7 public: <text>`");
    }

    [Fact]
    public void What_the_bot_words_after_a_reopening_is_no_step_back()
    {
        var reopened = Drafted().Says("publish 1", Anna).Says("fixed", Anna).Says("publish 2", Anna).Says("reopen it is back", Anna).Says("cause another disk", Anna);

        Given(reopened).When("publish 3", Anna).Saying("Update 3 goes to the public");
    }

    [Fact]
    public void Any_responder_may_approve_the_template_only_as_the_first_public_text()
    {
        var offered = An.Incident().P1().AcknowledgedBy(Anna).After(10).With(new UpdateWritten(1, Audience.Public, "We are investigating.", PublicStage.Investigating));

        Assert.Equal(Permissions.ApproveTemplate, new PublishVerb().PermissionFor(offered.Build(), "1"));
        Assert.Equal("publish", new PublishVerb().PermissionFor(offered.Says("update public: we are on it", Anna).Says("publish 2", Anna).Build(), "1"));
    }
}
