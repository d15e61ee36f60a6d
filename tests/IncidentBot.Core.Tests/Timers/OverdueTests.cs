using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Timers;

/// <summary>What people are told was late after an outage.</summary>
public sealed class OverdueTests
{
    [Theory]
    [InlineData(TimerPlan.ResponseAtRisk, "80 % of the response target")]
    [InlineData(TimerPlan.ResolutionAtRisk, "80 % of the resolution target")]
    [InlineData(TimerPlan.PauseLapse, "end of the pause")]
    [InlineData(TimerPlan.WatchEnd, "end of the watch")]
    [InlineData(TimerPlan.AskForCommander, "question who commands")]
    [InlineData(TimerPlan.CallLead, "call because nobody commands")]
    [InlineData(TimerPlan.Claim, "change of command")]
    [InlineData(TimerPlan.UpdateNag, "reminder of the update")]
    [InlineData(TimerPlan.SilenceNag, "question to the silent room")]
    [InlineData(TimerPlan.SilenceEscalation, "call because nobody answered")]
    [InlineData(TimerPlan.AlertCount, "count of the alerts")]
    [InlineData(TimerPlan.FollowUp, "reminder")]
    [InlineData("communication.offer", "first public text")]
    [InlineData("communication.ask", "question to approve the public text")]
    [InlineData("communication.stakeholders", "facts for the stakeholders")]
    public void Everything_that_people_wait_for_has_a_name(string timer, string said) =>
        Assert.Equal([new Overdue(said, Noon.AddMinutes(3))], In(Noon.AddMinutes(4), new PlannedTimer(timer, Noon.AddMinutes(3))));

    [Theory]
    [InlineData(TimerPlan.ResponseBreach, "response target missed")]
    [InlineData(TimerPlan.ResolutionBreach, "resolution target missed")]
    public void A_missed_target_is_marked(string timer, string said) =>
        Assert.Equal([new Overdue(said, Noon, IsTarget: true)], In(Noon, new PlannedTimer(timer, Noon)));

    [Fact]
    public void What_is_due_this_moment_is_due_the_oldest_first_and_at_one_moment_by_name()
    {
        var found = In(Noon.AddMinutes(5), new(TimerPlan.WatchEnd, Noon.AddMinutes(5)), new(TimerPlan.UpdateNag, Noon.AddMinutes(5)), new(TimerPlan.FollowUp, Noon.AddMinutes(1)), new(TimerPlan.Claim, Noon.AddMinutes(5.1)));

        Assert.Equal(["reminder", "reminder of the update", "end of the watch"], found.Select(one => one.What));
    }

    [Fact]
    public void That_a_target_was_in_danger_is_not_said_once_it_is_missed()
    {
        var incident = An.Incident().P1().Build();
        PlannedTimer[] both = [new(TimerPlan.ResponseAtRisk, Noon.AddMinutes(12)), new(TimerPlan.ResolutionAtRisk, Noon.AddMinutes(48))];

        Assert.Equal(["80 % of the response target"], Overdue.In(both, incident, Noon.AddMinutes(15).AddTicks(-1)).Select(one => one.What));
        Assert.Empty(Overdue.In(both, incident, Noon.AddMinutes(15)));
        Assert.Equal(["80 % of the resolution target"], Overdue.In(both, incident, Noon.AddMinutes(60).AddTicks(-1)).Select(one => one.What));
        Assert.Empty(Overdue.In(both, incident, Noon.AddMinutes(60)));
    }

    [Fact]
    public void Every_rung_that_was_due_is_a_call_of_its_own_to_the_moment()
    {
        var ladder = new PlannedTimer(TimerPlan.Climb, Noon.AddMinutes(5));

        Assert.Equal(["call of secondary", "call of the Lead"], Overdue.In([ladder], An.Incident().P1().Build(), Noon.AddMinutes(10)).Select(one => one.What));
        Assert.Equal(["call of secondary"], Overdue.In([ladder], An.Incident().P1().Build(), Noon.AddMinutes(10).AddTicks(-1)).Select(one => one.What));
    }

    [Fact]
    public void Of_a_task_it_is_the_call_because_nobody_claimed_it()
    {
        var task = An.Incident().Task().Build();
        var timer = Assert.Single(TimerPlan.For(task), planned => planned.Name == TimerPlan.Climb);

        Assert.Equal("call because nobody claimed it", Overdue.In([timer], task, timer.Due).First().What);
    }

    [Theory]
    [InlineData(TimerPlan.RetireRooms)]
    [InlineData(CardMarks.Renew)]
    public void What_nobody_waits_for_is_not_said(string timer) => Assert.Empty(In(Noon.AddHours(1), new PlannedTimer(timer, Noon)));

    private static IEnumerable<Overdue> In(DateTimeOffset now, params PlannedTimer[] plan) => Overdue.In(plan, An.Incident().P1().AcknowledgedBy(Anna).Build(), now);
}
