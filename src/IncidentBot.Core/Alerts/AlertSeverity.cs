using System.Collections.Frozen;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Alerts;

/// <summary>From the words of a source to what an alert asks for: the table of the integrations page, section 10.</summary>
public static class AlertSeverity
{
    /// <summary>A label of a rule whose alert means that something is down; it proposes a P1.</summary>
    public const string Outage = "outage";

    /// <summary>Where to look, in this order; the field <c>severity</c> stands for the label of that name.</summary>
    private static readonly string[] Places = ["incident_priority", "colour", "severity", "priority"];

    private static readonly FrozenDictionary<string, AlertClass> Table = new (AlertClass Class, string[] Words)[]
    {
        (AlertClass.Red, ["critical", "page", "red", "p1", "sev1", "emergency", "fatal"]),
        (AlertClass.Orange, ["error", "high", "major", "orange", "p2", "sev2"]),
        (AlertClass.Yellow, ["warning", "warn", "yellow", "medium", "minor", "p3"]),
        (AlertClass.Note, ["info", "none", "low", "debug"]),
    }.SelectMany(row => row.Words.Select(word => (word, row.Class))).ToFrozenDictionary(row => row.word, row => row.Class, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> KnownWords => Table.Keys.Order(StringComparer.Ordinal);

    /// <summary>The class, and whether no word said so: then it is yellow, and the card says that the severity is unmapped. Nothing is ever dropped.</summary>
    public static (AlertClass Class, bool Unmapped) Of(Alert alert, AlertSettings settings)
    {
        foreach (var word in Words(alert))
        {
            if (settings.Words.TryGetValue(word, out var ours))
            {
                return (ours, false);
            }
        }

        foreach (var word in Words(alert))
        {
            if (Table.TryGetValue(word, out var known))
            {
                return (known, false);
            }
        }

        return (AlertClass.Yellow, true);
    }

    /// <summary>Rules marked as an outage propose a P1, others a P2 (product page, "Alert-born incidents"); <c>p1</c> and <c>sev1</c> mark one too.</summary>
    public static Severity Proposed(Alert alert, AlertClass found) =>
        found == AlertClass.Red && (alert.Label(Outage) is "true" or "True" or "TRUE" or "yes" or "1" || Words(alert).FirstOrDefault()?.ToLowerInvariant() is "p1" or "sev1") ? Severity.P1 : Severity.P2;

    private static IEnumerable<string> Words(Alert alert) =>
        Places.Select(place => alert.Label(place) ?? (place is "severity" ? alert.Severity : null)).OfType<string>();
}
