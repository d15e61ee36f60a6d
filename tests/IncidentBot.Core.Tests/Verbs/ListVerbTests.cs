using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class ListVerbTests
{
    [Fact]
    public async Task What_is_open_is_listed_most_urgent_first_and_then_by_age()
    {
        var world = new World()
            .With(An.Incident().Numbered(1).P3())
            .With(An.Incident().Numbered(2).P1().Drill())
            .With(An.Incident().Numbered(3).P1())
            .With(An.Incident().Numbered(4).P1().Resolved())
            .With(An.Incident().Numbered(5).P1().Cancelled())
            .With(An.Incident().Numbered(6).P1().Private());

        var answer = await world.SayAsync("list");

        Assert.Equal((AnswerKind.Shown, Visibility.OnlyYou, "3 open incidents"), (answer.Kind, answer.To, answer.Text));
        var facts = Assert.IsType<Block.Facts>(Assert.Single(answer.Card!.Blocks)).Items;
        Assert.Equal(["INC-2", "INC-3", "INC-1"], facts.Select(fact => fact.Name));
        Assert.StartsWith("DRILL P1", ((Span.Words)facts[0].Value[0]).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_open_is_good_news()
    {
        var answer = await new World().SayAsync("open");

        Assert.Equal(("No open incidents.", Tone.Good), (answer.Text, answer.Card!.Tone));
    }

    [Fact]
    public async Task A_long_list_has_pages_and_a_button_for_the_next_one()
    {
        var world = Open(43);

        var first = (await world.SayAsync("list")).Card!;
        Assert.Equal(("43 open incidents, 1 to 20", 20), (first.Title, Ids(first).Count));
        Assert.Equal(("More", "list 2"), (Assert.Single(first.Buttons).Label, first.Buttons[0].Line));
        Assert.Equal("and 23 more: `list 2`", ((Span.Words)((Block.Text)first.Blocks[1]).Spans[0]).Value);

        var second = (await world.SayAsync("list 2")).Card!;
        Assert.Equal(["INC-21", "INC-40", "list 3"], [Ids(second)[0], Ids(second)[^1], Assert.Single(second.Buttons).Line]);

        var last = (await world.SayAsync("list 9")).Card!;
        Assert.Equal(("43 open incidents, 41 to 43", 0), (last.Title, last.Buttons.Count));
        Assert.Equal(["INC-41", "INC-42", "INC-43"], Ids(last));
    }

    [Fact]
    public async Task Of_one_severity_only_those_are_listed_page_by_page_too()
    {
        var world = Open(21).With(An.Incident().Numbered(50).P1());

        var first = (await world.SayAsync("list p4")).Card!;
        Assert.Equal(("21 open P4 incidents, 1 to 20", "list p4 2"), (first.Title, Assert.Single(first.Buttons).Line));
        Assert.Equal(["INC-21"], Ids((await world.SayAsync("list p4 2")).Card!));
        Assert.Equal(["INC-50"], Ids((await world.SayAsync("open P1")).Card!));
        Assert.Equal("No open P2 incidents.", (await world.SayAsync("list p2")).Text);
    }

    private static World Open(int many)
    {
        var world = new World();
        for (var i = 1; i <= many; i++)
        {
            world.With(An.Incident().Numbered(i).P4());
        }

        return world;
    }

    private static List<string> Ids(Card card) => [.. ((Block.Facts)card.Blocks[0]).Items.Select(fact => fact.Name)];
}
