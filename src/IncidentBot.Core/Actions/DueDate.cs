using System.Globalization;

namespace IncidentBot.Core.Actions;

/// <summary>A date as people type it: <c>2026-12-01</c>, <c>today</c>, <c>tomorrow</c>, <c>friday</c> (the next one), <c>3d</c>, <c>2w</c>.</summary>
public static class DueDate
{
    private const int FurthestDays = 366;

    /// <summary>Null: not a date. May lie in the past; the verb says so.</summary>
    public static DateOnly? Read(string word, DateOnly today)
    {
        var lower = word.ToLowerInvariant().TrimEnd(',', ':', '.');
        if (DateOnly.TryParseExact(lower, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        return lower switch
        {
            "today" => today,
            "tomorrow" => today.AddDays(1),
            _ when Weekday(lower) is { } day => today.AddDays(((int)day - (int)today.DayOfWeek + 6) % 7 + 1),
            _ when Count(lower) is { } days => today.AddDays(days),
            _ => null,
        };
    }

    public static string Show(DateOnly date) => date.ToString("ddd yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DayOfWeek? Weekday(string word) => word.Length >= 3
        ? Enum.GetValues<DayOfWeek>().Cast<DayOfWeek?>().FirstOrDefault(day => day.ToString()!.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        : null;

    private static int? Count(string word) =>
        word.Length is >= 2 and <= 4
        && int.TryParse(word.AsSpan(0, word.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && (word[^1] == 'd' ? count : word[^1] == 'w' ? count * 7 : -1) is >= 0 and <= FurthestDays and var days ? days : null;
}
