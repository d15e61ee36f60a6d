using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.PostMortems;

/// <summary>
/// The times of one incident that the metrics are made of (integrations page, section 17): impact began, detected, paged, acknowledged,
/// mitigated, resolved, declared. What has not happened yet is null.
/// </summary>
public sealed record IncidentFigures
{
    private IncidentFigures()
    {
    }

    /// <summary>What somebody said with <c>impact … from</c>, else the first report.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>The first alert, or the first report by a person.</summary>
    public required DateTimeOffset Detected { get; init; }

    /// <summary>Where the clocks began: the declaration, an alert's arrival, or the promotion of a task (product page, "Words").</summary>
    public required DateTimeOffset Declared { get; init; }

    public DateTimeOffset? Acknowledged { get; init; }

    /// <summary>What somebody said with <c>impact … to</c>, else the fix that held, else the resolve.</summary>
    public DateTimeOffset? Mitigated { get; init; }

    public DateTimeOffset? Resolved { get; init; }

    /// <summary>d − b; nothing where an alert came before users noticed.</summary>
    public TimeSpan TimeToDetect => Detected > Began ? Detected - Began : TimeSpan.Zero;

    /// <summary>a − p; people are called with the declaration.</summary>
    public TimeSpan? TimeToAcknowledge => Acknowledged - Declared;

    /// <summary>m − d.</summary>
    public TimeSpan? TimeToMitigate => Mitigated - Detected;

    /// <summary>m − b: how long users noticed something; the "restore" of the reports.</summary>
    public TimeSpan? TimeToRestore => Mitigated - Began;

    /// <summary>r − o: the guide's resolution time.</summary>
    public TimeSpan? TimeToResolve => Resolved - Declared;

    public static IncidentFigures Of(Incident incident) => new()
    {
        Began = incident.Impact?.From ?? incident.DeclaredAt,
        Detected = incident.DeclaredAt,
        Declared = incident.ClocksFrom,
        Acknowledged = incident.AcknowledgedAt,
        Mitigated = incident.Impact?.To ?? incident.MitigatedAt ?? incident.ResolvedAt,
        Resolved = incident.ResolvedAt,
    };

    /// <summary>Rounded up to the minute, as hours and minutes: "1 h 05 min".</summary>
    public static string Show(TimeSpan? span)
    {
        if (span is not { } length)
        {
            return "not yet";
        }

        var minutes = (long)Math.Ceiling(Math.Max(0, length.TotalMinutes));
        return minutes < 60 ? $"{minutes} min" : $"{minutes / 60} h {minutes % 60:00} min";
    }
}
