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
    public async Task A_long_list_is_cut_and_says_how_much_is_missing()
    {
        var world = new World();
        for (var i = 1; i <= 23; i++)
        {
            world.With(An.Incident().Numbered(i).P4());
        }

        var blocks = (await world.SayAsync("list")).Card!.Blocks;

        Assert.Equal(20, ((Block.Facts)blocks[0]).Items.Count);
        Assert.Equal("and 3 more", ((Span.Words)((Block.Text)blocks[1]).Spans[0]).Value);
    }
}
