using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Core.Messages;

namespace IncidentBot.Slack.Outbound;

/// <summary>
/// How a message of ours is found again after its answer was lost: the row's id stands in the message's metadata and, because metadata may
/// be dropped, in the ids of its blocks.
/// </summary>
internal static class Marker
{
    /// <summary>The type of our metadata; visible to every app in the workspace, so it holds an id and nothing else.</summary>
    public const string EventType = "incidentbot_message";

    private const int Longest = 240;

    public static string Of(RowId row) => Cut($"ib:{row.Value}");

    public static string BlockId(string marker, int block) => $"{marker}#{block}";

    public static JsonObject Metadata(string marker) => new() { ["event_type"] = EventType, ["event_payload"] = new JsonObject { ["op"] = marker } };

    public static bool IsOn(JsonElement message, string marker) => InMetadata(message, marker) || InBlocks(message, marker);

    private static bool InMetadata(JsonElement message, string marker) =>
        message.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("event_payload", out var payload) && payload.ValueKind == JsonValueKind.Object
        && payload.TryGetProperty("op", out var op) && op.ValueKind == JsonValueKind.String && op.ValueEquals(marker);

    private static bool InBlocks(JsonElement message, string marker) =>
        message.TryGetProperty("blocks", out var blocks) && blocks.ValueKind == JsonValueKind.Array
        && blocks.EnumerateArray().Any(block => block.ValueKind == JsonValueKind.Object && block.TryGetProperty("block_id", out var id)
            && id.ValueKind == JsonValueKind.String && id.GetString()!.StartsWith(marker + "#", StringComparison.Ordinal));

    private static string Cut(string marker) => marker.Length <= Longest ? marker : marker[..Longest];
}
