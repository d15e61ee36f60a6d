using System.Text.Json.Serialization;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Messages;

/// <summary>Made of stream, version and position: <c>INC-7/12/0</c>. The same cause gives the same id in every run.</summary>
[JsonConverter(typeof(RowIdJson))]
public readonly record struct RowId(string Value) : IComparable<RowId>
{
    public int CompareTo(RowId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static bool operator <(RowId left, RowId right) => left.CompareTo(right) < 0;

    public static bool operator >(RowId left, RowId right) => left.CompareTo(right) > 0;

    public static bool operator <=(RowId left, RowId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RowId left, RowId right) => left.CompareTo(right) >= 0;
}

/// <summary>Which lane goes first; inside a lane the order is strict whatever the urgency.</summary>
public enum Urgency
{
    /// <summary>Openings and pages.</summary>
    Page = 0,

    /// <summary>Breaches and escalations.</summary>
    Escalation = 1,

    Reply = 2,

    Update = 3,

    Reminder = 4,

    Digest = 5,
}

/// <summary>What to do when nobody can tell whether the first try arrived.</summary>
public enum Repeat
{
    /// <summary>Better twice than never: sent again, marked "(may repeat)". Openings, pages, breaches, escalations.</summary>
    MayRepeat,

    /// <summary>Better shown as unclear than sent twice.</summary>
    Never,
}

/// <summary>One thing to be done outside, written with its cause.</summary>
/// <param name="Target">The outside system: <c>slack</c>, <c>terminal</c>.</param>
/// <param name="Lane">Target, conversation and stream; strict order within: <c>slack:INC-7/room</c>.</param>
/// <param name="Needs">Keys of documents that must exist first. A need that can no longer be met is stored as a document that says so.</param>
/// <param name="Coalesce">A newer row of the same lane with the same key replaces an older one that is not claimed.</param>
/// <param name="OnlyIf">The name of a pure test of the state at the moment of sending; null = always.</param>
/// <param name="GiveUpAt">Not tried again after this; it then ends dead and visible.</param>
/// <param name="At">When its cause happened; lateness is counted from here.</param>
public sealed record OutboxRow(
    RowId Id,
    StreamId Stream,
    string Target,
    string Lane,
    Urgency Urgency,
    Operation Operation,
    IReadOnlyList<string> Needs,
    string? Coalesce,
    string? OnlyIf,
    Repeat Repeat,
    DateTimeOffset GiveUpAt,
    DateTimeOffset At);

/// <summary>A row that is ours to deliver. The claim was durable before this was handed out.</summary>
/// <param name="Token">Settle with this; it rises with every claim.</param>
/// <param name="Attempt">1 for the first try.</param>
/// <param name="MustReconcile">An earlier try may have arrived: the process died after the claim, or its outcome was unclear.</param>
public sealed record Claimed(OutboxRow Row, long Token, int Attempt, DateTimeOffset FirstAttemptAt, bool MustReconcile);
