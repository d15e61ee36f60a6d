using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class DeclineVerbTests
{
    [Fact]
    public void Whoever_cannot_take_it_says_so_and_the_next_level_is_called_at_once()
    {
        var told = Given(An.Incident().P1()).When("decline", Anna).Saying("nobody was phoned", "Ben");

        Assert.Equal(new Declined(), told.Facts[0]);
        var called = Assert.IsType<Escalated>(told.Facts[1]);
        Assert.Equal((2, "Anna cannot take it"), (called.Level, called.Why));
        Assert.Equal([Called.Secondary], called.Who);
        Assert.Equal(2, told.Facts.Count);
        Assert.Equal(2, told.After.LadderLevel);
        Assert.Contains("anna", told.After.Declined);
    }

    [Fact]
    public void A_level_whose_people_have_all_declined_is_passed_over()
    {
        var told = Given(An.Incident().P1().Says("decline", Ben)).When("decline", Anna);

        Assert.DoesNotContain("Ben", told.Reply, StringComparison.Ordinal);
        Assert.Equal([Called.List], Assert.IsType<Escalated>(told.Facts[1]).Who);
    }

    [Fact]
    public void In_a_P2_the_primary_who_declines_is_not_the_next_to_be_called()
    {
        var told = Given(An.Incident().P2()).When("decline", Anna).Saying("Ben");

        Assert.Equal([Called.Secondary], Assert.IsType<Escalated>(told.Facts[1]).Who);
        Assert.Equal(3, told.After.LadderLevel);
    }

    [Fact]
    public void When_everybody_has_declined_the_answer_says_that_nobody_is_left() =>
        Given(An.Incident().P1().Says("decline", Anna).Says("decline", Ben).Says("decline", Lena)).When("decline", Paul).Saying("There is nobody left to call.");

    [Fact]
    public void Where_nobody_is_called_by_a_ladder_it_is_only_recorded()
    {
        Given(An.Incident().P3()).When("decline", Anna).Then(new Declined()).Saying("There is nobody left to call.");
        Given(An.Incident().P1().Drill()).When("decline", Anna).Then(new Declined());
    }

    [Fact]
    public void Declining_twice_is_refused() =>
        Given(An.Incident().P1().Says("decline", Anna)).When("decline", Anna).ThenRefused("You declined INC-7 already", "Changed your mind? `ack INC-7`");

    [Fact]
    public void Whoever_changes_their_mind_acknowledges_and_has_not_declined_any_more() =>
        Assert.Empty(Given(An.Incident().P1().Says("decline", Anna)).When("ack", Anna).After.Declined);

    [Fact]
    public void Somebody_who_is_not_called_has_nothing_to_decline()
    {
        Given(An.Incident().P1()).When("decline", Tom).ThenRefused("Only people who are called can decline", "`status INC-7`");
        Given(An.Incident().P1()).When("decline", Stranger).ThenRefused("Only people who are called can decline", "`status INC-7`");
    }

    [Fact]
    public void After_the_acknowledgement_nothing_is_declined_and_the_commander_is_told_how_to_pass()
    {
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When("decline", Anna).ThenRefused("INC-7 waits for nobody's acknowledgement", "`lead INC-7 pass`");
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When("decline", Ben).ThenRefused("INC-7 waits for nobody's acknowledgement", "`status INC-7`");
    }

    [Fact]
    public void A_P4_or_an_incident_that_is_over_waits_for_nobody()
    {
        Given(An.Incident().P4()).When("decline", Anna).ThenRefused("waits for nobody", "`status INC-7`");
        Given(An.Incident().P1().Cancelled()).When("decline", Anna).ThenRefused("waits for nobody", "`status INC-7`");
    }
}
