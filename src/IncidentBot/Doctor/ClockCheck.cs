using IncidentBot.Core.Doctor;

namespace IncidentBot.Doctor;

/// <summary>The machine's clock and its time zones: SLA clocks, rituals and people's nights hang on them.</summary>
internal static class ClockCheck
{
    private const string Area = "clock";
    private const string Known = "Europe/Berlin";

    /// <summary>Before this the program did not exist.</summary>
    private static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <param name="lastWrite">When the data folder was last written; null when there is none.</param>
    public static IEnumerable<Finding> Look(DateTimeOffset now, DateTimeOffset? lastWrite)
    {
        if (now < Earliest)
        {
            yield return Finding.Problem(Area, $"The clock says {now:yyyy-MM-dd HH:mm} UTC, which cannot be.", "Set the clock, or let chrony or systemd-timesyncd do it.");
        }
        else if (lastWrite is { } written && written > now + Tolerance)
        {
            yield return Finding.Problem(Area, $"The clock says {now:yyyy-MM-dd HH:mm} UTC, but the data was written later than that.", "The clock was put back or the data copied from another machine; check the clock before starting.");
        }
        else
        {
            yield return Finding.Good(Area, $"The clock says {now:yyyy-MM-dd HH:mm} UTC.");
        }
    }

    /// <param name="used">Zones that the settings name.</param>
    public static IEnumerable<Finding> Zones(IEnumerable<string> used, Func<string, TimeZoneInfo?> find)
    {
        var missing = used.Append(Known).Distinct(StringComparer.Ordinal).Where(zone => find(zone) is null).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            yield return Finding.Problem("time zones", $"This machine does not know {string.Join(", ", missing)}.", "Install the package tzdata, and unset TZDIR if it is set.");
        }
        else if (find(Known) is not { SupportsDaylightSavingTime: true })
        {
            yield return Finding.Problem("time zones", $"This machine's {Known} has no summer time.", "Its zone data is damaged: install the package tzdata again.");
        }
        else
        {
            yield return Finding.Good("time zones", $"{Known} and every zone in the settings are known.");
        }
    }

    public static TimeZoneInfo? FindZone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
}
