using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Store;

/// <summary>
/// The only write. All of it becomes durable together, or none of it does (engine protocol, section 4).
/// </summary>
public sealed record Change
{
    /// <summary>Saved with its effect; a second change with the same id is answered <see cref="CommitResult.Repeated"/>.</summary>
    public DeliveryId? Delivery { get; init; }

    public Reply? Reply { get; init; }

    /// <summary>Several for rules across incidents, none for a settlement. No stream twice.</summary>
    public IReadOnlyList<Append> Appends { get; init; } = [];

    /// <summary>Timers this change acted on; they are removed with it.</summary>
    public IReadOnlyList<TimerRef> Fired { get; init; } = [];

    /// <summary>Messages to be delivered because of this change.</summary>
    public IReadOnlyList<OutboxRow> Outbox { get; init; } = [];

    public IReadOnlyList<Settlement> Settled { get; init; } = [];

    public IReadOnlyList<Document> Documents { get; init; } = [];
}

/// <summary>New events of one stream and the stream's whole timer plan after them; the store keeps the difference.</summary>
/// <param name="ExpectedVersion">How many events the stream had when this was decided; any other number is a conflict.</param>
/// <param name="LeavesMemoryAt">When an ended incident may leave memory (24 h after its end); null while it lives.</param>
public sealed record Append(
    StreamId Stream,
    long ExpectedVersion,
    IReadOnlyList<Recorded> Events,
    IReadOnlyList<PlannedTimer> Timers,
    DateTimeOffset? LeavesMemoryAt = null);

/// <summary>How a claimed row ended, or when it is tried again. <paramref name="Token"/> is the claim's; a stale one settles nothing and the change is a conflict.</summary>
public sealed record Settlement(RowId Row, long Token, Outcome Outcome);

/// <summary>A value looked up by its key: <c>message/INC-7/card@slack</c>, <c>place/INC-7/room@slack</c>. Null deletes it.</summary>
public sealed record Document(string Key, ReadOnlyMemory<byte>? Json);

/// <summary>What became of a change.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>Durable.</summary>
    public sealed record Saved(long Sequence) : CommitResult;

    /// <summary>This delivery was saved before; nothing was done now. Answered only when the first one is durable.</summary>
    public sealed record Repeated(Reply Reply) : CommitResult;

    /// <summary>A stream had moved on, or a claim was no longer ours; nothing was done. Load, decide and try again.</summary>
    public sealed record Conflict : CommitResult;

    /// <summary>Nothing was saved; <paramref name="Reason"/> is a sentence for the person. The same delivery may be tried again.</summary>
    public sealed record NotSaved(string Reason) : CommitResult;
}
