using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Alerts;

/// <summary>A clean alert with what follows from it alone.</summary>
/// <param name="Unmapped">Its severity word is known to nobody.</param>
/// <param name="Proposed">What it would be as an incident.</param>
/// <param name="Key">Of its signal.</param>
/// <param name="Group">What it belongs together with.</param>
public sealed record Judged(Alert Alert, AlertClass Class, bool Unmapped, Severity Proposed, string Key, string Group)
{
    public static Judged Of(Alert alert, AlertSettings settings, DateTimeOffset now)
    {
        var clean = alert.Clean(now);
        var (found, unmapped) = AlertSeverity.Of(clean, settings);
        return new Judged(clean, found, unmapped, AlertSeverity.Proposed(clean, found), AlertKey.Of(clean), AlertKey.GroupOf(clean));
    }

    /// <summary>It fires and is more than a task.</summary>
    public bool IsUrgent => Alert.Firing && Class >= AlertClass.Orange;

    /// <param name="whole">With its labels and values.</param>
    public LinkedAlert AsLinked(DateTimeOffset since, bool whole) => new(
        Key,
        Alert.Source,
        Alert.Title,
        Class,
        since,
        Alert.Firing,
        Alert.Service,
        Alert.Severity,
        Unmapped,
        Alert.Description,
        Alert.Url,
        Alert.Playbook,
        !whole || Alert.Labels.IsEmpty ? null : Alert.Labels,
        !whole || Alert.Values.IsEmpty ? null : Alert.Values);
}
