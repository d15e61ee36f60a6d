using System.Globalization;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;

namespace IncidentBot.Core.Verbs;

/// <summary>
/// A time of day that somebody typed, and the one moment it means. Without its day it is the latest one that is not in the future, if that is
/// near enough; what could as well be meant otherwise is asked about and never guessed, because figures are made of it.
/// </summary>
/// <param name="Date">As typed; null = without.</param>
/// <param name="Utc">Typed with a Z; else it is read off the team's clock.</param>
internal sealed record ImpactTime(DateOnly? Date, TimeOnly Time, bool Utc)
{
    /// <summary>If the last such time is further back, the next one is nearer: that one was meant, and it lies ahead.</summary>
    public static readonly TimeSpan NearEnough = TimeSpan.FromHours(12);

    /// <summary>Of a beginning everybody knows that it is past, so it may be further back: last night, said the next afternoon.</summary>
    public static readonly TimeSpan NearEnoughForABeginning = TimeSpan.FromHours(18);

    /// <summary>A day this long before the declaration is a slip of the pen.</summary>
    private static readonly TimeSpan FurthestBack = TimeSpan.FromDays(30);

    /// <summary>Null: that is no time of day, or no day.</summary>
    public static ImpactTime? Read(string date, string time)
    {
        var day = DateOnly.MinValue;
        return TimeOnly.TryParseExact(time.TrimEnd('Z', 'z'), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)
            && (date.Length == 0 || DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
                ? new ImpactTime(date.Length == 0 ? null : day, clock, time[^1] is 'Z' or 'z')
                : null;
    }

    /// <summary>The moment, or why it cannot be said.</summary>
    /// <param name="within">So long ago it is near enough.</param>
    /// <param name="near">Or <see cref="NearEnough"/> to one of these: the declaration, or the fix.</param>
    /// <param name="began">When the impact began, for its end; null = not known, or this is the beginning.</param>
    public (DateTimeOffset? At, Refusal? Refusal) Of(Incident incident, DateTimeOffset now, TimeSpan within, IReadOnlyList<DateTimeOffset> near, DateTimeOffset? began)
    {
        var clocks = Utc ? WorkingHours.Unset with { Zone = "UTC" } : incident.Office;
        var day = Date ?? Latest(clocks, now);
        var moments = clocks.Moments(day, Time);
        var possible = moments.Where(moment => moment <= now && !(moment < began)).ToList();
        return possible switch
        {
            [var at] when at < incident.DeclaredAt - FurthestBack => (null, new Refusal($"{clocks.DayAndClock(at)} is more than {FurthestBack.Days} days before {incident.Id} was declared.", Usage(incident))),
            [var at] when Date is null && now - at > within && !near.Any(anchor => (anchor - at).Duration() <= NearEnough) => (null, Ahead(incident, day)),
            [var at] => (at, null),
            [var first, var second] => (null, new Refusal($"That night the clocks showed {Time:HH:mm} twice.", $"Say which in UTC: {first.UtcDateTime:HH:mm}Z or {second.UtcDateTime:HH:mm}Z.")),
            _ when moments.Count == 0 => (null, new Refusal($"On {day:yyyy-MM-dd} the clocks never showed {Time:HH:mm}: they went forward over it.", Usage(incident))),
            _ when moments[0] > now => (null, Ahead(incident, day.AddDays(-1))),
            _ when Date is null && clocks.Moments(day.AddDays(1), Time) is [var next, ..] && next - now <= NearEnough => (null, Ahead(incident, day)),
            _ => (null, new Refusal("It cannot have ended before it began.", Usage(incident))),
        };
    }

    /// <summary>Today if that time has come, also where the clocks went over it; else yesterday.</summary>
    private DateOnly Latest(WorkingHours clocks, DateTimeOffset now)
    {
        var today = clocks.DateOf(now);
        var come = clocks.Moments(today, Time) is [var first, ..] ? first <= now : clocks.TimeOf(now) > Time;
        return come ? today : today.AddDays(-1);
    }

    private Refusal Ahead(Incident incident, DateOnly before) =>
        new($"{Time:HH:mm}{(Utc ? "Z" : "")} {(incident.ResolvedAt is { } over ? $"is none while it lasted: {incident.Id} was resolved {incident.Office.DayAndClock(over)}" : "lies ahead")}.", $"{(incident.ResolvedAt is null ? "Say it when it has come; another day" : "Another day")} stands before the time: `{before:yyyy-MM-dd} {Time:HH:mm}{(Utc ? "Z" : "")}`. Times are {incident.Office.Zone}.");

    private static string Usage(Incident incident) => $"`impact {incident.Id} <text> from 02:40 to 03:20`; times are {incident.Office.Zone}.";
}
