using System.Text.Json;

namespace IncidentBot.Slack.Inbound;

/// <summary>Reads of JSON that somebody else wrote: what is not there, or not of the kind that was expected, is null and never an exception.</summary>
internal static class Json
{
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 64 };

    /// <summary>Null when it is no JSON object; dispose it otherwise.</summary>
    public static JsonDocument? Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var document = JsonDocument.Parse(utf8, Bounded);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? At(this JsonElement from, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (from.ValueKind != JsonValueKind.Object || !Has(from, name, out from))
            {
                return null;
            }
        }

        return from.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : from;
    }

    /// <summary>A string that is there and not empty.</summary>
    public static string? Text(this JsonElement from, params ReadOnlySpan<string> path) => from.At(path) is { ValueKind: JsonValueKind.String } text ? text.Words() : null;

    /// <summary>False unless it is there and true, as a boolean or as the word that forms use.</summary>
    public static bool Flag(this JsonElement from, params ReadOnlySpan<string> path) =>
        from.At(path) is { } flag && (flag.ValueKind == JsonValueKind.True || (flag.ValueKind == JsonValueKind.String && flag.Words() is "true"));

    public static IEnumerable<JsonElement> Items(this JsonElement from, params ReadOnlySpan<string> path) =>
        from.At(path) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>A name may hold half a surrogate pair too; then nothing in that object can be looked up.</summary>
    private static bool Has(JsonElement from, string name, out JsonElement value)
    {
        try
        {
            return from.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            value = default;
            return false;
        }
    }

    /// <summary>Half a surrogate pair is valid JSON and no text.</summary>
    private static string? Words(this JsonElement text)
    {
        try
        {
            return text.GetString() is { Length: > 0 } words ? words : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
