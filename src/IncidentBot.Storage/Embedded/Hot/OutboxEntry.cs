using IncidentBot.Core.Messages;
using IncidentBot.Storage.Embedded.Journal;

namespace IncidentBot.Storage.Embedded.Hot;

/// <summary>An unsettled message and what has been tried.</summary>
/// <param name="Order">Its place among all messages; strict within its lane.</param>
internal sealed record OutboxEntry(OutboxRow Row, long Order)
{
    /// <summary>Tries so far.</summary>
    public int Attempt { get; init; }

    public DateTimeOffset FirstAttemptAt { get; init; }

    /// <summary>Of the newest claim.</summary>
    public long Token { get; init; }

    public bool IsClaimed { get; init; }

    public DateTimeOffset NotBefore { get; init; }

    /// <summary>An earlier try may have arrived. Stays until the message is settled or a reconciliation did not find it.</summary>
    public bool MustReconcile { get; init; }

    /// <summary>A newer one of the same key may take its place: it is not on its way, and nobody would see it twice.</summary>
    public bool MayBeReplaced => !IsClaimed && (!MustReconcile || Row.Operation.IsIdempotent);

    public Claimed ToClaimed() => new(Row, Token, Attempt, FirstAttemptAt, MustReconcile);

    public OutboxRecord ToRecord() => new()
    {
        Row = Row,
        Order = Order,
        Attempt = Attempt,
        FirstAttemptAt = FirstAttemptAt.UtcTicks,
        Token = Token,
        Claimed = IsClaimed,
        NotBefore = NotBefore.UtcTicks,
        MustReconcile = MustReconcile,
    };

    public static OutboxEntry From(OutboxRecord record) => new(record.Row, record.Order)
    {
        Attempt = record.Attempt,
        FirstAttemptAt = Ticks.Time(record.FirstAttemptAt),
        Token = record.Token,
        IsClaimed = record.Claimed,
        NotBefore = Ticks.Time(record.NotBefore),
        MustReconcile = record.MustReconcile,
    };
}

/// <summary>Which lane goes first: the more urgent message, then the older.</summary>
internal sealed class HeadOrder : IComparer<OutboxEntry>
{
    public static readonly HeadOrder Instance = new();

    public int Compare(OutboxEntry? x, OutboxEntry? y) =>
        ((int)x!.Row.Urgency).CompareTo((int)y!.Row.Urgency) is not 0 and var order ? order : x.Order.CompareTo(y.Order);
}
