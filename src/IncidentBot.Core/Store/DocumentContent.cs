using System.Text.Json;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Store;

/// <summary>What a key of the outbox stands for: a place, a message, the stream that owns a place, or that it will never be.</summary>
/// <param name="Else">Beside <paramref name="GoneBecause"/>: the key under which a place is that serves instead.</param>
/// <param name="GoneBecause">Set when the row that would have made it died; rows that need it fall back or die with it.</param>
public sealed record DocumentContent(PlaceRef? Place = null, MessageRef? Message = null, string? Stream = null, string? GoneBecause = null, string? Else = null)
{
    public Document Under(string key) => new(key, JsonSerializer.SerializeToUtf8Bytes(this, StoreJson.Default.DocumentContent));

    public static DocumentContent? Of(Document? document) =>
        document?.Json is { } json ? JsonSerializer.Deserialize(json.Span, StoreJson.Default.DocumentContent) : null;
}
