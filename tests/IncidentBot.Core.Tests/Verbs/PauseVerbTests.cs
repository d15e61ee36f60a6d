using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class PauseVerbTests
{
    private static DateTimeOffset Minute(double minutes) => Noon + TimeSpan.FromMinutes(minutes);

    private static IncidentBuilder Worked(Severity severity = Severity.P1) => An.Incident().Severe(severity).AcknowledgedBy(Anna);

    [Fact]
    public void A_P1_stands_still_for_half_an_hour() =>
        Given(Worked()).When("pause waiting for the vendor", Anna, TimeSpan.FromMinutes(10))
            .Then(new ClockPaused("waiting for the vendor", Minute(40))).Saying("until Mon 2026-03-02 12:40 UTC");

    [Fact]
    public void A_P2_stands_still_for_four_hours() =>
        Given(Worked(Severity.P2)).When("pause waiting", Anna, TimeSpan.FromMinutes(10)).Then(new ClockPaused("waiting", Minute(250)));

    [Fact]
    public void A_P3_stands_still_until_the_next_working_day()
    {
        Given(Worked(Severity.P3)).When("pause waiting", Anna).Then(new ClockPaused("waiting", new DateTimeOffset(2026, 3, 3, 8, 0, 0, TimeSpan.Zero)));
        Given(Worked(Severity.P3).At(TimeSpan.FromDays(3)).Says("severity p2 x", Anna).Says("severity p3 y", Anna)).When("pause deployment window", Anna).ThenRefused("has passed", "`update INC-7 <text>`");
    }

    [Fact]
    public void A_P3_that_waits_for_a_named_deployment_window_stands_still_until_somebody_resumes_it()
    {
        var told = Given(Worked(Severity.P3)).When("pause Deployment window Thursday night", Anna)
            .Then(new ClockPaused("Deployment window Thursday night", null)).Saying("until the deployment window", "`resume`");

        Assert.DoesNotContain(TimerPlan.For(told.After), timer => timer.Name == TimerPlan.PauseLapse);
    }

    private static readonly DeploymentWindow Evening = new("Tuesday evening", "Europe/Berlin", [DayOfWeek.Tuesday], new TimeOnly(20, 0), new TimeOnly(22, 0));

    private static readonly DateTimeOffset Opens = new(2026, 3, 3, 19, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("pause until tuesday evening")]
    [InlineData("pause deployment window Tuesday evening")]
    public void A_P3_that_waits_for_a_window_of_the_settings_stands_still_until_it_opens(string line)
    {
        var after = Given(Worked(Severity.P3).With(Evening)).When(line, Anna)
            .Then(new ClockPaused("waits for the deployment window Tuesday evening", Opens)).Saying("until the deployment window Tuesday evening opens, Tue 2026-03-03 19:00 UTC").After;

        Assert.Contains(new PlannedTimer(TimerPlan.PauseLapse, Opens), TimerPlan.For(after));
        Assert.Empty(TimerPlan.CatchUp(after, Opens - TimeSpan.FromTicks(1)).Events.OfType<ClockResumed>());
        var (events, going) = TimerPlan.CatchUp(after, Opens);
        Assert.Single(events.OfType<ClockResumed>());
        Assert.Equal((true, null), (going.ResolutionClock?.Runs, going.Pause));
    }

    [Fact]
    public void While_the_window_is_open_there_is_nothing_to_wait_for_and_when_it_has_closed_the_next_one_counts()
    {
        var past = Worked(Severity.P3).With(new DeploymentWindow("Monday", "UTC", [DayOfWeek.Monday], new TimeOnly(13, 0), new TimeOnly(15, 0)));

        Given(past).When("pause until Monday", Anna, TimeSpan.FromHours(1)).ThenRefused("is open until Mon 2026-03-02 15:00 UTC", "`fixed INC-7`");
        Given(past).When("pause until Monday", Anna, TimeSpan.FromHours(3)).Then(new ClockPaused("waits for the deployment window Monday", new DateTimeOffset(2026, 3, 9, 13, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void An_unknown_window_is_refused_with_those_there_are_and_a_P1_waits_for_none()
    {
        Given(Worked(Severity.P3).With(Evening)).When("pause until Friday", Anna).ThenRefused("no deployment window 'Friday'", "Tuesday evening");
        Given(Worked().With(Evening)).When("pause until Tuesday evening", Anna).Then(new ClockPaused("until Tuesday evening", Minute(32)));
        Given(Worked(Severity.P3)).When("pause until Friday", Anna).Then(new ClockPaused("until Friday", new DateTimeOffset(2026, 3, 3, 8, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_window_without_a_name_lapses_like_any_other_pause_and_so_does_that_of_a_P1()
    {
        Given(Worked(Severity.P3)).When("pause deployment window", Anna).Then(new ClockPaused("deployment window", new DateTimeOffset(2026, 3, 3, 8, 0, 0, TimeSpan.Zero)));
        Given(Worked()).When("pause deployment window Thursday", Anna).Then(new ClockPaused("deployment window Thursday", Minute(32)));
    }

    [Fact]
    public void While_it_stands_still_neither_mark_of_the_clock_is_planned_but_the_reminders_and_the_end_of_the_pause_are()
    {
        var after = Given(Worked()).When("pause vendor", Anna, TimeSpan.FromMinutes(10)).After;
        var planned = TimerPlan.For(after).Select(timer => timer.Name).ToList();

        Assert.False(after.ResolutionClock?.Runs);
        Assert.DoesNotContain(TimerPlan.ResolutionAtRisk, planned);
        Assert.DoesNotContain(TimerPlan.ResolutionBreach, planned);
        Assert.Contains(TimerPlan.UpdateNag, planned);
        Assert.Contains(TimerPlan.For(after), timer => timer.Name == TimerPlan.PauseLapse && timer.Due == Minute(40));
    }

    [Fact]
    public void The_ladder_does_not_care_about_a_pause() =>
        Assert.Contains(TimerPlan.For(Given(An.Incident().P1()).When("pause vendor", Lena).After), timer => timer.Name == TimerPlan.Climb && timer.Due == Minute(5));

    [Fact]
    public void A_pause_lapses_by_itself_and_the_clock_goes_on_with_what_was_left()
    {
        var (events, incident) = TimerPlan.CatchUp(Worked().After(10).Says("pause vendor", Anna).Says("snooze 30", Anna).Build(), Minute(40));

        Assert.Contains(new ClockResumed(), events);
        Assert.Null(incident.Pause);
        Assert.Equal((true, Minute(90)), (incident.ResolutionClock?.Runs, incident.ResolutionClock?.Due));
    }

    [Fact]
    public void Renewed_it_lapses_later_and_keeps_what_was_left_at_its_beginning()
    {
        var after = Given(Worked().After(10).Says("pause vendor", Anna)).When("pause vendor still", Anna, TimeSpan.FromMinutes(35))
            .Then(new ClockPaused("vendor still", Minute(65))).Saying("goes on standing still").After;

        Assert.Equal((Minute(10), Minute(65)), (after.Pause?.Since, after.Pause?.Until));
        Assert.Equal(Minute(10), after.ResolutionClock?.StoppedAt);
    }

    [Fact]
    public void The_fix_ends_it_and_stops_the_clock_for_good()
    {
        var after = Given(Worked().After(10).Says("pause vendor", Anna)).When("fixed", Anna, TimeSpan.FromMinutes(20)).After;

        Assert.Null(after.Pause);
        Assert.Equal((Minute(20), Minute(70)), (after.ResolutionClock?.StoppedAt, after.ResolutionClock?.Due));
    }

    [Fact]
    public void After_a_reopening_nothing_is_paused()
    {
        var after = Given(Worked().After(10).Says("pause vendor", Anna).After(20).Fixed()).When("reopen it is back", Anna, TimeSpan.FromMinutes(25)).After;

        Assert.Null(after.Pause);
        Assert.Equal((true, Minute(70)), (after.ResolutionClock?.Runs, after.ResolutionClock?.Due));
    }

    [Fact]
    public void A_raise_ends_it() => Assert.Null(Given(Worked(Severity.P2).Says("pause vendor", Anna)).When("raise p1 worse", Anna).After.Pause);

    [Fact]
    public void A_reason_is_asked() => Given(Worked()).When("pause", Anna).ThenRefused("Please say why", "`pause INC-7 <reason>`");

    [Fact]
    public void When_the_target_has_passed_there_is_nothing_left_to_stop()
    {
        Given(Worked()).When("pause vendor", Anna, TimeSpan.FromMinutes(60)).ThenRefused("has passed; there is nothing left to stop", "`update INC-7 <text>`");
        Assert.Null(Given(Worked()).When("pause vendor", Anna, TimeSpan.FromMinutes(59)).Refusal);
        Assert.Null(Given(Worked().After(50).Says("pause vendor", Anna)).When("pause vendor", Anna, TimeSpan.FromMinutes(70)).Refusal);
    }

    [Fact]
    public void Where_no_resolution_clock_runs_none_can_be_paused()
    {
        Given(An.Incident().P4()).When("pause vendor", Anna).ThenRefused("INC-7 has no running resolution clock", "`status INC-7`");
        Given(An.Incident().P1().Fixed()).When("pause vendor", Anna).ThenRefused("INC-7 has no running resolution clock", "`status INC-7`");
        Given(An.Incident().P1().Resolved()).When("pause vendor", Anna).ThenRefused("INC-7 has no running resolution clock", "`status INC-7`");
        Given(An.Incident().P1().Cancelled()).When("pause vendor", Anna).ThenRefused("INC-7 has no running resolution clock", "`status INC-7`");
    }
}
