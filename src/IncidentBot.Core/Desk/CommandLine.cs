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

    /// <param name="BreakGlass">The person was asked and insists, although no commander is there.</param>
    public sealed record Call(Verb Verb, IncidentId? Incident, string Text, bool BreakGlass = false) : Reading
    {
        /// <summary>The word that was typed for the verb: itself, or one that means nearly the same.</summary>
        public string Word { get; init; } = Verb.Name;
    }

    /// <summary>A near miss: <paramref name="Line"/> is what was probably meant.</summary>
    /// <param name="Title">The whole line where it could also be the title of an incident; null when it cannot.</param>
    public sealed record DidYouMean(string Word, string Line, string? Title) : Reading;

    /// <summary>More than is kept; cutting it would lose what somebody wrote.</summary>
    public sealed record TooLong(int Length) : Reading;

    /// <summary>A word of the vocabulary that this version does not understand yet (<see cref="NotYetWords"/>).</summary>
    /// <param name="Title">The whole line where it could also be the title of an incident; null when it cannot.</param>
    public sealed record NotYet(string Word, string? Title) : Reading;

    /// <summary>One word that means nothing here.</summary>
    public sealed record Unknown(string Word) : Reading;
}

/// <summary>
/// Reads a line (product page, "Chat vocabulary"): verb and severity in the first two words only, any case; an id as first word or right
/// after the verb; the rest is text.
/// </summary>
public static class CommandLine
{
    /// <summary>The word that says: I know that no commander is there, do it all the same.</summary>
    public const string BreakGlass = "break-glass";

    /// <summary>Verb, id and a text of full length.</summary>
    private const int LongestLine = Words.TextLength + 100;

    public static Reading Read(string line)
    {
        var text = Words.Clean(line);
        if (text.Length == 0)
        {
            return new Reading.Menu();
        }

        if (text.Length > LongestLine)
        {
            return new Reading.TooLong(text.Length);
        }

        var (first, afterFirst) = Split(text);
        if (Is(first, BreakGlass) && afterFirst.Length > 0)
        {
            return Read(afterFirst) is Reading.Call insisted ? insisted with { BreakGlass = true } : Read(afterFirst);
        }

        if (IncidentId.TryParse(first, out var id))
        {
            var (word, rest) = Split(afterFirst);
            return word.Length == 0 ? new Reading.Call(VerbTable.Find("status")!, id, "")
                : VerbTable.Find(word) is { } named ? new Reading.Call(named, id, rest) { Word = word.ToLowerInvariant() }
                : NotYetWords.Find(word) is { } later ? new Reading.NotYet(later.Word, null)
                : (Reading?)Miss(word, $"{first} ", rest, title: null) ?? new Reading.Unknown(word);
        }

        if (Declaration(first, afterFirst) is { } declaration)
        {
            return declaration;
        }

        first = first.TrimEnd(':', ',');
        if (VerbTable.Find(first) is { } verb)
        {
            var (second, afterSecond) = Split(afterFirst);
            return IncidentId.TryParse(second, out var subject)
                ? new Reading.Call(verb, subject, afterSecond) { Word = first.ToLowerInvariant() }
                : new Reading.Call(verb, null, afterFirst) { Word = first.ToLowerInvariant() };
        }

        if (NotYetWords.Find(first) is { } known)
        {
            return new Reading.NotYet(known.Word, afterFirst.Length == 0 ? null : text);
        }

        return (Reading?)Miss(first, "", afterFirst, afterFirst.Length == 0 || IncidentId.TryParse(Split(afterFirst).Word, out _) ? null : text)
            ?? (afterFirst.Length == 0 ? new Reading.Unknown(first) : new Reading.Declare(null, text, false, false));
    }

    private static Reading.Declare? Declaration(string first, string rest)
    {
        if (SeverityOf(first) is { } severity)
        {
            return new Reading.Declare(severity, rest, false, false);
        }

        var (drill, hidden) = (IsDrill(first), Is(first, "private"));
        if (!drill && !hidden && !Is(first, "new") && !Is(first, "declare"))
        {
            return null;
        }

        var (second, title) = Split(rest);
        if ((drill && Is(second, "private")) || (hidden && IsDrill(second)))
        {
            // "test private p1": read as one word, or a private drill would become a public one.
            (drill, hidden, rest) = (true, true, title);
            (second, title) = Split(rest);
        }

        return SeverityOf(second) is { } named
            ? new Reading.Declare(named, title, drill, hidden)
            : new Reading.Declare(null, rest, drill, hidden);
    }

    private static bool IsDrill(string word) => Is(word, "test") || Is(word, "drill");

    /// <summary>A severity as people type it.</summary>
    internal static Severity? SeverityOf(string word) => word.TrimEnd(':', ',').ToLowerInvariant() switch
    {
        "p1" or "sev1" => Severity.P1,
        "p2" or "sev2" => Severity.P2,
        "p3" or "sev3" => Severity.P3,
        "p4" or "sev4" => Severity.P4,
        _ => null,
    };

    private static Reading.DidYouMean? Miss(string word, string before, string rest, string? title)
    {
        var lower = word.ToLowerInvariant();
        var allowed = lower.Length <= 4 ? 1 : 2;
        var near = VerbTable.Words
            .Concat(["declare", "private", "test"])
            .Where(known => known.Length > 2)
            .Select(known => (known, distance: EditDistance.Between(lower, known)))
            .Where(candidate => candidate.distance <= allowed)
            .OrderBy(candidate => candidate.distance)
            .ThenBy(candidate => candidate.known, StringComparer.Ordinal)
            .Select(candidate => candidate.known)
            .FirstOrDefault();
        return near is null ? null : new Reading.DidYouMean(word, $"{before}{near} {rest}".TrimEnd(), title);
    }

    private static (string Word, string After) Split(string text)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? (text, "") : (text[..blank], text[(blank + 1)..]);
    }

    private static bool Is(string word, string known) => string.Equals(word, known, StringComparison.OrdinalIgnoreCase);
}
