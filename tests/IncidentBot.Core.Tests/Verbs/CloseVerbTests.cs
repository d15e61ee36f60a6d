using IncidentBot.Core.Incidents;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class CloseVerbTests
{
    [Fact]
    public void With_the_post_mortem_done_it_closes() =>
        Given(An.Incident().P1().Resolved().Done(11).Done(12).Done(13).Done(14)).When("close", Anna).Then(new Closed(null)).Saying("INC-7 is closed");

    [Fact]
    public void An_open_post_mortem_asks_for_a_reason() =>
        Given(An.Incident().P1().Resolved().Done(11).Done(13)).When("close", Anna)
            .ThenRefused("Still open: 12 Find the root cause, 14 Share the post-mortem", "`close INC-7 <reason>`");

    [Fact]
    public void A_reason_skips_what_is_open() =>
        Given(An.Incident().P1().Resolved()).When("close provider wrote it up", Anna).Then(new Closed("provider wrote it up"));

    [Theory]
    [InlineData(Severity.P2, 7)]
    [InlineData(Severity.P3, 8)]
    public void The_documentation_is_all_that_smaller_ones_owe(Severity severity, int task)
    {
        Given(An.Incident().Severe(severity).Resolved()).When("close", Anna).ThenRefused($"Still open: {task}", "<reason>");
        Given(An.Incident().Severe(severity).Resolved().Done(task)).When("close", Anna).Then(new Closed(null));
    }

    [Fact]
    public void A_resolved_P4_just_closes() => Given(An.Incident().P4().Resolved()).When("close", Nina).Then(new Closed(null));

    [Fact]
    public void Closing_before_the_resolve_offers_the_resolve()
    {
        var told = Given(An.Incident().P1().Fixed()).When("close", Anna).ThenRefused("INC-7 is not resolved yet", "`resolve INC-7` comes first");

        Assert.Equal("resolve INC-7", Assert.Single(told.Refusal!.Choices!.Buttons).Line);
    }

    [Fact]
    public void Where_not_even_the_fix_is_in_what_comes_first_is_offered_before_the_resolve()
    {
        Assert.Equal(["ack INC-7", "resolve INC-7"], Given(An.Incident().P1()).When("close", Anna).ThenRefused("INC-7 is not resolved yet", "`ack INC-7` comes first").Refusal!.Choices!.Buttons.Select(button => button.Line));
        Assert.Equal(["fixed INC-7", "resolve INC-7"], Given(An.Incident().P1().InStep("Triage")).When("close", Anna).ThenRefused("INC-7 is not resolved yet", "`fixed INC-7`").Refusal!.Choices!.Buttons.Select(button => button.Line));
    }

    [Fact]
    public void What_has_ended_is_not_closed_again()
    {
        Given(An.Incident().P1().Closed()).When("close", Anna).ThenRefused("INC-7 is closed already", "`reopen INC-7");
        Given(An.Incident().P1().Cancelled()).When("close", Anna).ThenRefused("INC-7 was cancelled", "declare it again");
    }
}
