using IncidentBot.Core.Incidents;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class HandoverVerbTests
{
    private static IncidentBuilder Commanded() => An.Incident().P1().AcknowledgedBy(Anna);

    [Theory]
    [InlineData("handover @ben")]
    [InlineData("handoff ben")]
    [InlineData("handover <@U2>")]
    public void The_old_commander_stays_until_the_offer_is_accepted(string line)
    {
        var told = Given(Commanded()).When(line, Anna).Then(new CommandOffered("ben", "Ben")).Saying("Anna commands until then");

        Assert.Equal(("anna", "ben"), (told.After.Commander, told.After.CommandChange?.Person));
    }

    [Fact]
    public void A_later_offer_replaces_the_first()
    {
        var past = Commanded().Says("handover @ben", Anna).Says("handover @tom", Anna);

        Given(past).When("lead", Tom).Then(new CommanderNamed("tom", "Tom"));
        Assert.IsType<CommandClaimed>(Assert.Single(Given(past).When("lead", Ben).Facts));
    }

    [Fact]
    public void The_lead_may_offer_anybodys_command() =>
        Given(Commanded()).When("handover @ben", Lena).Then(new CommandOffered("ben", "Ben"));

    [Fact]
    public void Nobody_else_gives_away_the_command_of_somebody_who_is_there() =>
        Given(Commanded()).When("handover @ben", Tom).ThenRefused("Anna commands INC-7; only they or the Lead offer it", "`lead INC-7`");

    [Fact]
    public void Any_responder_may_offer_it_when_the_commander_is_silent_or_there_is_none()
    {
        Given(Commanded()).When("handover @ben", Tom, TimeSpan.FromMinutes(12)).Then(new CommandOffered("ben", "Ben"));
        Given(Commanded().Says("lead pass", Anna)).When("handover @ben", Tom).Then(new CommandOffered("ben", "Ben")).Saying("Ben is asked.");
    }

    [Fact]
    public void Offering_it_to_oneself_is_no_way_around_the_two_minutes() =>
        Given(Commanded()).When("handover @tom", Tom).ThenRefused("Nobody offers the command to themselves", "`lead INC-7`");

    [Fact]
    public void Who_commands_already_needs_no_offer() =>
        Given(Commanded()).When("handover @anna", Lena).ThenRefused("Anna commands INC-7 already", "`status INC-7`");

    [Theory]
    [InlineData("handover", "To whom?")]
    [InlineData("handover @nobody", "I do not know '@nobody'")]
    public void Without_somebody_who_is_known_it_is_refused(string line, string sentence) =>
        Given(Commanded()).When(line, Anna).ThenRefused(sentence, "`handover INC-7 @who`; `contacts`");

    [Fact]
    public void What_nobody_commands_cannot_be_handed_over()
    {
        Given(An.Incident().P1()).When("handover @ben", Anna).ThenRefused("There is no command of INC-7 to hand over", "`status INC-7`");
        Given(An.Incident().P4()).When("handover @ben", Anna).ThenRefused("There is no command of INC-7 to hand over", "`status INC-7`");
        Given(Commanded().Resolved()).When("handover @ben", Anna).ThenRefused("There is no command of INC-7 to hand over", "`status INC-7`");
        Given(Commanded().Cancelled()).When("handover @ben", Anna).ThenRefused("There is no command of INC-7 to hand over", "`status INC-7`");
    }
}
