using System.Text.Json.Serialization;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>A piece of the hot state as a base keeps it. Exactly one member is there.</summary>
internal sealed class BaseRecord
{
    public StreamRecord? Stream { get; init; }

    /// <summary>Streams that have left memory.</summary>
    public LeftRecord[]? Left { get; init; }

    public OutboxRecord? Row { get; init; }

    public DeliveryRecord[]? Deliveries { get; init; }

    public DocumentRecord[]? Documents { get; init; }

    public CountersRecord? Counters { get; init; }
}

/// <summary>What is left of an ended incident in memory: enough to prove what the view says about it.</summary>
internal sealed record LeftRecord(string Stream, long Version, long LastSequence, string Chain);

/// <summary>An unsettled message with its tries. Its order is its place in its lane.</summary>
internal sealed record OutboxRecord
{
    [JsonConverter(typeof(OutboxRowJson))]
    public required OutboxRow Row { get; init; }

    public long Order { get; init; }

    public int Attempt { get; init; }

    public long FirstAttemptAt { get; init; }

    public long Token { get; init; }

    public bool Claimed { get; init; }

    public long NotBefore { get; init; }

    public bool MustReconcile { get; init; }
}

/// <summary>A request that was answered.</summary>
internal sealed record DeliveryRecord(string Id, long At, [property: JsonConverter(typeof(ReplyJson))] Reply Reply);

/// <summary>Numbers that only rise.</summary>
internal sealed record CountersRecord(int HighestIncident, long DeliveriesForgotten);

/// <summary>The first frame of a segment: whose it is, and the proof that the one before is whole.</summary>
internal sealed record SegmentHeader(string Store, int Number, long PreviousLength, uint PreviousCrc)
{
    public const int NewestFormat = 1;

    public int Format { get; init; } = NewestFormat;
}

/// <summary>store.json: which store the folder is.</summary>
internal sealed record Identity(string Store, int Format, DateTimeOffset CreatedAt);
