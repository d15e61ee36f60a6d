using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Desk;

/// <summary>What a typed line means.</summary>
public abstract record Reading
{
    private Reading()
    {
    }

    /// <summary>Nothing was typed.</summary>
    public sealed record Menu : Reading;

    /// <param name="Severity">Null: the person is asked, with the text as title.</param>
    public sealed record Declare(Severity? Severity, string Title, bool Drill, bool Private) : Reading;

    public sealed record Call(Verb Verb, IncidentId? Incident, string Text) : Reading;

    /// <summary>A near miss: <paramref name="Line"/> is what was probably meant.</summary>
    public sealed record DidYouMean(string Word, string Line) : Reading;

    /// <summary>One word that means nothing here.</summary>
    public sealed record Unknown(string Word) : Reading;
}

/// <summary>
/// Reads a line (product page, "Chat vocabulary"): verb and severity in the first two words only, any case; an id as first word or right
/// after the verb; the rest is text.
/// </summary>
public static class CommandLine
{
    public static Reading Read(string line)
    {
        var text = Words.Clean(line);
        if (text.Length == 0)
        {
            return new Reading.Menu();
        }

        var (first, afterFirst) = Split(text);
        if (IncidentId.TryParse(first, out var id))
        {
            var (word, rest) = Split(afterFirst);
            return word.Length == 0 ? new Reading.Call(VerbTable.Find("status")!, id, "")
                : VerbTable.Find(word) is { } named ? new Reading.Call(named, id, Bound(rest))
                : (Reading?)Miss(word, $"{first} ", rest) ?? new Reading.Unknown(word);
        }

        if (Declaration(first, afterFirst) is { } declaration)
        {
            return declaration;
        }

        if (VerbTable.Find(first) is { } verb)
        {
            var (second, afterSecond) = Split(afterFirst);
            return IncidentId.TryParse(second, out var subject)
                ? new Reading.Call(verb, subject, Bound(afterSecond))
                : new Reading.Call(verb, null, Bound(afterFirst));
        }

        return (Reading?)Miss(first, "", afterFirst) ?? (afterFirst.Length == 0 ? new Reading.Unknown(first) : new Reading.Declare(null, Bound(text), false, false));
    }

    private static Reading.Declare? Declaration(string first, string rest)
    {
        if (SeverityOf(first) is { } severity)
        {
            return new Reading.Declare(severity, Bound(rest), false, false);
        }

        var (drill, hidden) = (Is(first, "test") || Is(first, "drill"), Is(first, "private"));
        if (!drill && !hidden && !Is(first, "new") && !Is(first, "declare"))
        {
            return null;
        }

        var (second, title) = Split(rest);
        return SeverityOf(second) is { } named
            ? new Reading.Declare(named, Bound(title), drill, hidden)
            : new Reading.Declare(null, Bound(rest), drill, hidden);
    }

    private static Severity? SeverityOf(string word) => word.ToLowerInvariant() switch
    {
        "p1" or "sev1" => Severity.P1,
        "p2" or "sev2" => Severity.P2,
        "p3" or "sev3" => Severity.P3,
        "p4" or "sev4" => Severity.P4,
        _ => null,
    };

    private static Reading.DidYouMean? Miss(string word, string before, string rest)
    {
        var lower = word.ToLowerInvariant();
        var allowed = lower.Length <= 4 ? 1 : 2;
        var near = VerbTable.Words
            .Concat(["declare", "private", "test"])
            .Where(known => known.Length > 3)
            .Select(known => (known, distance: EditDistance.Between(lower, known)))
            .Where(candidate => candidate.distance <= allowed)
            .OrderBy(candidate => candidate.distance)
            .ThenBy(candidate => candidate.known, StringComparer.Ordinal)
            .Select(candidate => candidate.known)
            .FirstOrDefault();
        return near is null ? null : new Reading.DidYouMean(word, Bound($"{before}{near} {rest}").TrimEnd());
    }

    private static (string Word, string After) Split(string text)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? (text, "") : (text[..blank], text[(blank + 1)..]);
    }

    private static bool Is(string word, string known) => string.Equals(word, known, StringComparison.OrdinalIgnoreCase);

    private static string Bound(string text) => Words.Cut(text, Words.TextLength);
}
