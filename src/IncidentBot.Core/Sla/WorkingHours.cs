using System.Globalization;

namespace IncidentBot.Core.Sla;

/// <summary>
/// When a clock that keeps working hours runs (product page, "Clocks"): every boundary is a local date and a local time, so a day on which
/// the clocks change is as long as it is. Frozen onto the incident with its procedure.
/// </summary>
/// <param name="Zone">IANA name.</param>
/// <param name="From">Local time at which a working day begins.</param>
/// <param name="To">Local time at which it ends; later than <paramref name="From"/>.</param>
public sealed record WorkingHours(string Zone, TimeOnly From, TimeOnly To, IReadOnlyList<DayOfWeek> Days, IReadOnlyList<DateOnly> Holidays)
{
    /// <summary>A calendar without a working day for this long is refused at start; the search never goes further.</summary>
    public const int LongestSearch = 400;

    /// <summary>Product page, "Ends": the first nag of a post-mortem comes at 10:00 in its owner's zone.</summary>
    private static readonly TimeOnly MorningAt = new(10, 0);

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Monday to Friday, UTC: where nothing else is known.</summary>
    public static WorkingHours Unset { get; } = new WorkingHoursOptions().ToHours();

    public bool IsWorkingDay(DateOnly date) => Days.Contains(date.DayOfWeek) && !Holidays.Contains(date);

    /// <summary>
    /// Where a target ends. Whole days mean the same local time that many working days later; anything else is counted in working time.
    /// </summary>
    public DateTimeOffset Deadline(DateTimeOffset from, TimeSpan target)
    {
        if (target < Day || target.Ticks % Day.Ticks != 0)
        {
            return Add(from, target);
        }

        var zone = Find();
        var (date, time) = Local(zone, InWork(from));
        for (var left = (int)(target / Day); left > 0; left--)
        {
            date = NextWorkingDay(date);
        }

        return Instant(zone, date, time);
    }

    /// <summary>The moment at which this much working time has passed.</summary>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan working)
    {
        var zone = Find();
        var date = Local(zone, from).Date;
        for (var day = 0; day < LongestSearch; day++, date = date.AddDays(1))
        {
            if (Window(zone, date) is not { } window || window.End <= from)
            {
                continue;
            }

            var begin = from > window.Begin ? from : window.Begin;
            if (window.End - begin >= working)
            {
                return begin + working;
            }

            working -= window.End - begin;
        }

        return DateTimeOffset.MaxValue;
    }

    /// <summary>The moment from which this much working time leads to <paramref name="to"/>.</summary>
    public DateTimeOffset Subtract(DateTimeOffset to, TimeSpan working)
    {
        var zone = Find();
        var date = Local(zone, to).Date;
        for (var day = 0; day < LongestSearch; day++, date = date.AddDays(-1))
        {
            if (Window(zone, date) is not { } window || window.Begin >= to)
            {
                continue;
            }

            var end = to < window.End ? to : window.End;
            if (end - window.Begin >= working)
            {
                return end - working;
            }

            working -= end - window.Begin;
        }

        return DateTimeOffset.MinValue;
    }

    /// <summary>Working time between two moments; zero when <paramref name="to"/> is not later.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var zone = Find();
        var (sum, last) = (TimeSpan.Zero, Local(zone, to).Date);
        for (var date = Local(zone, from).Date; date <= last; date = date.AddDays(1))
        {
            if (Window(zone, date) is not { } window)
            {
                continue;
            }

            var begin = from > window.Begin ? from : window.Begin;
            var end = to < window.End ? to : window.End;
            sum += end > begin ? end - begin : TimeSpan.Zero;
        }

        return sum;
    }

    /// <summary>When work begins again: now, if it is working time.</summary>
    public DateTimeOffset InWork(DateTimeOffset at) => Add(at, TimeSpan.Zero);

    public bool IsWork(DateTimeOffset at) => InWork(at) == at;

    /// <summary>The beginning of the first working day after the day of <paramref name="at"/>.</summary>
    public DateTimeOffset NextDay(DateTimeOffset at)
    {
        var zone = Find();
        return Instant(zone, NextWorkingDay(Local(zone, at).Date), From);
    }

    /// <summary>The first 10:00 on a working day that is later than <paramref name="after"/> and not before <paramref name="from"/>, in a reader's own zone.</summary>
    /// <param name="zone">IANA name; null, or one that this machine does not know (a chat said it, elsewhere) = this calendar's.</param>
    public DateTimeOffset Morning(string? zone, DateTimeOffset after, DateOnly? from = null)
    {
        var reader = zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var own) ? own : Find();
        var date = Local(reader, after).Date;
        date = from is { } first && first > date ? first : date;
        while (!IsWorkingDay(date) || Instant(reader, date, MorningAt) <= after)
        {
            date = NextWorkingDay(date);
        }

        return Instant(reader, date, MorningAt);
    }

    /// <summary>When that day begins where the team works.</summary>
    public DateTimeOffset BeginningOf(DateOnly date) => Instant(Find(), date, TimeOnly.MinValue);

    /// <summary>The date of this moment where the team works.</summary>
    public DateOnly DateOf(DateTimeOffset at) => Local(Find(), at).Date;

    /// <summary>What the clock shows where the team works.</summary>
    public TimeOnly TimeOf(DateTimeOffset at) => Local(Find(), at).Time;

    /// <summary>A moment as the team reads its clock: "03:02 Europe/Berlin".</summary>
    public string Clock(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{Local(Find(), at).Time:HH:mm} {Zone}");

    /// <summary>The same, with its day where that is not today.</summary>
    public string Clock(DateTimeOffset at, DateTimeOffset now) => DateOf(at) == DateOf(now) ? Clock(at) : DayAndClock(at);

    /// <summary>The same with its day, for what may be on another one: "Mon 2027-03-08 10:30 Europe/Berlin".</summary>
    public string DayAndClock(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{DateOf(at):ddd yyyy-MM-dd} {Clock(at)}");

    /// <summary>When the team's clock shows this time on that day: once; twice where the clocks go back over it, earliest first; never where they skip it.</summary>
    public IReadOnlyList<DateTimeOffset> Moments(DateOnly date, TimeOnly time)
    {
        var (zone, local) = (Find(), date.ToDateTime(time));
        return zone.IsInvalidTime(local) ? []
            : zone.IsAmbiguousTime(local) ? [.. zone.GetAmbiguousTimeOffsets(local).OrderDescending().Select(offset => new DateTimeOffset(local, offset).ToUniversalTime())]
            : [new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime()];
    }

    private TimeZoneInfo Find() => TimeZoneInfo.FindSystemTimeZoneById(Zone);

    private DateOnly NextWorkingDay(DateOnly date)
    {
        for (var day = 1; day < LongestSearch; day++)
        {
            if (IsWorkingDay(date.AddDays(day)))
            {
                return date.AddDays(day);
            }
        }

        throw new InvalidOperationException("The calendar has no working day.");
    }

    private (DateTimeOffset Begin, DateTimeOffset End)? Window(TimeZoneInfo zone, DateOnly date) =>
        IsWorkingDay(date) ? (Instant(zone, date, From), Instant(zone, date, To)) : null;

    private static (DateOnly Date, TimeOnly Time) Local(TimeZoneInfo zone, DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        return (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    /// <summary>A local time that a change of the clocks skips is the moment after the gap; one that comes twice is its first.</summary>
    internal static DateTimeOffset Instant(TimeZoneInfo zone, DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
