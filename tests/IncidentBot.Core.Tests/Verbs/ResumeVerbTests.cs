using IncidentBot.Core.Incidents;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class ResumeVerbTests
{
    [Fact]
    public void The_clock_goes_on_with_exactly_what_was_left()
    {
        var told = Given(An.Incident().P1().AcknowledgedBy(Anna).After(10).Says("pause vendor", Anna)).When("resume", Anna, TimeSpan.FromMinutes(35))
            .Then(new ClockResumed()).Saying("2026-03-02 13:25 UTC");

        Assert.Null(told.After.Pause);
        Assert.Equal((true, Noon + TimeSpan.FromMinutes(85)), (told.After.ResolutionClock?.Runs, told.After.ResolutionClock?.Due));
    }

    [Fact]
    public void A_P3_goes_on_in_working_hours_after_its_deployment_window()
    {
        var told = Given(An.Incident().P3().AcknowledgedBy(Anna).After(120).Says("pause deployment window Thursday", Anna)).When("resume", Anna, TimeSpan.FromDays(3));

        Assert.Equal(Noon + TimeSpan.FromHours(94), told.Then(new ClockResumed()).Saying("2026-03-06 10:00 UTC").After.ResolutionClock?.Due);
    }

    [Fact]
    public void What_is_not_paused_does_not_go_on()
    {
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When("resume", Anna).ThenRefused("The resolution clock of INC-7 is not paused", "`status INC-7`");
        Given(An.Incident().P4()).When("resume", Anna).ThenRefused("is not paused", "`status INC-7`");
        Given(An.Incident().P1().AcknowledgedBy(Anna).Says("pause vendor", Anna).Cancelled()).When("resume", Anna).ThenRefused("is not paused", "`status INC-7`");
        Given(An.Incident().P1().AcknowledgedBy(Anna).Says("pause vendor", Anna).Says("fixed", Anna)).When("resume", Anna).ThenRefused("is not paused", "`status INC-7`");
    }
}
