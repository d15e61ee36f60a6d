using IncidentBot.Core.Incidents;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class CancelVerbTests
{
    [Theory]
    [InlineData("a test probe", "INC-7 is cancelled: a test probe. The public status is still open")]
    [InlineData("a test probe!", "INC-7 is cancelled: a test probe! The public status is still open")]
    public void The_reason_ends_before_the_next_sentence_begins(string reason, string reply) =>
        Given(An.Incident().P1().AcknowledgedBy(Anna).Says("update public: we are on it", Anna).Says("publish 1", Anna)).When($"cancel {reason}", Anna).Saying(reply);

    [Fact]
    public void A_false_alarm_ends_at_once_and_nothing_is_planned_any_more()
    {
        var told = Given(An.Incident().P1()).When("cancel wrong dashboard", Anna).Then(new Cancelled("wrong dashboard")).Saying("wrong dashboard");

        Assert.Empty(TimerPlan.For(told.After));
        Assert.True(told.After.IsCancelled);
        Assert.NotNull(told.After.LeavesMemoryAt);
    }

    [Fact]
    public void It_can_be_cancelled_from_every_step_before_the_resolve()
    {
        Given(An.Incident().P1().InStep("Communication")).When("cancel x", Anna).Then(new Cancelled("x"));
        Given(An.Incident().P1().Fixed()).When("cancel x", Anna).Then(new Cancelled("x"));
        Given(An.Incident().P4()).When("cancel x", Nina).Then(new Cancelled("x"));
    }

    [Fact]
    public void A_reason_is_asked() =>
        Given(An.Incident().P1()).When("cancel", Anna).ThenRefused("Please say why INC-7 ends here", "`cancel INC-7 <reason>`");

    [Fact]
    public void A_resolved_incident_is_closed_and_not_cancelled() =>
        Given(An.Incident().P1().Resolved()).When("cancel x", Anna).ThenRefused("a resolved incident is closed, not cancelled", "`close INC-7`");

    [Fact]
    public void What_has_ended_is_not_cancelled()
    {
        Given(An.Incident().P1().Closed()).When("cancel x", Anna).ThenRefused("INC-7 is closed", "`reopen INC-7");
        Given(An.Incident().P1().Cancelled()).When("cancel x", Anna).ThenRefused("INC-7 was cancelled", "declare it again");
    }
}
