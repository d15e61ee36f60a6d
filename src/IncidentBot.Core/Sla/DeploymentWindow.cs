namespace IncidentBot.Core.Sla;

/// <summary>
/// A time in which fixes are brought out, by local dates and times: a day on which the clocks change is as long as it is. A fix that waits for
/// it is nobody's delay (product page, "Clocks").
/// </summary>
/// <param name="Zone">IANA name.</param>
/// <param name="To">Earlier than <paramref name="From"/>, or the same: on the next day.</param>
public sealed record DeploymentWindow(string Name, string Zone, IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To)
{
    /// <summary>Every weekday comes within these many days, also when the clocks swallow one occurrence.</summary>
    private const int Searched = 15;

    /// <summary>The window that is open at this moment, else the next one; an occurrence that a change of the clocks swallows does not take place.</summary>
    public (DateTimeOffset Begin, DateTimeOffset End) OpenOrNext(DateTimeOffset at)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var yesterday = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime).AddDays(-1);
        return Enumerable.Range(0, Searched)
            .Select(day => yesterday.AddDays(day))
            .Where(date => Days.Contains(date.DayOfWeek))
            .Select(date => (Begin: WorkingHours.Instant(zone, date, From), End: WorkingHours.Instant(zone, To > From ? date : date.AddDays(1), To)))
            .First(window => window.End > window.Begin && window.End > at);
    }
}
