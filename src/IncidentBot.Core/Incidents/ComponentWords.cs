namespace IncidentBot.Core.Incidents;

/// <summary>The words of status pages for how a component is, as typed and as shown.</summary>
public static class ComponentWords
{
    private static readonly (ComponentStatus Status, string Shown, string[] Typed)[] All =
    [
        (ComponentStatus.Operational, "operational", ["operational", "ok", "up"]),
        (ComponentStatus.DegradedPerformance, "degraded performance", ["degraded", "degraded performance", "degraded_performance", "degraded-performance", "slow"]),
        (ComponentStatus.PartialOutage, "partial outage", ["partial", "partial outage", "partial_outage", "partial-outage"]),
        (ComponentStatus.MajorOutage, "major outage", ["major", "major outage", "major_outage", "major-outage", "outage", "down"]),
    ];

    /// <summary>What can be typed, one word for each.</summary>
    public static string Choices { get; } = string.Join(", ", All.Select(one => one.Typed[0]));

    public static string Of(ComponentStatus status) => All.First(one => one.Status == status).Shown;

    public static ComponentStatus? Read(string word) =>
        All.Where(one => one.Typed.Contains(word, StringComparer.OrdinalIgnoreCase)).Select(one => (ComponentStatus?)one.Status).FirstOrDefault();
}
