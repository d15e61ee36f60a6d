using System.Globalization;
using System.Text;

namespace IncidentBot.Core.Messages;

/// <summary>
/// Draws cards and conversations as plain text for a terminal or a file, because a newcomer without any chat should see what the rooms
/// would show. Whatever people or alerts wrote is shown without control, bidirectional or invisible characters: it cannot move the cursor,
/// colour the terminal, or look like something else.
/// </summary>
/// <param name="zone">Times are shown as HH:mm in this zone, with its name.</param>
/// <param name="columns">The width that lines are wrapped to; a word that is longer is broken.</param>
public sealed class TranscriptRenderer(TimeZoneInfo zone, int columns = 80)
{
    private const string Bar = "│ ";
    private const int BarWidth = 20;

    /// <summary>Under the time, where the words of a transcript line begin.</summary>
    private const string Indent = "       ";

    private readonly int _inner = columns - Indent.Length - Bar.Length;

    public string ZoneName => zone.Id;

    /// <summary>The card as lines, without line ends.</summary>
    /// <param name="on">When it is read: a moment of another day says which. Null = every moment is a time of day only.</param>
    public IReadOnlyList<string> Draw(Card card, DateTimeOffset? on = null)
    {
        var lines = new List<string>(Heading(card));
        if (card.Blocks.Count == 0 && card.Buttons.Count == 0)
        {
            return lines;
        }

        foreach (var block in card.Blocks)
        {
            lines.AddRange(Block(block, on).Select(line => (Bar + line).TrimEnd()));
        }

        lines.AddRange(Buttons(card.Buttons).Select(line => Bar + line));
        lines.Add("└" + new string('─', _inner + 1));
        return lines;
    }

    /// <summary>What somebody wrote: time, name, words; further lines stand under the first word.</summary>
    public IReadOnlyList<string> Said(DateTimeOffset at, string who, string words)
    {
        var lead = $"{Time(at)}  {Clean(who)}  ";
        var first = Width(lead) > columns / 2 ? Width(Indent) : Width(lead);
        var lines = Wrap(Clean(words), columns - first).ToList();
        var head = first == Width(lead) && lines.Count > 0 ? lead + lines[0] : lead.TrimEnd();
        return [head.TrimEnd(), .. lines.Skip(first == Width(lead) ? 1 : 0).Select(line => new string(' ', first) + line)];
    }

    /// <summary>What somebody posted: time, name, a word on what happened to it (edited, for one person), and the card under them.</summary>
    public IReadOnlyList<string> Posted(DateTimeOffset at, string who, string? note, Card card) =>
        [.. Said(at, who, note ?? ""), .. Draw(card, at).Select(line => Indent + line)];

    /// <summary>HH:mm in the transcript's zone; the zone's name stands once above the transcript.</summary>
    public string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The day a transcript line belongs to, in the transcript's zone.</summary>
    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>One line of visible characters: line ends and tabs become spaces; control, bidirectional and zero-width characters go.</summary>
    public static string Clean(string words)
    {
        if (!words.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return words;
        }

        var clean = new StringBuilder(words.Length);
        foreach (var rune in words.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator:
                case UnicodeCategory.Control when rune.Value is '\n' or '\r' or '\t':
                    clean.Append(' ');
                    break;
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                    break;
                default:
                    clean.Append(rune.ToString());
                    break;
            }
        }

        return clean.ToString();
    }

    /// <summary>The title with the tone's word at the end of its first line; a card that is only a title needs no frame.</summary>
    private IEnumerable<string> Heading(Card card)
    {
        var tone = card.Tone switch
        {
            Tone.Good => " GOOD ─",
            Tone.Attention => " ATTENTION ─",
            Tone.Alarm => " ALARM ─",
            _ => "",
        };
        var framed = card.Blocks.Count > 0 || card.Buttons.Count > 0;
        var title = Wrap(Clean(card.Title), _inner - tone.Length - 4).DefaultIfEmpty("").ToList();
        yield return framed || tone.Length > 0
            ? $"{(framed ? "┌─" : "──")} {title[0]} {new string('─', Math.Max(1, _inner - Width(title[0]) - tone.Length - 2))}{tone}"
            : $"── {title[0]}";
        foreach (var rest in title.Skip(1))
        {
            yield return $"{(framed ? "│ " : "  ")} {rest}";
        }
    }

    private IEnumerable<string> Block(Block block, DateTimeOffset? on) => block switch
    {
        Block.Text text => Wrap(Line(text.Spans, on), _inner),
        Block.Facts facts => Facts(facts.Items, on),
        Block.Checklist list => list.Items.SelectMany(item => Hang($"{(item.Done ? "[x]" : "[ ]")} {item.Number,2}  ", Clean(item.Words))),
        Block.Progress progress => [Progress(progress)],
        _ => [],
    };

    private IEnumerable<string> Facts(IReadOnlyList<Fact> facts, DateTimeOffset? on)
    {
        var widest = Math.Min(facts.Count == 0 ? 0 : facts.Max(fact => Width(Clean(fact.Name))), _inner / 3);
        return facts.SelectMany(fact => Hang(Pad(Cut(Clean(fact.Name), widest), widest) + "  ", Line(fact.Value, on)));
    }

    private static string Progress(Block.Progress progress)
    {
        var percent = Math.Clamp(progress.Percent, 0, 100);
        var full = percent * BarWidth / 100;
        return string.Create(CultureInfo.InvariantCulture, $"{Clean(progress.Label)}  {new string('█', full)}{new string('░', BarWidth - full)}  {percent} %");
    }

    /// <summary>As many buttons to a line as fit; a button is never broken.</summary>
    private IEnumerable<string> Buttons(IReadOnlyList<Button> buttons)
    {
        var line = "";
        foreach (var button in buttons.Select(button => $"[{Clean(button.Label)}] {Clean(button.Line)}"))
        {
            if (line.Length > 0 && Width(line) + 3 + Width(button) > _inner)
            {
                yield return line;
                line = "";
            }

            line += (line.Length == 0 ? "" : "   ") + button;
        }

        if (line.Length > 0)
        {
            yield return line;
        }
    }

    private string Line(IReadOnlyList<Span> spans, DateTimeOffset? on) => string.Concat(spans.Select(span => span switch
    {
        Span.Words words => Clean(words.Value),
        Span.Strong strong => Clean(strong.Value),
        Span.Mention mention => "@" + Clean(mention.Name),
        Span.Moment moment => $"{Elsewhen(moment.At, on)}{Time(moment.At)} {ZoneName}",
        Span.Phone phone => Clean(phone.Number),
        Span.Elsewhere other => Clean(other.Label),
        Span.Link link when string.Equals(Host(link.Url), link.Label, StringComparison.OrdinalIgnoreCase) => Clean(link.Url),
        Span.Link link => $"{Clean(link.Label)} ({Clean(link.Url)})",
        _ => "",
    }));

    private static string? Host(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Authority : null;

    /// <summary>"Mon 8 March " where that is not today.</summary>
    private string Elsewhen(DateTimeOffset at, DateTimeOffset? on) =>
        on is { } today && Day(at) != Day(today) ? Day(at).ToString("ddd d MMMM ", CultureInfo.InvariantCulture) : "";

    private IEnumerable<string> Hang(string lead, string words)
    {
        var width = Width(lead);
        return Wrap(words, _inner - width).DefaultIfEmpty("").Select((line, at) => at == 0 ? lead + line : new string(' ', width) + line);
    }

    private static IEnumerable<string> Wrap(string words, int width)
    {
        var line = new StringBuilder();
        var used = 0;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, width)))
        {
            var needed = Width(word);
            if (used > 0 && used + 1 + needed > width)
            {
                yield return line.ToString();
                line.Clear();
                used = 0;
            }

            line.Append(used > 0 ? " " : "").Append(word);
            used += needed + (used > 0 ? 1 : 0);
        }

        if (used > 0)
        {
            yield return line.ToString();
        }
    }

    private static IEnumerable<string> Pieces(string word, int width)
    {
        while (Width(word) > width)
        {
            var piece = Take(word, width);
            yield return piece;
            word = word[piece.Length..];
        }

        yield return word;
    }

    private static string Cut(string words, int width) => Width(words) <= width ? words : Take(words, width - 1) + "…";

    private static string Pad(string words, int width) => words + new string(' ', Math.Max(0, width - Width(words)));

    private static string Take(string words, int width)
    {
        var length = 0;
        foreach (var rune in words.EnumerateRunes())
        {
            width -= Width(rune);
            if (width < 0)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        // At least one character, or a line narrower than it would never end.
        return words[..Math.Max(length, Math.Min(words.Length, 1))];
    }

    private static int Width(string words)
    {
        if (Ascii.IsValid(words))
        {
            return words.Length;
        }

        var width = 0;
        foreach (var rune in words.EnumerateRunes())
        {
            width += Width(rune);
        }

        return width;
    }

    /// <summary>Columns in a terminal: marks take none, East Asian letters and pictures two.</summary>
    private static int Width(Rune rune) => rune.Value < 0x300 ? 1 : Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => 0,
        _ => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD)
            ? 2
            : 1,
    };
}
