using IncidentBot.Core.Messages;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Verbs;
using Xunit;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class HelpVerbTests
{
    [Fact]
    public async Task Everything_that_can_be_typed_is_in_the_help()
    {
        var facts = Assert.IsType<Block.Facts>((await new World().SayAsync("help")).Card!.Blocks[0]).Items.Select(fact => fact.Name).ToList();

        Assert.All(VerbTable.All, verb => Assert.Contains(verb.Usage, facts));
        Assert.Contains(HelpVerb.DeclareUsage, facts);
    }

    [Theory]
    [InlineData("help resolve")]
    [InlineData("help RESOLVED please")]
    public async Task One_verb_is_explained_with_its_other_words(string line)
    {
        var card = (await new World().SayAsync(line)).Card!;

        Assert.Equal("`resolve [INC-7] [reason]`", card.Title);
        Assert.Contains(card.Blocks, block => block is Block.Text { Spans: [Span.Words { Value: "Also: resolved" }] });
    }

    [Fact]
    public async Task An_unknown_verb_gets_the_whole_help() => Assert.Equal("What you can type", (await new World().SayAsync("help teleport")).Card!.Title);
}
