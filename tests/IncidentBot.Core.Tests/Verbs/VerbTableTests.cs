using IncidentBot.Core.Desk;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Verbs;
using Xunit;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class VerbTableTests
{
    /// <summary>What a verb of the table shows when nothing is to be changed.</summary>
    private static readonly string[] Looks = [.. VerbTable.All.OfType<IncidentVerb>().SelectMany(verb => new[] { verb.Looks(""), verb.Looks("list"), verb.Looks("show") }).OfType<LookVerb>().Select(look => look.GetType().Name).Distinct()];

    [Fact]
    public void Every_verb_has_a_line_in_the_permission_table_and_every_line_a_verb() =>
        Assert.Equal(
            VerbTable.All.Select(verb => verb.Name).Append("declare").Append(Permissions.Raise).Append(Permissions.WriteUp).Append(Permissions.ApproveTemplate).Append(Permissions.Confirm).Append(Permissions.CloseTask).Append("actions").Append("playbooks").Order(StringComparer.Ordinal),
            Permissions.Verbs.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_verb_of_the_program_stands_in_the_table() =>
        Assert.Equal(
            typeof(Verb).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(Verb)) && !Looks.Contains(type.Name)).Select(type => type.Name).Order(StringComparer.Ordinal),
            VerbTable.All.Select(verb => verb.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_word_finds_its_verb()
    {
        foreach (var verb in VerbTable.All)
        {
            Assert.All(verb.Synonyms.Append(verb.Name), word => Assert.Same(verb, VerbTable.Find(word.ToUpperInvariant())));
        }
    }

    [Fact]
    public void No_verb_takes_a_word_with_which_people_declare() =>
        Assert.All(VerbTable.Words, word => Assert.IsType<Reading.Call>(CommandLine.Read(word)));

    [Fact]
    public void Every_usage_begins_with_its_verb_and_every_help_says_something() =>
        Assert.All(VerbTable.All, verb =>
        {
            Assert.StartsWith(verb.Name, verb.Usage, StringComparison.Ordinal);
            Assert.NotEmpty(verb.Help);
        });
}
