using System.Text.Json.Serialization;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>
/// One change as the journal keeps it: what applying it needs and nothing that can be derived again. Its number is its place in the journal.
/// Absent members are absent in the JSON; an unknown one means a newer version wrote it.
/// </summary>
internal sealed class JournalRecord
{
    /// <summary>The store's clock, UTC ticks; delivery ids age by it.</summary>
    public long At { get; init; }

    public string? Delivery { get; init; }

    [JsonConverter(typeof(ReplyJson))]
    public Reply? Reply { get; init; }

    public AppendRecord[]? Appends { get; init; }

    public FiredRecord[]? Fired { get; init; }

    [JsonConverter(typeof(OutboxRowsJson))]
    public OutboxRow[]? Outbox { get; init; }

    public SettledRecord[]? Settled { get; init; }

    public DocumentRecord[]? Documents { get; init; }

    /// <summary>Rows given out to be delivered; the token is this record's number.</summary>
    public string[]? Claimed { get; init; }

    /// <summary>The claimer's clock, UTC ticks.</summary>
    public long? ClaimedAt { get; init; }

    /// <summary>A stream that had left memory is live again.</summary>
    public StreamRecord? Recalled { get; init; }

    public Mark? Mark { get; init; }
}

/// <summary>A moment in the store's own life.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Mark>))]
internal enum Mark
{
    /// <summary>A process began to serve: claims without a settlement may have been delivered.</summary>
    Opened,

    /// <summary>A clean stop; nothing may follow it but <see cref="Opened"/> or <see cref="Restored"/>.</summary>
    Stopped,

    /// <summary>The store is a copy: whatever is unsettled may have been delivered by the original.</summary>
    Restored,
}

/// <summary>Events of one stream and the difference in its timers.</summary>
internal sealed class AppendRecord
{
    public required string Stream { get; init; }

    /// <summary>The stream's version before.</summary>
    public long Version { get; init; }

    [JsonConverter(typeof(EntriesJson))]
    public required Recorded[] Events { get; init; }

    /// <summary>Timers that are new or have another due time.</summary>
    [JsonConverter(typeof(TimersJson))]
    public PlannedTimer[]? Set { get; init; }

    /// <summary>Names of timers that are no longer planned.</summary>
    public string[]? Unset { get; init; }

    /// <summary>UTC ticks.</summary>
    public long? LeavesAt { get; init; }
}

/// <summary>A timer that was acted on.</summary>
internal sealed record FiredRecord(string Stream, string Name, long Due);

/// <summary>How a claim ended. With what the view shows of a message nobody got.</summary>
internal sealed record SettledRecord
{
    public required string Row { get; init; }

    public long Token { get; init; }

    [JsonConverter(typeof(OutcomeJson))]
    public required Outcome Outcome { get; init; }

    [JsonConverter(typeof(DeadLetterJson))]
    public DeadLetter? Dead { get; init; }
}

/// <summary>Null deletes.</summary>
internal sealed record DocumentRecord(string Key, byte[]? Json);

/// <summary>A whole live stream, in a base or when it is recalled.</summary>
internal sealed class StreamRecord
{
    public required string Stream { get; init; }

    public long Version { get; init; }

    public long LastSequence { get; init; }

    [JsonConverter(typeof(EntriesJson))]
    public required Recorded[] Events { get; init; }

    [JsonConverter(typeof(TimersJson))]
    public PlannedTimer[]? Timers { get; init; }

    public DocumentRecord[]? Documents { get; init; }

    public long? LeavesAt { get; init; }
}
