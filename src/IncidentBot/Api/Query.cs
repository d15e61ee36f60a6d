using System.Globalization;
using IncidentBot.Core.Sla;

namespace IncidentBot.Api;

/// <summary>Reads query parameters and collects a sentence for each that cannot be read.</summary>
internal sealed class Query(IQueryCollection values, params string[] known)
{
    private readonly List<string> _mistakes =
        [.. values.Keys.Where(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase)).Select(key => $"There is no parameter '{Shown(key)}'; there are {string.Join(", ", known)}.")];

    public Problem? Problem => _mistakes.Count == 0 ? null : Api.Problem.Invalid(string.Join(' ', _mistakes));

    public string? Text(string name) => values.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    public bool Flag(string name) => Text(name) switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        _ => Mistake(false, $"'{name}' is true or false."),
    };

    public long? Number(string name, long least, long most)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Mistake<long?>(null, $"'{name}' is a number from {least} to {most}.");
    }

    /// <summary>A date (its beginning where the team works) or an instant with its offset.</summary>
    public DateTimeOffset? Moment(string name, WorkingHours office) => Text(name) switch
    {
        null => null,
        var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => office.BeginningOf(date),
        var text when text.Length > 10 && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at) => at,
        _ => Mistake<DateTimeOffset?>(null, $"'{name}' is a date (2026-03-02) or an instant (2026-03-02T09:00:00Z)."),
    };

    public T? Word<T>(string name)
        where T : struct, Enum => Text(name) switch
        {
            null => null,
            var text when char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) => value,
            _ => Mistake<T?>(null, $"'{name}' is one of {string.Join(", ", Enum.GetNames<T>())}."),
        };

    private static string Shown(string key) => string.Concat(key.Where(char.IsAsciiLetterOrDigit).Take(32));

    private T Mistake<T>(T value, string sentence)
    {
        _mistakes.Add(sentence);
        return value;
    }
}
