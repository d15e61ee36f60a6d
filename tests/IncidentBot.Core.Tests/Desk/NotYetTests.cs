using IncidentBot.Core.Desk;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Verbs;
using Xunit;

namespace IncidentBot.Core.Tests.Desk;

/// <summary>Words of the vocabulary that this version does not understand yet: they are known, declare nothing, and name what helps today.</summary>
public sealed class NotYetTests
{
    [Theory]
    [InlineData("hypercare status", "`hypercare` is known, and not part of this version.")]
    [InlineData("shift handover", "`shift` is known, and not part of this version.")]
    public async Task It_says_so_and_offers_no_declaration(string line, string sentence)
    {
        var answer = await new World().SayAsync(line);

        Assert.Equal((AnswerKind.Refused, sentence), (answer.Kind, answer.Text));
        Assert.Null(answer.Card);
        Assert.EndsWith($"If it is an incident: `p1 {line}`.", answer.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alone_it_could_be_no_title_either() =>
        Assert.DoesNotContain("p1", (await new World().SayAsync("metrics")).Hint!, StringComparison.Ordinal);

    [Fact]
    public async Task What_helps_instead_is_understood()
    {
        foreach (var word in NotYetWords.All)
        {
            var lines = word.Instead.Split('`').Where((_, i) => i % 2 == 1).ToList();

            Assert.NotEmpty(word.Instead);
            Assert.All(lines, line => Assert.IsType<Reading.Call>(CommandLine.Read(line)));
            Assert.Equal(AnswerKind.Refused, (await new World().SayAsync(word.Word)).Kind);
        }
    }

    [Fact]
    public void No_verb_that_works_is_among_them() => Assert.All(NotYetWords.All, word => Assert.Null(VerbTable.Find(word.Word)));

    [Fact]
    public async Task The_help_lists_what_works_and_explains_the_rest_when_asked()
    {
        Assert.DoesNotContain("hypercare", (await new World().SayAsync("help")).Card!.Lines().Concat((await new World().SayAsync("help")).Facts().Keys), StringComparer.Ordinal);
        Assert.Equal(AnswerKind.Refused, (await new World().SayAsync("help hypercare")).Kind);
    }
}
