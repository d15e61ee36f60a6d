using IncidentBot.Core.Incidents;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class SnoozeVerbTests
{
    [Theory]
    [InlineData(Severity.P1, 15)]
    [InlineData(Severity.P1, 30)]
    [InlineData(Severity.P2, 15)]
    [InlineData(Severity.P2, 30)]
    [InlineData(Severity.P2, 60)]
    public void Reminders_are_put_off(Severity severity, int minutes)
    {
        var until = Noon + TimeSpan.FromMinutes(10 + minutes);

        var told = Given(An.Incident().Severe(severity).AcknowledgedBy(Anna)).When($"snooze {minutes}", Anna, TimeSpan.FromMinutes(10)).Then(new Snoozed(until)).Saying($"{until:HH:mm} UTC");

        Assert.All(TimerPlan.For(told.After).Where(timer => timer.Name is TimerPlan.UpdateNag or TimerPlan.SilenceNag), timer => Assert.True(timer.Due >= until));
    }

    [Fact]
    public void The_clocks_are_not_put_off() =>
        Assert.Contains(TimerPlan.For(Given(An.Incident().P1().AcknowledgedBy(Anna).After(40).Says("note still on it", Anna)).When("snooze 30", Anna).After), timer => timer.Name == TimerPlan.ResolutionBreach && timer.Due == Noon + TimeSpan.FromHours(1));

    [Fact]
    public void Reminders_for_updates_are_stopped_with_a_reason_until_somebody_writes_one()
    {
        var told = Given(An.Incident().P1().AcknowledgedBy(Anna)).When("snooze stop all hands are on it", Anna).Then(new NagsStopped("all hands are on it"));
        Assert.DoesNotContain(TimerPlan.For(told.After), timer => timer.Name == TimerPlan.UpdateNag);
        Assert.Contains(TimerPlan.For(told.After), timer => timer.Name == TimerPlan.SilenceNag);

        var again = Given(An.Incident().P1().AcknowledgedBy(Anna).Says("snooze stop all hands are on it", Anna)).When("update still on it", Anna).After;
        Assert.Contains(TimerPlan.For(again), timer => timer.Name == TimerPlan.UpdateNag);
    }

    [Fact]
    public void What_the_bot_words_itself_does_not_bring_them_back()
    {
        var stopped = An.Incident().P1().AcknowledgedBy(Anna).Says("update public: we are on it", Anna).Says("publish 1", Anna).Says("snooze stop all hands are on it", Anna);
        var drafted = stopped.Says("cause a full disk", Anna).With(new UpdateWritten(3, Audience.Stakeholders, "facts")).With(new UpdatePublished(3));

        Assert.True(drafted.Build().NagsStopped);
        Assert.False(drafted.Says("publish 2", Anna).Build().NagsStopped);
        Assert.False(stopped.Says("update public: still on it", Anna).Build().NagsStopped);
    }

    [Fact]
    public void Stopping_them_needs_a_reason() =>
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When("snooze stop", Anna).ThenRefused("Please say why; the room sees it", "`snooze INC-7 stop <reason>`");

    [Fact]
    public void Longer_than_a_P1_allows_is_answered_with_the_most_it_allows() =>
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When("snooze 60", Anna).ThenRefused("The most for a P1 is 30 minutes.", "`snooze INC-7 15|30`");

    [Theory]
    [InlineData(Severity.P1, "snooze", "`snooze INC-7 15|30`")]
    [InlineData(Severity.P2, "snooze 45", "`snooze INC-7 15|30|60`")]
    [InlineData(Severity.P2, "snooze -15", "`snooze INC-7 15|30|60`")]
    [InlineData(Severity.P2, "snooze forever", "`snooze INC-7 15|30|60`")]
    public void A_P1_is_put_off_for_half_an_hour_at_most_and_nothing_for_ever(Severity severity, string line, string hint) =>
        Given(An.Incident().Severe(severity).AcknowledgedBy(Anna)).When(line, Anna).ThenRefused("For how long?", hint);

    [Theory]
    [InlineData("snooze 15")]
    [InlineData("snooze stop we sleep")]
    public void The_ladder_cannot_be_snoozed(string line) =>
        Given(An.Incident().P1()).When(line, Anna).ThenRefused("Calls for an acknowledgement cannot be snoozed", "`ack INC-7` ends them, `decline INC-7`");

    [Fact]
    public void Where_nobody_is_reminded_there_is_nothing_to_put_off()
    {
        Given(An.Incident().P3().AcknowledgedBy(Anna)).When("snooze 15", Anna).ThenRefused("Nobody is reminded of anything in INC-7", "`status INC-7`");
        Given(An.Incident().P4()).When("snooze 15", Anna).ThenRefused("Nobody is reminded of anything in INC-7", "`status INC-7`");
        Given(An.Incident().P1().Resolved()).When("snooze 15", Anna).ThenRefused("Nobody is reminded of anything in INC-7", "`status INC-7`");
    }
}
