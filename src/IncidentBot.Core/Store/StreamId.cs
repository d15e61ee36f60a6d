using System.Text.Json.Serialization;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Store;

/// <summary>One thing that events happen to: <c>INC-7</c>, or <c>intake</c>.</summary>
[JsonConverter(typeof(StreamIdJson))]
public readonly record struct StreamId(string Value) : IComparable<StreamId>
{
    /// <summary>The fence for rules across incidents: whoever appends here first was first.</summary>
    public static StreamId Intake { get; } = new("intake");

    /// <summary>Alerts that are only recorded.</summary>
    public static StreamId Alerts { get; } = new("alerts");

    public static StreamId Of(IncidentId id) => new(id.ToString());

    public bool IsIncident => IncidentId.TryParse(Value, out _);

    /// <summary>
    /// How many of the newest events stay in memory. A fence is asked only for what happened lately, and would grow for ever;
    /// an incident is kept whole while it lives.
    /// </summary>
    public int KeptEvents => IsIncident ? int.MaxValue : 256;

    public bool TryGetIncident(out IncidentId id) => IncidentId.TryParse(Value, out id);

    public int CompareTo(StreamId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static bool operator <(StreamId left, StreamId right) => left.CompareTo(right) < 0;

    public static bool operator >(StreamId left, StreamId right) => left.CompareTo(right) > 0;

    public static bool operator <=(StreamId left, StreamId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(StreamId left, StreamId right) => left.CompareTo(right) >= 0;
}
