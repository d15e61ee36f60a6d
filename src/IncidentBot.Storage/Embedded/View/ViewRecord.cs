using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Journal;

namespace IncidentBot.Storage.Embedded.View;

/// <summary>
/// A change of the journal as the view reads it: messages and claims, most of its bytes, are stepped over. A member that no version of
/// <see cref="JournalRecord"/> has is refused here as there.
/// </summary>
internal sealed class ViewRecord
{
    public AppendRecord[]? Appends { get; init; }

    public ViewSettled[]? Settled { get; init; }

    public DocumentRecord[]? Documents { get; init; }

    public Unread At { get; init; }

    public Unread Delivery { get; init; }

    public Unread Reply { get; init; }

    public Unread Fired { get; init; }

    public Unread Outbox { get; init; }

    public Unread Claimed { get; init; }

    public Unread ClaimedAt { get; init; }

    public Unread Recalled { get; init; }

    public Unread Mark { get; init; }
}

/// <inheritdoc cref="ViewRecord"/>
internal sealed class ViewSettled
{
    [JsonConverter(typeof(DeadLetterJson))]
    public DeadLetter? Dead { get; init; }

    public Unread Row { get; init; }

    public Unread Token { get; init; }

    public Unread Outcome { get; init; }
}

/// <summary>A value nobody looks at.</summary>
[JsonConverter(typeof(UnreadJson))]
internal readonly record struct Unread;

/// <summary>Steps over a value.</summary>
internal sealed class UnreadJson : JsonConverter<Unread>
{
    public override bool HandleNull => true;

    public override Unread Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Skip();
        return default;
    }

    public override void Write(Utf8JsonWriter writer, Unread value, JsonSerializerOptions options) => throw new NotSupportedException("The view writes no journal.");
}
