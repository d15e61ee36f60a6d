using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class FixedVerbTests
{
    [Theory]
    [InlineData("Triage")]
    [InlineData("Communication")]
    [InlineData("Resolution")]
    public void The_fix_can_be_in_from_any_step_after_the_acknowledgement(string step) =>
        Given(An.Incident().P1().InStep(step)).When("fixed", Anna)
            .Then(new Mitigated(), new TaskTicked(9), new StepEntered("Verification", StepPhase.Verify));

    [Theory]
    [InlineData(Severity.P2, 5, "Verify")]
    [InlineData(Severity.P3, 6, "Verify")]
    public void Where_there_is_no_watch_verifying_is_a_task(Severity severity, int task, string step)
    {
        var told = Given(An.Incident().Severe(severity).AcknowledgedBy(Anna)).When("mitigated", Anna)
            .Then(new Mitigated(), new TaskTicked(task), new StepEntered(step, StepPhase.Verify));

        Assert.DoesNotContain("watch", told.Reply, StringComparison.Ordinal);
        Assert.Null(told.After.WatchEnds);
    }

    [Fact]
    public void The_watch_of_a_P1_lasts_a_full_quarter_of_an_hour_from_the_fix()
    {
        var told = Given(An.Incident().P1().AcknowledgedBy(Anna)).When("fixed", Anna, TimeSpan.FromMinutes(40)).Saying("12:55 UTC");

        Assert.Equal(Noon + TimeSpan.FromMinutes(55), told.After.WatchEnds);
    }

    [Fact]
    public void Open_tasks_are_listed_without_asking_for_reasons_and_without_those_of_the_time_after() =>
        Given(An.Incident().P1().InStep("Communication").Done(2).Done(5)).When("fixed", Anna).Saying("To tick: 10 Smoke tests done.", "Left open: tasks 3, 4, 6, 7, 8.");

    [Fact]
    public void A_team_may_give_its_P2_a_watch() =>
        Given(An.Incident().P2().Promising(new SlaOptions { P2 = { Watch = TimeSpan.FromMinutes(30) } }).AcknowledgedBy(Anna))
            .When("fixed", Anna, TimeSpan.FromMinutes(2)).Saying("12:32 UTC");

    [Fact]
    public void Fixed_again_the_watch_is_a_full_one()
    {
        var again = Given(An.Incident().P1().AcknowledgedBy(Anna).After(20).Says("fixed", Anna).After(30).Says("reopen it is back", Anna)).When("fixed", Anna, TimeSpan.FromMinutes(33)).After;

        Assert.Equal(Noon + TimeSpan.FromMinutes(48), again.WatchEnds);
    }

    [Fact]
    public void A_team_may_let_the_clock_run_until_the_resolve()
    {
        var past = An.Incident().P1().Promising(new SlaOptions { ResolutionStopsAt = ResolutionStop.Resolved }).AcknowledgedBy(Anna).After(20);

        Assert.True(past.Says("fixed", Anna).Build().ResolutionClock!.Runs);
        Assert.Equal(past.Says("resolve checked", Anna).Build().ResolvedAt, past.Build().ResolutionClock!.StoppedAt);
    }

    [Fact]
    public void Nothing_is_fixed_before_somebody_acknowledged() =>
        Given(An.Incident().P1()).When("fixed", Anna).ThenRefused("Nobody has acknowledged INC-7 yet", "`ack INC-7`");

    [Fact]
    public void What_is_fixed_is_being_verified_and_not_fixed_again() =>
        Given(An.Incident().P1().Fixed()).When("fixed", Anna).ThenRefused("The fix for INC-7 is in already", "`reopen INC-7 <reason>`");

    [Theory]
    [InlineData(Severity.P2, 230, 9, true)] // Its verification is a task: nothing is watched.
    [InlineData(Severity.P1, 50, 9, false)] // The watch runs.
    [InlineData(Severity.P1, 40, 19, true)] // The watch has ended, and nobody has resolved it.
    public async Task Where_the_clock_runs_until_the_resolve_the_room_and_the_Lead_hear_of_a_breach_except_during_the_watch(Severity severity, int mended, int wait, bool told)
    {
        var sla = new SlaOptions { ResolutionStopsAt = ResolutionStop.Resolved };
        var world = new AlertWorld(book: ProcedureBook.From(sla));
        world.World.With(An.Incident().Numbered(1).Promising(sla).Severe(severity).AcknowledgedBy(Anna).After(mended).Says("fixed", Anna).Says("update the fix is in", Anna));
        for (var minute = 0; minute < wait; minute++)
        {
            await world.PassAsync(1);
        }

        Assert.Contains(world.World.Store[world.Incident(1).Stream].Events, entry => entry.Event is ClockBreached { Clock: ClockKind.Resolution });
        Assert.Equal(told ? 1 : 0, world.Rows.Count(row => row.Operation is Operation.Post { Body: Body.Fixed } && Calls.Of(row).Contains("lena")));
        Assert.Equal(told, world.Notices.Contains("INC-1: resolution target missed"));
    }

    [Fact]
    public void A_P4_has_no_verification() =>
        Given(An.Incident().P4()).When("fixed", Nina).ThenRefused("A P4 has no verification", "`resolve INC-7`");

    [Fact]
    public void An_incident_that_is_over_has_no_fix_to_put_in()
    {
        Given(An.Incident().P1().Resolved()).When("fixed", Anna).ThenRefused("INC-7 is resolved", "`close INC-7`");
        Given(An.Incident().P1().Closed()).When("fixed", Anna).ThenRefused("INC-7 is closed", "`reopen INC-7");
        Given(An.Incident().P1().Cancelled()).When("fixed", Anna).ThenRefused("INC-7 was cancelled", "declare it again");
    }

    [Fact]
    public void After_a_reopening_the_next_fix_starts_a_full_watch()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).Fixed().WatchOver().Says("reopen it is back", Anna);

        var told = Given(past).When("fixed", Anna, TimeSpan.FromMinutes(50));

        Assert.Equal(Noon + TimeSpan.FromMinutes(65), told.After.WatchEnds);
        Assert.False(told.After.WatchCompleted);
    }
}
