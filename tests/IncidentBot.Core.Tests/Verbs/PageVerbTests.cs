using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class PageVerbTests
{
    [Theory]
    [InlineData("page", "anna", "Anna")]
    [InlineData("page primary", "anna", "Anna")]
    [InlineData("page SECONDARY", "ben", "Ben")]
    [InlineData("page lead", "lena", "Lena")]
    [InlineData("page @tom", "tom", "Tom")]
    [InlineData("page nina please", "nina", "Nina")]
    [InlineData("page <@U2|ben>", "ben", "Ben")]
    [InlineData("page @U2", "ben", "Ben")]
    public void Somebody_is_called_by_name_or_by_their_place_on_the_rota(string line, string id, string name)
    {
        var told = Given(An.Incident().P1()).When(line, Nina).Saying($"{name} is called in chat only, nobody was phoned");

        Assert.Equal([id], Assert.IsType<Paged>(Assert.Single(told.Facts)).People);
    }

    [Fact]
    public void The_number_stands_in_the_answer_where_there_is_one()
    {
        Given(An.Incident().P1()).When("page @anna", Nina).Saying("nobody was phoned: +49 30 111.");
        Given(An.Incident().P1()).When("page @ben", Nina).Saying("nobody was phoned.");
    }

    [Fact]
    public void Paging_changes_neither_ladder_nor_responders()
    {
        var told = Given(An.Incident().P1()).When("page @tom", Nina);

        Assert.Equal(1, told.After.LadderLevel);
        Assert.Empty(told.After.Responders);
        Assert.True(told.After.AwaitsAcknowledgement);
    }

    [Fact]
    public void Whoever_was_called_by_name_may_acknowledge_and_decline_like_the_rota()
    {
        var past = An.Incident().P1().Says("page @nina", Tom);

        Assert.Equal("nina", Given(past).When("ack", Nina).After.Commander);
        Assert.Contains("nina", Given(past).When("decline", Nina).Saying("Ben").After.Declined);
    }

    [Theory]
    [InlineData(Severity.P3)]
    [InlineData(Severity.P4)]
    public void Also_where_there_is_no_ladder_somebody_can_be_called(Severity severity) =>
        Assert.IsType<Paged>(Assert.Single(Given(An.Incident().Severe(severity)).When("page @anna", Nina).Facts));

    [Fact]
    public void Without_a_primary_the_lead_is_called()
    {
        var people = People();
        people.Primary = null;

        Assert.Equal(["lena"], Assert.IsType<Paged>(Assert.Single(Given(An.Incident().P1().WithPeople(PeopleRoster.From(people))).When("page", Nina).Facts)).People);
    }

    [Theory]
    [InlineData("page", "Nobody is on call")]
    [InlineData("page primary", "Nobody is on call")]
    [InlineData("page secondary", "There is no secondary")]
    [InlineData("page lead", "There is no Lead")]
    [InlineData("page @anna", "I do not know '@anna'")]
    public void With_nobody_there_the_answer_says_which_place_is_empty(string line, string sentence) =>
        Given(An.Incident().P1().WithPeople(PeopleRoster.Empty)).When(line, Nina).ThenRefused(sentence, "`contacts`");

    [Fact]
    public void In_a_drill_nobody_is_called() =>
        Given(An.Incident().P1().Drill()).When("page @ben", Anna).ThenRefused("In a drill nobody is called", "`note INC-7 <text>`");

    [Fact]
    public void When_it_is_over_nobody_is_called()
    {
        Given(An.Incident().P1().Resolved()).When("page @ben", Anna).ThenRefused("INC-7 is over", "`note INC-7 <text>`");
        Given(An.Incident().P1().Closed()).When("page @ben", Anna).ThenRefused("INC-7 is over", "`note INC-7 <text>`");
    }
}
