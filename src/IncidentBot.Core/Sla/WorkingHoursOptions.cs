using System.Globalization;

namespace IncidentBot.Core.Sla;

/// <summary>Section <c>WorkingHours</c>: when the clocks of a P3 run and when people get reminders that do not wake.</summary>
public sealed class WorkingHoursOptions
{
    public const string Section = "WorkingHours";

    /// <summary>IANA name of the project's time zone.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>Local time at which a working day begins. Guide: business hours 08:00–18:00.</summary>
    public string From { get; set; } = "08:00";

    /// <summary>Local time at which it ends.</summary>
    public string To { get; set; } = "18:00";

    /// <summary>Working days of the week; empty = Monday to Friday.</summary>
    public IList<DayOfWeek> Days { get; init; } = [];

    /// <summary>Days off, as 2026-12-25.</summary>
    public IList<string> Holidays { get; init; } = [];

    /// <summary>Every problem at once; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _))
        {
            yield return $"{Section}:Zone '{Zone}' is not a known time zone; use an IANA name such as Europe/Berlin.";
        }

        var (from, to) = (Time(From), Time(To));
        foreach (var (name, value, read) in new[] { (nameof(From), From, from), (nameof(To), To, to) })
        {
            if (read is null)
            {
                yield return $"{Section}:{name} '{value}' must be a time such as 08:00.";
            }
        }

        if (from is { } begin && to is { } end && end <= begin)
        {
            yield return $"{Section}:To must be later than {Section}:From.";
        }

        for (var i = 0; i < Days.Count; i++)
        {
            if (!Enum.IsDefined(Days[i]))
            {
                yield return $"{Section}:Days:{i} '{Days[i]}' must be a day of the week such as Monday.";
            }
        }

        for (var i = 0; i < Holidays.Count; i++)
        {
            if (Date(Holidays[i]) is null)
            {
                yield return $"{Section}:Holidays:{i} '{Holidays[i]}' must be a date such as 2026-12-25.";
            }
        }

        if (from is not null && to is not null && Days.All(Enum.IsDefined) && NeverWorks(ToHours()))
        {
            yield return $"{Section}:Holidays leave no working day for more than a year; take some out.";
        }
    }

    /// <summary>A stretch without a working day that is too long to be searched can only follow a holiday.</summary>
    private static bool NeverWorks(WorkingHours hours) => hours.Holidays.Count >= WorkingHours.LongestSearch / 7
        && hours.Holidays.Any(day => !Enumerable.Range(1, WorkingHours.LongestSearch - 1).Any(later => hours.IsWorkingDay(day.AddDays(later))));

    /// <summary>Expects options without <see cref="Problems"/>.</summary>
    public WorkingHours ToHours() => new(
        Zone,
        Time(From)!.Value,
        Time(To)!.Value,
        Days.Count == 0 ? [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday] : [.. Days.Distinct().Order()],
        [.. Holidays.Select(Date).OfType<DateOnly>().Distinct().Order()]);

    private static TimeOnly? Time(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static DateOnly? Date(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
