using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;

namespace IncidentBot.Slack.Outbound;

/// <summary>
/// Spans as Slack's own markup. What a person or an alert wrote is escaped once, so that it can become no mention, link or time; what is
/// ours (a mention of the roster, a time, a number to call) stays whole or is left out, and never cut in two.
/// </summary>
/// <param name="userOf">Slack's id of a person or group of ours; null when Slack does not know them.</param>
/// <param name="lines">How what is to be typed is typed here.</param>
internal sealed class Mrkdwn(Func<string, string?> userOf, TypedLines lines)
{
    private const string CutMark = " … (cut here: too long for Slack)";

    /// <summary>A point in time as each reader's client shows it; a reader without one is told UTC.</summary>
    public static string Moment(DateTimeOffset at) =>
        $"<!date^{at.ToUnixTimeSeconds()}^{{date_short_pretty}} {{time}}|{at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC>";

    /// <summary>
    /// Escaped, at most <paramref name="length"/> long, with each of these times as each reader's client shows it; a client that cannot shows the
    /// words of the text. A text that is too long keeps its words: no time is cut in two.
    /// </summary>
    public static string Escape(string text, IReadOnlyList<TimeSaid> times, int length)
    {
        var escaped = Escape(text);
        var timed = times.Count == 0 ? escaped : Timed(escaped, times);
        return timed.Length <= length ? timed : Escape(text, length);
    }

    /// <summary>A text with its times as what a card is made of: it may then go on in another block, and no time is cut in two.</summary>
    public static IReadOnlyList<Span> Spans(string text, IReadOnlyList<TimeSaid> times)
    {
        if (times.Count == 0)
        {
            return [new Span.Words(text)];
        }

        var words = ByWords(times, static words => words);
        List<Span> spans = [];
        var end = 0;
        foreach (var said in Regex.EnumerateMatches(text, Pattern(words.Keys), RegexOptions.NonBacktracking))
        {
            spans.Add(new Span.Words(text[end..said.Index]));
            spans.Add(new Span.Moment(words[text.Substring(said.Index, said.Length)].At));
            end = said.Index + said.Length;
        }

        return [.. spans, new Span.Words(text[end..])];
    }

    private static string Timed(string escaped, IReadOnlyList<TimeSaid> times)
    {
        var words = ByWords(times, Escape);
        return Regex.Replace(
            escaped,
            Pattern(words.Keys),
            said => $"<!date^{words[said.Value].At.ToUnixTimeSeconds()}^{{date_short_pretty}} {{time}}|{said.Value}>",
            RegexOptions.NonBacktracking);
    }

    private static Dictionary<string, TimeSaid> ByWords(IEnumerable<TimeSaid> times, Func<string, string> written) =>
        times.DistinctBy(time => written(time.Words), StringComparer.Ordinal).ToDictionary(time => written(time.Words), StringComparer.Ordinal);

    /// <summary>The longest first, and in one go: a day and a time hold the time, and what stands for a time holds its words.</summary>
    private static string Pattern(IEnumerable<string> words) => string.Join('|', words.OrderByDescending(word => word.Length).Select(Regex.Escape));

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var piece in Runes(text))
        {
            escaped.Append(piece);
        }

        return escaped.ToString();
    }

    /// <summary>Escaped and at most <paramref name="length"/> UTF-16 units long, with no entity cut in two.</summary>
    public static string Escape(string text, int length) => Pack(Runes(text), length, 1)[0];

    /// <summary>At most <paramref name="length"/> UTF-16 units, which is the strictest way to count that Slack may use.</summary>
    public string Line(IEnumerable<Span> spans, int length) => Pack(Pieces(spans), length, 1)[0];

    /// <summary>As many parts of at most <paramref name="length"/> as it takes, and no more than <paramref name="parts"/>; what is left out is said.</summary>
    public IReadOnlyList<string> Parts(IEnumerable<Span> spans, int length, int parts) => Pack(Pieces(spans), length, parts);

    private IEnumerable<string> Pieces(IEnumerable<Span> spans) => spans.SelectMany(span => span switch
    {
        Span.Words words => Runes(lines.Among(words.Value)),
        Span.Strong strong when string.IsNullOrWhiteSpace(strong.Value) => [],
        Span.Strong strong => ["*", .. Runes(strong.Value.Trim()), "*"],
        Span.Mention mention when userOf(mention.Person) is { } user => [user[0] == 'S' ? $"<!subteam^{user}>" : $"<@{user}>"],
        Span.Mention mention => ["*", .. Runes(mention.Name), "*"],
        Span.Moment moment => [Moment(moment.At)],
        Span.Phone phone => Phone(phone.Number),
        Span.Link link => [Link(link)],
        Span.Elsewhere { Message: null, Place: { Target: SlackModule.Name } room } other when other.Label.StartsWith('#') && SlackPlace.IsChannel(room.Id) => [$"<#{room.Id}>"],
        Span.Elsewhere other => Runes(other.Label),
        _ => throw new ArgumentException($"No span is called {span.GetType().Name}.", nameof(spans)),
    });

    /// <summary>What would end the link early is written in its percent form; a label of nothing is the address.</summary>
    private static string Link(Span.Link link)
    {
        var url = Escape(link.Url).Replace("|", "%7C", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal);
        return Escape(link.Label).Replace("|", "", StringComparison.Ordinal) is var label && string.IsNullOrWhiteSpace(label) ? $"<{url}>" : $"<{url}|{label}>";
    }

    private static IEnumerable<string> Phone(string number)
    {
        var digits = string.Concat(number.Where((c, i) => char.IsAsciiDigit(c) || (c == '+' && i == 0)));
        return digits.Count(char.IsAsciiDigit) is < 3 or > 20 || number.Length > 40 ? Runes(number) : [$"<tel:{digits}|{Escape(number).Replace("|", "", StringComparison.Ordinal)}>"];
    }

    /// <summary>One piece for each character, with what could be markup of Slack's made harmless, and nothing that moves or hides text.</summary>
    private static IEnumerable<string> Runes(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n')
            {
                yield return "\n";
            }
            else if (Rune.IsControl(rune))
            {
                yield return " ";
            }
            else if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format)
            {
                yield return rune.Value switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    _ => rune.ToString(),
                };
            }
        }
    }

    /// <summary>Never empty; a part ends at a blank where there is one near.</summary>
    private static List<string> Pack(IEnumerable<string> pieces, int length, int most)
    {
        var parts = new List<string>();
        var part = new StringBuilder(Math.Min(length, 256));
        var blank = 0;
        foreach (var piece in pieces)
        {
            if (part.Length + piece.Length > length)
            {
                if (parts.Count == most - 1)
                {
                    return [.. parts, Shortened(part, blank, length)];
                }

                var end = blank > length / 2 ? blank : part.Length;
                parts.Add(part.ToString(0, end));
                part.Remove(0, end);
                blank = 0;
                if (part.Length + piece.Length > length)
                {
                    // only a token that is longer than a whole part; there is none of ours
                    continue;
                }
            }

            part.Append(piece);
            blank = piece is " " or "\n" ? part.Length : blank;
        }

        return part.Length > 0 || parts.Count == 0 ? [.. parts, part.ToString()] : parts;
    }

    /// <summary>Room for the mark is made by taking characters away, never a half entity or token; it is cut at a blank where there is one near.</summary>
    private static string Shortened(StringBuilder part, int blank, int length)
    {
        var mark = length > CutMark.Length * 4 ? CutMark : "…";
        var text = part.ToString();
        var end = Math.Min(text.Length, length - mark.Length);
        if (end < text.Length)
        {
            end = Boundary(text, blank > length / 2 && blank <= end ? blank : end);
        }

        return text[..end].TrimEnd() + mark;
    }

    /// <summary>Back to before an entity, a token or a surrogate that would be cut in two.</summary>
    private static int Boundary(string text, int end)
    {
        var token = text.LastIndexOf('<', Math.Max(0, end - 1));
        if (token >= 0 && text.IndexOf('>', token) >= end)
        {
            return token;
        }

        var entity = text.LastIndexOf('&', Math.Max(0, end - 1));
        if (entity >= 0 && text.IndexOf(';', entity) is var close && close >= end && close - entity <= 4)
        {
            return entity;
        }

        return end > 0 && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
    }
}
