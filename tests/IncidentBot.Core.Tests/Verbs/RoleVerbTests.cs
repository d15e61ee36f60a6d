using IncidentBot.Core.Incidents;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class RoleVerbTests
{
    [Theory]
    [InlineData("role comms @ben", "communications lead")]
    [InlineData("role communications @ben", "communications lead")]
    [InlineData("role communications-lead @ben", "communications lead")]
    [InlineData("role Communications Lead @ben", "communications lead")]
    [InlineData("role deputy @ben", "deputy")]
    [InlineData("role ops @ben", "operations lead")]
    [InlineData("role operations @ben", "operations lead")]
    [InlineData("role expert @ben", "expert")]
    [InlineData("role responder @ben", "responder")]
    [InlineData("role technical lead @ben", "Technical Lead")]
    [InlineData("role HYPERCARE LEAD @ben", "Hypercare Lead")]
    public void Somebody_gets_a_role_by_its_usual_name_or_by_the_teams_own(string line, string role)
    {
        var told = Given(An.Incident().P1()).When(line, Anna).Then(new RoleGiven(role, "ben", "Ben")).Saying($"Ben is {role} of INC-7");

        Assert.Equal(("ben", "Ben"), told.After.RolesGiven[role]);
    }

    [Fact]
    public void Who_has_the_role_already_does_not_get_it_again() =>
        Given(An.Incident().P1().AcknowledgedBy(Anna).Says("role comms @tom", Anna)).When("role comms @tom", Anna).ThenRefused("Tom is communications lead of INC-7 already.", "`who INC-7`");

    [Fact]
    public void Whoever_has_a_role_is_a_responder() => Assert.Contains("nina", Given(An.Incident().P1()).When("role expert @nina", Anna).After.Responders.Keys);

    [Fact]
    public void A_role_is_one_persons_and_goes_over_to_the_next()
    {
        var after = Given(An.Incident().P1().Says("role comms @ben", Anna)).When("role comms @tom", Anna).After;

        Assert.Equal("tom", Assert.Single(after.RolesGiven).Value.Id);
    }

    [Fact]
    public void The_communications_lead_is_asked_for_updates_and_without_one_the_commander()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna);

        Assert.Equal(("anna", "Anna"), past.Build().UpdatesOwner);
        Assert.Equal(("ben", "Ben"), Given(past).When("role comms @ben", Anna).After.UpdatesOwner);
    }

    [Theory]
    [InlineData("role commander @ben")]
    [InlineData("role lead @ben")]
    public void The_command_is_offered_and_never_given(string line) =>
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When(line, Anna).Then(new CommandOffered("ben", "Ben"));

    [Fact]
    public void Where_there_is_no_command_none_is_offered() =>
        Given(An.Incident().P1()).When("role commander @ben", Anna).ThenRefused("There is no command of INC-7 to hand over", "`status INC-7`");

    [Theory]
    [InlineData("role")]
    [InlineData("role comms")]
    public void Role_and_person_are_both_needed(string line) =>
        Given(An.Incident().P1()).When(line, Anna).ThenRefused("Which role for whom?", "`role INC-7 comms @who`");

    [Fact]
    public void The_person_must_be_known() =>
        Given(An.Incident().P1()).When("role comms @nobody", Anna).ThenRefused("I do not know '@nobody'", "`contacts`");

    [Fact]
    public void A_role_that_nobody_knows_is_refused_with_those_there_are() =>
        Given(An.Incident().P1()).When("role king @ben", Anna).ThenRefused("There is no role 'king'.", "Roles: comms, deputy, operations, expert, responder, Hypercare Lead, Technical Lead. `lead INC-7 @who` offers the command.");

    [Theory]
    [InlineData("role coms @ben", "role INC-7 comms @ben")]
    [InlineData("role tecnical lead <@U2|ben>", "role INC-7 Technical Lead @ben")]
    [InlineData("role comander @ben", "role INC-7 commander @ben")]
    public void A_slip_is_asked_back(string typed, string meant) =>
        Assert.Equal(meant, Assert.Single(Given(An.Incident().P1()).When(typed, Anna).ThenRefused("Did you mean", "Roles: ").Refusal!.Choices!.Buttons).Line);

    [Fact]
    public void The_scribe_is_the_bot() =>
        Given(An.Incident().P1()).When("role scribe @ben", Anna).ThenRefused("The scribe of INC-7 is the bot.", "`note INC-7 <text>`");

    [Fact]
    public void Roles_are_still_given_after_the_resolve_and_no_longer_after_the_end()
    {
        Given(An.Incident().P1().Resolved()).When("role deputy @ben", Anna).Then(new RoleGiven("deputy", "ben", "Ben"));
        Given(An.Incident().P1().Closed()).When("role deputy @ben", Anna).ThenRefused("INC-7 has ended", "`note INC-7 <text>`");
        Given(An.Incident().P1().Cancelled()).When("role deputy @ben", Anna).ThenRefused("INC-7 has ended", "`note INC-7 <text>`");
    }
}
