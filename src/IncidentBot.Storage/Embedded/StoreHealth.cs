namespace IncidentBot.Storage.Embedded;

/// <summary>How much room the disk leaves the store.</summary>
public enum DiskLevel
{
    Enough,

    /// <summary>Below the warning: digests should be shed, somebody should look.</summary>
    Low,

    /// <summary>New commands are refused; settlements and timers go on.</summary>
    Refusing,

    /// <summary>The last write failed: reading goes on, everything else waits for room.</summary>
    Full,
}

/// <summary>How the store is, for <c>doctor</c> and the health page.</summary>
/// <param name="Sequence">Number of the newest durable change.</param>
/// <param name="Segment">Number of the segment being written.</param>
/// <param name="ViewBehind">Changes the view has yet to take in.</param>
/// <param name="RebuildingPercent">Null when the archive is complete.</param>
/// <param name="ViewTrouble">Why the archive cannot be rebuilt; null when it can.</param>
/// <param name="HistoryDamage">What is damaged in old segments, in words; empty when nothing was found so far.</param>
/// <param name="LastStopWasClean">False after a kill or a power cut.</param>
/// <param name="LastChange">When the process before this one last wrote something: its stop, where that was clean. Null = not known.</param>
/// <param name="Repairs">What was mended at start, in words.</param>
public sealed record StoreHealth(
    long Sequence,
    int Segment,
    long FreeBytes,
    DiskLevel Disk,
    long ViewCursor,
    long ViewBehind,
    int? RebuildingPercent,
    string? ViewTrouble,
    IReadOnlyList<string> HistoryDamage,
    bool LastStopWasClean,
    DateTimeOffset? LastChange,
    int LiveStreams,
    int LeftStreams,
    int UnsettledRows,
    int Timers,
    int Deliveries,
    long DeliveriesForgotten,
    IReadOnlyList<string> Repairs);
