using IncidentBot.Core.Incidents;
using IncidentBot.Core.PostMortems;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Incidents;

/// <summary>What the review of an incident adds to its timeline.</summary>
public sealed class PostMortemReviewTests
{
    [Theory]
    [InlineData("trigger: the 11:38 deployment", "## Trigger\n\n- the 11\\:38 deployment\n")]
    [InlineData("went well: the playbook", "## What went well\n\n- the playbook\n")]
    [InlineData("Went Badly: nobody knew the password", "## What went badly\n\n- nobody knew the password\n")]
    [InlineData("lucky: it was a Monday", "## Where we were lucky\n\n- it was a Monday\n")]
    public void A_labelled_note_stands_in_its_section_of_the_draft(string note, string section)
    {
        var past = An.Incident().P1().Resolved();

        Given(past).When($"note {note}", Ben).Then(new Noted(note.Trim())).Saying("its post-mortem says it under '");
        Assert.Contains(section, Draft(past.Says($"note {note}", Ben)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_note_of_a_label_is_listed_in_its_order()
    {
        var past = An.Incident().P1().Resolved().Says("note lucky: one", Ben).Says("note lucky", Ben).Says("note lucky: two <b>", Anna);

        Assert.Contains("## Where we were lucky\n\n- one\n- two \\<b\\>\n\n## Lessons", Draft(past), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("well, that went well")]
    [InlineData("trigger")]
    [InlineData("the trigger: unknown")]
    public void Any_other_note_is_only_a_line_of_the_timeline(string note)
    {
        var past = An.Incident().P1().Resolved();

        Given(past).When($"note {note}", Ben).Then(new Noted(note)).Saying("Noted on INC-7.");
        Assert.Contains("What set it off just then: a deployment, a change, the load, a date? (`note trigger: <text>`)", Draft(past.Says($"note {note}", Ben)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_impact_says_how_long_it_was_of_which_severity()
    {
        var past = An.Incident().P2().AcknowledgedBy(Anna).After(12).Says("raise p1 everybody is hit", Anna).After(50).Fixed().WatchOver().After(70).Says("resolve it holds", Anna).After(90).Says("note late", Ben);

        Assert.Equal([(Severity.P2, TimeSpan.FromMinutes(12)), (Severity.P1, TimeSpan.FromMinutes(58))], SeveritySpans.Of(past.History().Events));
        Assert.Contains("It was P2 for 12 min, then P1 for 58 min.", Draft(past), StringComparison.Ordinal);
    }

    [Fact]
    public void Between_a_resolve_and_a_reopening_it_was_of_no_severity()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).After(10).Fixed().WatchOver().After(30).Says("resolve it holds", Anna).After(60).Says("reopen it is back", Anna).After(75).Says("lower p2 only one shop", Lena).After(80).Says("note still at it", Anna);

        Assert.Equal([(Severity.P1, TimeSpan.FromMinutes(45)), (Severity.P2, TimeSpan.FromMinutes(5))], SeveritySpans.Of(past.History().Events));
    }

    [Fact]
    public void A_fix_that_was_none_does_not_interrupt_it()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).After(10).Fixed().After(20).Says("reopen not fixed yet", Anna).After(30).Says("lower p2 only one shop", Lena).After(35).Says("note still at it", Anna);

        Assert.Equal([(Severity.P1, TimeSpan.FromMinutes(30)), (Severity.P2, TimeSpan.FromMinutes(5))], SeveritySpans.Of(past.History().Events));
    }

    [Fact]
    public void One_severity_all_along_needs_no_line() =>
        Assert.DoesNotContain("It was P1", Draft(An.Incident().P1().Resolved()), StringComparison.Ordinal);

    [Fact]
    public void A_severity_that_held_for_no_time_at_all_is_none()
    {
        var past = An.Incident().P3().At(TimeSpan.Zero).Says("raise p2 it is worse", Anna).After(20).Says("note hm", Anna);

        Assert.Equal([(Severity.P2, TimeSpan.FromMinutes(20))], SeveritySpans.Of(past.History().Events));
    }

    [Theory]
    [InlineData("Ben forgot the certificate", "Ben", "forgot")]
    [InlineData("It went wrong. This was the fault of Ben", "Ben", "fault")]
    [InlineData("ben's name is small. Ben should have asked", "Ben", "should have")]
    [InlineData("HUMAN ERROR by Ben.", "Ben", "HUMAN ERROR")]
    public void A_name_beside_a_word_of_fault_is_pointed_out_with_the_role(string cause, string name, string word)
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).Says("role communications @ben", Anna).Resolved().Says($"cause {cause}", Anna);

        var found = Assert.Single(FaultWords.In(past.Build(), Some.Roster));
        Assert.Equal(("the cause", name, word), (found.Where, found.Name, found.Word));
        Given(past).When("postmortem review", Anna).Then(new PostMortemMoved(PostMortemState.InReview)).Saying($"the cause names {name} beside '{word}': say '{found.Role}'");
    }

    [Theory]
    [InlineData("Ben put the fix in. The alert was missed")]
    [InlineData("Benjamin Ltd. forgot to renew")]
    [InlineData("a mistake in the configuration")]
    [InlineData("the default of Ben")]
    public void A_name_or_a_word_of_fault_alone_is_no_blame(string cause) =>
        Assert.Empty(FaultWords.In(An.Incident().P1().AcknowledgedBy(Anna).Says("join", Ben).Resolved().Says($"cause {cause}", Anna).Build(), Some.Roster));

    [Fact]
    public void The_commander_is_called_the_commander_and_a_stranger_the_person_on_it()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).Resolved().Says("cause Anna broke it. Somebody like Lena ignored it", Ben).Says("log lesson Visitor missed it", new Actor("slack/U99", "Visitor")).Says("note Ben overlooked it", Anna);
        var events = past.History().Events;

        Assert.Equal(
            [("the cause", "the commander"), ("the cause", "the Lead"), ("lesson 1", "the person on it"), ($"entry {events.Count}", "the engineer on call")],
            FaultWords.In(past.Build(), Some.Roster, events).Select(found => (found.Where, found.Role)));
    }

    private static string Draft(IncidentBuilder past) => PostMortemDraft.Write(past.Build(), past.History().Events);
}
