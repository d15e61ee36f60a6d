using System.Globalization;

namespace IncidentBot.Core.Sla;

/// <summary>Section <c>DeploymentWindows</c>: when fixes are brought out. The resolution clock of a P3 can be paused until one of them.</summary>
public sealed class DeploymentWindowsOptions
{
    public const string Section = "DeploymentWindows";

    private const int LongestName = 60;

    public IReadOnlyList<DeploymentWindowOptions> List { get; init; } = [];

    /// <summary>Every problem at once; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < List.Count; i++)
        {
            var (at, one) = ($"{Section}:List:{i}", List[i]);
            if (one.Name.Length is 0 or > LongestName || !string.Equals(one.Name, Incidents.Words.Clean(one.Name), StringComparison.Ordinal))
            {
                yield return $"{at}:Name must be 1 to {LongestName} characters.";
            }
            else if (!names.Add(one.Name))
            {
                yield return $"{at}:Name is the name of another window.";
            }

            if (one.Zone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            {
                yield return $"{at}:Zone is not a known time zone; use an IANA name such as Europe/Berlin.";
            }

            if (one.Days.Count == 0)
            {
                yield return $"{at}:Days must name at least one day of the week such as Monday.";
            }

            if (Time(one.From) is not { } from)
            {
                yield return $"{at}:From must be a time such as 20:00.";
            }
            else if (Time(one.To) is not { } to || to == from)
            {
                yield return $"{at}:To must be a time such as 22:00, other than From; an earlier one is on the next day.";
            }
        }
    }

    /// <summary>Expects options without <see cref="Problems"/>.</summary>
    /// <param name="zone">For windows that name none: the project's.</param>
    public IReadOnlyList<DeploymentWindow> ToWindows(string zone) =>
        [.. List.Select(one => new DeploymentWindow(one.Name, one.Zone ?? zone, [.. one.Days.Distinct().Order()], Time(one.From)!.Value, Time(one.To)!.Value))];

    private static TimeOnly? Time(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

/// <summary>One deployment window.</summary>
public sealed class DeploymentWindowOptions
{
    /// <summary>What people call it.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>IANA name of its time zone; without it that of the working hours.</summary>
    public string? Zone { get; set; }

    /// <summary>The days on which it begins.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>Local time at which it opens.</summary>
    public string From { get; set; } = string.Empty;

    /// <summary>Local time at which it closes; an earlier one than <see cref="From"/> is on the next day.</summary>
    public string To { get; set; } = string.Empty;
}
