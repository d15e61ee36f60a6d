using System.Text.Json;

namespace IncidentBot.Slack.Outbound;

/// <summary>Finds a channel by its name. Slack has no such question; all channels the bot can see are read, page by page.</summary>
/// <remarks>Archived ones are left out: nobody can be told anything there.</remarks>
internal static class ChannelList
{
    /// <summary>Slack takes numbers under 1000.</summary>
    private const int PageSize = 999;
    private const int MostPages = 50;

    /// <summary>The first channel that is wanted, or nothing when no page holds one; trouble when not all of them could be read.</summary>
    public static async Task<(JsonElement? Channel, SlackReply? Trouble)> FindAsync(SlackApi api, Func<JsonElement, bool> wanted, CancellationToken cancellationToken)
    {
        var types = "public_channel,private_channel";
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var reply = await api.CallAsync(new SlackCall("conversations.list").With("types", types).With("exclude_archived", true).With("limit", PageSize).With("cursor", cursor), cancellationToken);
            if (reply is SlackReply.Refused { Error: "missing_scope" } && types.Length > "public_channel".Length)
            {
                // without the optional scope for private channels the public ones are still there
                (types, cursor, page) = ("public_channel", null, -1);
                continue;
            }

            if (reply is not SlackReply.Fine fine)
            {
                return (null, reply);
            }

            foreach (var channel in fine.Items("channels"))
            {
                if (channel.ValueKind == JsonValueKind.Object && Text(channel, "id") is not null && wanted(channel))
                {
                    return (channel, null);
                }
            }

            if (fine.NextCursor is not { } next)
            {
                return (null, null);
            }

            cursor = next;
        }

        return (null, null);
    }

    public static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
