using System.Text.Json.Serialization;

namespace IncidentBot.Core.Messages;

/// <summary>What came of a try. Sent, Dropped and Dead settle a row; Later and Unknown leave it for another try.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Sent), "sent")]
[JsonDerivedType(typeof(Dropped), "dropped")]
[JsonDerivedType(typeof(Dead), "dead")]
[JsonDerivedType(typeof(Later), "later")]
[JsonDerivedType(typeof(Unknown), "unknown")]
[JsonDerivedType(typeof(NotThere), "notThere")]
[JsonDerivedType(typeof(Unsupported), "unsupported")]
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>It is there. The references it yielded, where it yields any.</summary>
    /// <param name="Instead">Set when it is not quite what was asked for: why, and what to do about it. People are told.</param>
    public sealed record Sent(MessageRef? Message = null, PlaceRef? Place = null, string? Instead = null) : Outcome;

    /// <summary>No longer wanted; never left.</summary>
    /// <param name="NoPlace">An invitation to where there is nothing: whoever was to come is told so.</param>
    public sealed record Dropped(string Why, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool NoPlace = false) : Outcome;

    /// <summary>It will not get there. <paramref name="Mend"/> says what a person can do about it.</summary>
    /// <param name="NoPlace">There is no conversation to say it in. What is private is then told to each of its people by themselves.</param>
    public sealed record Dead(string Why, string Mend, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool NoPlace = false) : Outcome;

    /// <summary>It surely did not arrive; try again, not before <paramref name="After"/> (null: the sender's own back-off).</summary>
    public sealed record Later(DateTimeOffset? After, string Why) : Outcome;

    /// <summary>It may have arrived: time-out or lost connection after the request left. Reconciled before another try.</summary>
    public sealed record Unknown(string Why, DateTimeOffset? After = null) : Outcome;

    /// <summary>Only as the answer of a reconciliation: it did not arrive.</summary>
    public sealed record NotThere : Outcome;

    /// <summary>This target has no such thing; the sender falls back.</summary>
    public sealed record Unsupported : Outcome;

    [JsonIgnore]
    public bool IsFinal => this is Sent or Dropped or Dead;
}
