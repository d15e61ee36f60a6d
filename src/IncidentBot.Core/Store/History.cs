namespace IncidentBot.Core.Store;

/// <summary>
/// What a stream has been through. <see cref="Events"/> are the newest ones in order: all of them for an incident, the last
/// <see cref="StreamId.KeptEvents"/> for a fence; <see cref="Version"/> counts every event there ever was.
/// </summary>
public sealed record History(StreamId Stream, long Version, IReadOnlyList<Recorded> Events, IReadOnlyList<PlannedTimer> Timers)
{
    public Chain Head => Events.Count == 0 ? Chain.Start : Events[^1].Chain;

    public static History Empty(StreamId stream) => new(stream, 0, [], []);
}

/// <summary>A moment at which the stream wants to be woken. The name is unique within its stream.</summary>
public sealed record PlannedTimer(string Name, DateTimeOffset Due);

/// <summary>One timer of one stream, exactly as it was planned.</summary>
public sealed record TimerRef(StreamId Stream, string Name, DateTimeOffset Due);

/// <summary>The id of one inbound request; the same request again carries the same id.</summary>
public readonly record struct DeliveryId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>What was answered to a request, kept so that a repeated delivery gets the first answer. At most 1 KiB of text.</summary>
public sealed record Reply(string Text, string? Stream = null, string? Fingerprint = null)
{
    public const int MaxBytes = 1024;
}
