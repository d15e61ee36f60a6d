using IncidentBot.Core.Roster;
using IncidentBot.TestKit;
using Xunit;

namespace IncidentBot.Core.Tests.Roster;

public sealed class PeopleOptionsTests
{
    [Fact]
    public void The_people_of_every_test_have_no_problems() => Assert.Empty(Some.People().Problems());

    [Fact]
    public void Nobody_at_all_is_no_problem_either()
    {
        Assert.Empty(new PeopleOptions().Problems());
        Assert.False(PeopleRoster.Empty.HasRota);
    }

    [Fact]
    public void Every_problem_is_named_at_once_with_its_place()
    {
        var options = new PeopleOptions
        {
            Primary = "ghost",
            P1List = { "anna", "ghost" },
            List =
            {
                new PersonOptions { Id = "anna", Name = "Anna", Chats = { ["slack"] = "U1" } },
                new PersonOptions { Id = "anna", Name = "Anna again" },
                new PersonOptions { Id = "has blank", Name = "" },
                new PersonOptions { Id = "zoe", Name = "Zoe", Zone = "Mars/Olympus", Chats = { ["slack"] = "U1" } },
                new PersonOptions { Id = "bot", Name = "Bot" },
            },
        };

        Assert.Equal(
            [
                "People:List:1:Id 'anna' is used twice; every person needs an id of their own.",
                "People:List:2:Id must be letters, digits, '-', '_' or '.', for example anna.",
                "People:List:2:Name is missing; it is what people read.",
                "People:List:3:Zone 'Mars/Olympus' is not a known time zone; use an IANA name such as Europe/Berlin.",
                "People:List:3:Chats:slack 'U1' belongs to 'anna' already; a chat id is one person's.",
                "People:List:4:Id 'bot' is the bot's own; choose another.",
                "People:Primary names 'ghost', who is not in People:List.",
                "People:P1List:1 names 'ghost', who is not in People:List.",
            ],
            options.Problems());
    }

    [Theory]
    [InlineData("slack/S024BE7LH", "slack/S024BE7LH", "the group S024BE7LH")]
    [InlineData("slack/S024BE7LH @oncall people", "slack/S024BE7LH", "@oncall people")]
    public void A_user_group_stands_in_the_P1_list_and_nowhere_else(string entry, string id, string name)
    {
        Assert.Empty(new PeopleOptions { P1List = { entry } }.Problems());
        Assert.Equal((id, name, true), PeopleRoster.From(new PeopleOptions { P1List = { entry } }).P1List.Select(group => (group.Id, group.Name, group.IsGroup)).Single());
        Assert.Contains("takes one person", Assert.Single(new PeopleOptions { Primary = entry }.Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slack/U024BE7LH")]
    [InlineData("teams/S024BE7LH")]
    [InlineData("slack/S")]
    [InlineData("slack/S<!channel>")]
    public void What_is_no_user_group_is_a_problem(string entry) => Assert.Contains("P1List:0 names", Assert.Single(new PeopleOptions { P1List = { entry } }.Problems()), StringComparison.Ordinal);

    [Fact]
    public void The_roster_finds_people_by_their_own_id_and_by_that_of_a_chat()
    {
        Assert.Equal("Anna", Some.Roster.FindByChat("slack", "U1")?.Name);
        Assert.Null(Some.Roster.FindByChat("teams", "U1"));
        Assert.Null(Some.Roster.Find("ghost"));
        Assert.Equal("Lena", Some.Roster.Lead?.Name);
    }
}
