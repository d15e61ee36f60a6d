using System.Globalization;
using System.Text;

namespace IncidentBot.Core.Incidents;

/// <summary>Text that people and alerts typed, made fit to be kept: one shape, bounded, without characters that fool a reader.</summary>
public static class Words
{
    /// <summary>The longest title; what is beyond becomes the first note.</summary>
    public const int TitleLength = 150;

    /// <summary>The longest name of a person that is shown.</summary>
    public const int NameLength = 80;

    /// <summary>The longest typed text that is kept.</summary>
    public const int TextLength = 4000;

    private const string Accented = "àáâãäåāăąçćčďđèéêëēėęěğìíîïīįıķłļñńņňòóôõöøőřśšşșťţțùúûüūůűųýÿźžż";
    private const string Plain = "aaaaaaaaacccddeeeeeeeegiiiiiiikllnnnnooooooorsssstttuuuuuuuuyyzzz";

    /// <summary>Without control, bidirectional and zero-width characters; white space folded to single blanks.</summary>
    public static string Clean(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        Span<char> letter = stackalloc char[2];
        var clean = new StringBuilder(text.Length);
        var blank = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                blank = clean.Length > 0;
                continue;
            }

            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                continue;
            }

            if (blank)
            {
                clean.Append(' ');
                blank = false;
            }

            clean.Append(letter[..rune.EncodeToUtf16(letter)]);
        }

        return clean.ToString();
    }

    /// <summary>Printable ASCII with single blanks between the words: nearly every line, and nothing is to be done to it.</summary>
    private static bool IsPlain(ReadOnlySpan<char> text) =>
        !text.ContainsAnyExceptInRange(' ', '~') && !text.StartsWith(' ') && !text.EndsWith(' ') && !text.Contains("  ", StringComparison.Ordinal);

    /// <summary>As a sentence that another one follows: with a full stop unless it has a mark of its own.</summary>
    public static string Ended(string text) => text.Length > 0 && char.IsPunctuation(text[^1]) ? text : $"{text}.";

    /// <summary>At most <paramref name="length"/> characters (1 or more), cut at a character's edge with an ellipsis.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = length - 1;
        if (end > 0 && char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }

    /// <summary>
    /// Lower-case letters and digits joined by hyphens, for the names of rooms. Latin letters lose their accents by a table of our own:
    /// with invariant globalization the runtime does not take them apart.
    /// </summary>
    public static string Slug(string text, int length)
    {
        var slug = new StringBuilder(length);
        foreach (var letter in text.ToLowerInvariant())
        {
            var c = Accented.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : letter;
            if (slug.Length >= length)
            {
                break;
            }

            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().Trim('-');
    }
}
