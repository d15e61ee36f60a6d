using IncidentBot.Core.Desk;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Tests.Support;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class ContactsVerbTests
{
    [Fact]
    public async Task Everybody_is_listed_with_place_role_and_a_number_to_tap()
    {
        var answer = await new World().SayAsync("contacts");

        Assert.Equal((AnswerKind.Shown, Visibility.OnlyYou), (answer.Kind, answer.To));
        Assert.Equal(
            [
                ("Hotline", "tel:+49 30 999"),
                ("Anna", "primary tel:+49 30 111"),
                ("Ben", "secondary"),
                ("Lena", "Lead, Hypercare Lead tel:+49 30 333"),
                ("Nina", "no number"),
                ("Paul", "no number"),
                ("Tom", "Technical Lead"),
            ],
            answer.Facts().Select(fact => (fact.Key, fact.Value)));
    }

    [Fact]
    public async Task The_guides_roles_stand_with_their_availability()
    {
        var people = new PeopleOptions { List = { new PersonOptions { Id = "anna", Name = "Anna", Phone = "+49 30 111", Roles = { "Technical Lead", "L3 Support" }, Availability = "on-call only" } } };

        Assert.Equal("Technical Lead, L3 Support, on-call only tel:+49 30 111", (await new World(PeopleRoster.From(people)).SayAsync("contacts")).Facts()["Anna"]);
    }

    [Fact]
    public async Task An_address_stands_beside_the_number()
    {
        var people = new PeopleOptions { List = { new PersonOptions { Id = "anna", Name = "Anna", Phone = "+49 30 111", Email = "anna@example.org" } } };

        Assert.Equal("anna@example.org tel:+49 30 111", (await new World(PeopleRoster.From(people)).SayAsync("contacts")).Facts()["Anna"]);
    }

    [Fact]
    public async Task An_empty_roster_says_where_people_are_listed()
    {
        var answer = await new World(PeopleRoster.Empty).SayAsync("contacts", Stranger);

        Assert.Equal((AnswerKind.Shown, "Nobody is in the roster."), (answer.Kind, answer.Text));
        Assert.Contains("section People", answer.Hint, StringComparison.Ordinal);
    }
}
