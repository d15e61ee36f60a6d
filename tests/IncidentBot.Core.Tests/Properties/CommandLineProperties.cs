using FsCheck.Xunit;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Xunit;

namespace IncidentBot.Core.Tests.Properties;

/// <summary>Replay a failure with the seed that the runner prints.</summary>
[Properties(Replay = "20260302,7919")]
public sealed class CommandLineProperties
{
    [Property(MaxTest = 300)]
    public void Every_line_made_of_a_verb_an_id_and_a_text_is_read_back(byte word, ushort number, string? typed, bool idFirst, bool upper)
    {
        var words = VerbTable.Words.ToList();
        var said = words[word % words.Count];
        var id = new IncidentId(number + 1);
        var text = Words.Clean(typed ?? "");
        var verb = upper ? said.ToUpperInvariant() : said;

        var reading = CommandLine.Read(idFirst ? $"{id} {verb} {text}" : $"{verb} {id} {text}");

        Assert.Equal(new Reading.Call(VerbTable.Find(said)!, id, Words.Cut(text, Words.TextLength)) { Word = said }, reading);
    }

    [Property(MaxTest = 300)]
    public void Every_declaration_is_read_back(byte severity, string? typed, bool drill)
    {
        var level = (Severity)((severity % 4) + 1);
        var title = Words.Clean(typed ?? "");

        Assert.Equal(new Reading.Declare(level, Words.Cut(title, Words.TextLength), drill, false), CommandLine.Read($"{(drill ? "test " : "")}{level} {title}"));
    }

    [Property(MaxTest = 500)]
    public void Any_text_whatever_is_read_as_something_and_never_grows(string? line)
    {
        var text = line ?? "";

        var kept = CommandLine.Read(text) switch
        {
            Reading.Call call => call.Text,
            Reading.Declare declare => declare.Title,
            Reading.Unknown unknown => unknown.Word,
            Reading.DidYouMean miss => miss.Word,
            _ => "",
        };

        Assert.True(kept.Length <= text.Length);
        Assert.Equal(kept, Words.Clean(kept));
    }

    [Property(MaxTest = 500)]
    public void A_clean_text_has_no_character_that_fools_a_reader(string? typed)
    {
        var clean = Words.Clean(typed ?? "");

        Assert.Equal(clean.Trim(), clean);
        Assert.DoesNotContain("  ", clean, StringComparison.Ordinal);
        Assert.All(clean.EnumerateRunes(), rune => Assert.False(System.Text.Rune.IsControl(rune)));
        Assert.All(Words.Slug(clean, 60), c => Assert.True(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));
    }
}
