using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class JoinVerbTests
{
    [Fact]
    public void Whoever_takes_part_is_a_responder_and_the_response_clock_does_not_care()
    {
        var told = Given(An.Incident().P1()).When("join", Stranger).Then(new Joined()).Saying("still needs an acknowledgement: `ack INC-7`");

        Assert.Equal(Standing.Responder, Permissions.StandingOf(Stranger, Membership.Member, told.After, Some.Roster));
        Assert.True(told.After.AwaitsAcknowledgement);
        Assert.True(told.After.ResponseClock?.Runs);
        Assert.Null(told.After.Commander);
    }

    [Fact]
    public void After_the_acknowledgement_the_commander_is_named() =>
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When("join", Nina).Then(new Joined()).Saying("You take part in INC-7; Anna is commander");

    [Fact]
    public void Also_a_P4_and_the_time_after_the_resolve_can_be_taken_part_in()
    {
        Given(An.Incident().P4()).When("join", Nina).Then(new Joined()).Saying("You take part in INC-7.");
        Given(An.Incident().P1().Resolved()).When("join", Nina).Then(new Joined());
    }

    [Fact]
    public void Whoever_takes_part_already_is_told_so()
    {
        Given(An.Incident().P1().Says("join", Nina)).When("join", Nina).ThenRefused("You are a responder of INC-7 already", "`status INC-7`");
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When("join", Anna).ThenRefused("You are a responder of INC-7 already", "`status INC-7`");
    }

    [Fact]
    public void What_has_ended_takes_nobody_in()
    {
        Given(An.Incident().P1().Closed()).When("join", Nina).ThenRefused("INC-7 has ended", "`note INC-7 <text>`");
        Given(An.Incident().P1().Cancelled()).When("join", Nina).ThenRefused("INC-7 has ended", "`note INC-7 <text>`");
    }

    [Fact]
    public void Whoever_raised_a_P4_can_still_acknowledge_it() =>
        Assert.Equal("nina", Given(An.Incident().P4().Says("raise p1 it spreads", Nina)).When("ack", Nina).After.Commander);

    [Fact]
    public void Somebody_who_took_part_and_then_acknowledges_is_commander() =>
        Assert.Equal("anna", Given(An.Incident().P1().Says("join", Anna)).When("ack", Anna).After.Commander);
}
