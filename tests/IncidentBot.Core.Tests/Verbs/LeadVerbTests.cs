using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class LeadVerbTests
{
    private static IncidentBuilder Commanded() => An.Incident().P1().AcknowledgedBy(Anna);

    [Theory]
    [InlineData("lead")]
    [InlineData("lead me")]
    [InlineData("claim")]
    [InlineData("commander")]
    public void A_commander_who_is_there_has_two_minutes_to_object(string line)
    {
        var told = Given(Commanded()).When(line, Ben, TimeSpan.FromMinutes(4))
            .Then(new CommandClaimed(Noon + TimeSpan.FromMinutes(6))).Saying("Anna has 2 minutes to object");

        Assert.Equal("anna", told.After.Commander);
        Assert.Contains(TimerPlan.For(told.After), timer => timer.Name == TimerPlan.Claim && timer.Due == Noon + TimeSpan.FromMinutes(6));
    }

    [Fact]
    public void Two_who_take_a_free_command_do_not_take_it_from_each_other()
    {
        var free = An.Incident().P1().AcknowledgedBy(Anna).Says("lead pass", Anna);

        Assert.Equal("lead INC-7 free", IncidentButtons.Of(free.Build())[0].Line);
        Given(free).When("lead free", Tom).Then(new CommanderNamed("tom", "Tom"));
        Given(free.Says("lead free", Tom)).When("lead free", Ben).ThenRefused("Tom has done that already and commands INC-7.", "`lead INC-7` asks them for it");
    }

    [Fact]
    public void Without_an_objection_the_command_passes_by_itself()
    {
        var (events, incident) = TimerPlan.CatchUp(Commanded().Says("lead", Ben).Build(), Noon + TimeSpan.FromMinutes(4));

        Assert.Equal([new CommanderNamed("ben", "Ben")], events);
        Assert.Equal("ben", incident.Commander);
        Assert.Null(incident.CommandChange);
    }

    [Fact]
    public void The_holder_objects_by_saying_lead_and_keeps_the_command()
    {
        var told = Given(Commanded().Says("lead", Ben)).When("lead", Anna).Then(new ClaimRejected()).Saying("You keep the command; Ben is told");

        Assert.Equal("anna", told.After.Commander);
        Assert.DoesNotContain(TimerPlan.For(told.After), timer => timer.Name == TimerPlan.Claim);
    }

    [Fact]
    public void A_claim_is_made_once()
    {
        var past = Commanded().Says("lead", Ben);

        Given(past).When("lead", Ben).ThenRefused("You asked for the command already; it passes at 12:04 UTC unless Anna objects", "`status INC-7`");
        Given(past).When("lead", Tom).ThenRefused("Ben asked for the command already; it passes at 12:04 UTC unless Anna objects", "`status INC-7`");
    }

    [Fact]
    public void A_commander_who_was_silent_for_ten_minutes_is_not_waited_for()
    {
        Given(Commanded()).When("lead", Ben, TimeSpan.FromMinutes(11)).Then(new CommandClaimed(Noon + TimeSpan.FromMinutes(13)));
        Given(Commanded()).When("lead", Ben, TimeSpan.FromMinutes(11) + TimeSpan.FromTicks(1)).Then(new CommanderNamed("ben", "Ben")).Saying("You command INC-7", "Triage", "13:00 UTC");
    }

    [Fact]
    public void Whatever_the_commander_does_in_the_room_ends_the_silence() =>
        Given(Commanded().After(9).Says("note still on it", Anna)).When("lead", Ben, TimeSpan.FromMinutes(15)).Then(new CommandClaimed(Noon + TimeSpan.FromMinutes(17)));

    [Fact]
    public void Where_nobody_commands_the_command_is_free()
    {
        var told = Given(Commanded().Says("lead pass", Anna)).When("lead", Tom).Then(new CommanderNamed("tom", "Tom"));

        Assert.Equal(("tom", null), (told.After.Commander, told.After.WithoutCommanderSince));
        Assert.Contains("tom", told.After.Responders.Keys);
    }

    [Fact]
    public void Passing_leaves_nobody_in_command_and_the_room_is_asked_in_5_minutes_and_the_lead_called_at_10()
    {
        var after = Given(Commanded()).When("lead pass", Anna, TimeSpan.FromMinutes(3)).Then(new CommandLeft()).Saying("the room is asked in 5 minutes").After;

        Assert.Equal((null, null), (after.Commander, after.CommanderName));
        Assert.Contains("anna", after.Responders.Keys);
        Assert.Contains(TimerPlan.For(after), timer => timer.Name == TimerPlan.AskForCommander && timer.Due == Noon + TimeSpan.FromMinutes(8));
        var asked = TimerPlan.CatchUp(after, Noon + TimeSpan.FromMinutes(8)).Incident;
        Assert.Contains(TimerPlan.For(asked), timer => timer.Name == TimerPlan.CallLead && timer.Due == Noon + TimeSpan.FromMinutes(13));
    }

    [Fact]
    public void Only_the_commander_can_pass() =>
        Given(Commanded()).When("lead pass", Ben).ThenRefused("You do not command INC-7", "`lead INC-7`");

    [Fact]
    public void An_offer_leaves_the_old_commander_in_place_until_it_is_accepted_with_lead()
    {
        var offered = Given(Commanded()).When("lead @ben", Anna).Then(new CommandOffered("ben", "Ben")).Saying("Ben is asked; Anna commands until then");
        Assert.Equal("anna", offered.After.Commander);
        Assert.DoesNotContain(TimerPlan.For(offered.After), timer => timer.Name == TimerPlan.Claim);

        var accepted = Given(Commanded().Says("lead @ben", Anna)).When("lead", Ben).Then(new CommanderNamed("ben", "Ben"));
        Assert.Equal("ben", accepted.After.Commander);
    }

    [Fact]
    public void An_offer_is_for_the_one_it_was_made_to() =>
        Given(Commanded().Says("lead @ben", Anna)).When("lead", Tom, TimeSpan.FromMinutes(3)).Then(new CommandClaimed(Noon + TimeSpan.FromMinutes(5)));

    [Fact]
    public void Whoever_commands_already_is_told_how_to_give_it_up() =>
        Given(Commanded()).When("lead", Anna).ThenRefused("You command INC-7 already", "`lead INC-7 pass` gives it up, `handover INC-7 @who`");

    [Theory]
    [InlineData(Severity.P1)]
    [InlineData(Severity.P2)]
    [InlineData(Severity.P3)]
    public void Before_the_acknowledgement_there_is_no_command_to_take(Severity severity) =>
        Given(An.Incident().Severe(severity)).When("lead", Ben).ThenRefused("Nobody has acknowledged INC-7 yet; whoever does commands it", "`ack INC-7`");

    [Fact]
    public void A_P4_and_what_is_over_have_no_command()
    {
        Given(An.Incident().P4()).When("lead", Ben).ThenRefused("There is nothing to command in INC-7", "`status INC-7`");
        Given(Commanded().Resolved()).When("lead", Ben).ThenRefused("There is nothing to command in INC-7", "`status INC-7`");
        Given(Commanded().Cancelled()).When("lead", Ben).ThenRefused("There is nothing to command in INC-7", "`status INC-7`");
    }

    [Fact]
    public void The_resolve_ends_what_was_claimed() =>
        Assert.Null(Given(Commanded().Fixed().Says("lead", Ben)).When("resolve checked by hand", Anna).After.CommandChange);
}
