using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Timers;

public sealed class TimerPlanTests
{
    [Theory]
    [InlineData(Severity.P1, 12, 15)]
    [InlineData(Severity.P2, 48, 60)]
    [InlineData(Severity.P3, 192, 240)]
    public void Until_somebody_acknowledges_80_percent_and_the_whole_response_target_are_planned(Severity severity, double atRisk, double breach) =>
        Assert.Equal(
            [new PlannedTimer(TimerPlan.ResponseAtRisk, Noon + TimeSpan.FromMinutes(atRisk)), new PlannedTimer(TimerPlan.ResponseBreach, Noon + TimeSpan.FromMinutes(breach))],
            TimerPlan.For(An.Incident().Severe(severity).Build()));

    [Fact]
    public void The_targets_are_those_frozen_onto_the_incident() =>
        Assert.Equal(
            [Noon + TimeSpan.FromMinutes(4), Noon + TimeSpan.FromMinutes(5)],
            TimerPlan.For(An.Incident().P1().Promising(new SlaOptions { P1 = { Response = TimeSpan.FromMinutes(5) } }).Build()).Select(timer => timer.Due));

    [Fact]
    public void What_has_been_told_is_not_planned_again()
    {
        var atRisk = An.Incident().P1().After(12).With(new ClockAtRisk(ClockKind.Response));

        Assert.Equal([TimerPlan.ResponseBreach], TimerPlan.For(atRisk.Build()).Select(timer => timer.Name));
        Assert.Empty(TimerPlan.For(atRisk.After(15).With(new ClockBreached(ClockKind.Response)).Build()));
    }

    [Fact]
    public void An_acknowledgement_ends_the_response_clock_for_good_also_after_a_reopening()
    {
        Assert.Empty(TimerPlan.For(An.Incident().P1().AcknowledgedBy(Anna).Build()));
        Assert.Empty(TimerPlan.For(An.Incident().P1().Resolved().Says("reopen again", Anna).Build()));
    }

    [Fact]
    public void A_drill_keeps_its_clock() => Assert.Equal(2, TimerPlan.For(An.Incident().P1().Drill().Build()).Count);

    [Fact]
    public void A_P4_plans_nothing() => Assert.Empty(TimerPlan.For(An.Incident().P4().Build()));

    [Fact]
    public void After_the_fix_the_end_of_the_watch_is_planned_once()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).After(30).Fixed();

        Assert.Equal([new PlannedTimer(TimerPlan.WatchEnd, Noon + TimeSpan.FromMinutes(45))], TimerPlan.For(past.Build()));
        Assert.Empty(TimerPlan.For(past.WatchOver().Build()));
    }

    [Fact]
    public void Going_back_to_fixing_ends_the_watch() =>
        Assert.Empty(TimerPlan.For(An.Incident().P1().Fixed().Says("reopen not yet", Anna).Build()));

    [Fact]
    public void What_is_over_plans_nothing()
    {
        Assert.Empty(TimerPlan.For(An.Incident().P1().Cancelled().Build()));
        Assert.Empty(TimerPlan.For(An.Incident().P1().Fixed().Resolved().Build()));
        Assert.Empty(TimerPlan.For(An.Incident().P1().Closed().Build()));
    }

    [Fact]
    public void Every_timer_that_is_ever_planned_can_fire()
    {
        Assert.Equal([new ClockAtRisk(ClockKind.Response)], TimerPlan.Fire(TimerPlan.ResponseAtRisk));
        Assert.Equal([new ClockBreached(ClockKind.Response)], TimerPlan.Fire(TimerPlan.ResponseBreach));
        Assert.Equal([new WatchCompleted()], TimerPlan.Fire(TimerPlan.WatchEnd));
        Assert.Throws<ArgumentException>(() => TimerPlan.Fire("lunch"));
    }
}
