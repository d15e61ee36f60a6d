using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class ReopenVerbTests
{
    private static readonly StepEntered Fixing = new("Resolution", StepPhase.Work);

    [Fact]
    public void From_the_watch_it_goes_back_to_fixing() =>
        Given(An.Incident().P1().Fixed()).When("reopen errors again", Anna).Then(new Reopened("errors again"), Fixing).Saying("back in Resolution");

    [Fact]
    public void Within_60_minutes_of_the_resolve_it_is_the_same_incident() =>
        Given(An.Incident().P1().AcknowledgedBy(Anna).Fixed().After(30).Resolved()).When("reopen it is back", Anna, TimeSpan.FromMinutes(90))
            .Then(new Reopened("it is back"), Fixing);

    [Fact]
    public void A_moment_later_it_is_a_new_one() =>
        Given(An.Incident().P1().AcknowledgedBy(Anna).Fixed().After(30).Resolved()).When("reopen it is back", Anna, TimeSpan.FromMinutes(90) + TimeSpan.FromTicks(1))
            .ThenRefused("INC-7 was resolved more than 60 minutes ago", "`p1 <what is wrong>`");

    [Fact]
    public void The_60_minutes_count_from_the_resolve_also_when_it_is_closed()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).Fixed().After(30).Resolved().After(80).Says("close done", Anna);

        Given(past).When("reopen it is back", Anna, TimeSpan.FromMinutes(85)).Then(new Reopened("it is back"), Fixing);
        Given(past).When("reopen it is back", Anna, TimeSpan.FromMinutes(95)).ThenRefused("more than 60 minutes ago", "declare it again");
    }

    [Fact]
    public void A_reopened_incident_is_open_and_no_longer_leaves_memory()
    {
        var after = Given(An.Incident().P1().Closed()).When("reopen it is back", Anna).After;

        Assert.True(after.IsOpen);
        Assert.Null(after.ResolvedAt);
        Assert.Null(after.LeavesMemoryAt);
        Assert.Equal("Resolution", after.State);
    }

    [Fact]
    public void Whoever_reopens_it_counts_as_acknowledged_and_nobody_waits_for_an_answer_again()
    {
        var told = Given(An.Incident().P1().Resolved()).When("reopen it is back", Ben).Then(new Reopened("it is back"), new Acknowledged(), Fixing);

        Assert.Contains("ben", told.After.Responders.Keys);
        Assert.False(told.After.AwaitsAcknowledgement);
        Assert.Equal("anna", told.After.Commander);
    }

    [Theory]
    [InlineData(Severity.P2, "Fix")]
    [InlineData(Severity.P3, "Investigate/Fix")]
    [InlineData(Severity.P4, "Open")]
    public void Every_severity_goes_back_to_its_own_step_of_fixing(Severity severity, string step)
    {
        var told = Given(An.Incident().Severe(severity).Resolved()).When("reopen it is back", Anna);

        Assert.Equal(step, told.After.State);
    }

    [Fact]
    public void A_reason_is_asked() =>
        Given(An.Incident().P1().Resolved()).When("reopen", Anna).ThenRefused("Please say what is back", "`reopen INC-7 <reason>`");

    [Theory]
    [InlineData("Triage")]
    [InlineData("Resolution")]
    public void What_is_open_is_not_reopened(string step) =>
        Given(An.Incident().P1().InStep(step)).When("reopen x", Anna).ThenRefused("INC-7 is still open", "`status INC-7`");

    [Fact]
    public void A_false_alarm_stays_cancelled() =>
        Given(An.Incident().P1().Cancelled()).When("reopen it was real", Anna).ThenRefused("INC-7 was cancelled", "declare it again");

    [Fact]
    public void Work_that_was_done_stays_ticked_but_the_fix_and_its_verification_are_to_do_again()
    {
        var after = Given(An.Incident().P1().Done(3).Fixed().Done(10)).When("reopen not yet", Anna).After;

        Assert.Contains(3, after.Done);
        Assert.DoesNotContain(9, after.Done);
        Assert.DoesNotContain(10, after.Done);
    }
}
