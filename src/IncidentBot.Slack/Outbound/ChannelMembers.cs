using System.Text.Json;

namespace IncidentBot.Slack.Outbound;

/// <summary>Who of some people is not in a channel. Slack has no such question; its members are read, page by page, until everybody was found.</summary>
internal static class ChannelMembers
{
    /// <summary>Slack takes numbers under 1000.</summary>
    private const int PageSize = 999;
    private const int MostPages = 50;

    /// <summary>Those of <paramref name="wanted"/> who are not in it; null when the members could not be read to the end.</summary>
    public static async Task<IReadOnlyList<string>?> MissingAsync(SlackApi api, string channel, IEnumerable<string> wanted, CancellationToken cancellationToken)
    {
        List<string> missing = [.. wanted];
        string? cursor = null;
        for (var page = 0; page < MostPages && missing.Count > 0; page++)
        {
            if (await api.CallAsync(new SlackCall("conversations.members").In(channel).With("limit", PageSize).With("cursor", cursor), cancellationToken) is not SlackReply.Fine fine)
            {
                return null;
            }

            var members = fine.Items("members").Where(member => member.ValueKind == JsonValueKind.String).Select(member => member.GetString()).ToHashSet(StringComparer.Ordinal);
            missing.RemoveAll(members.Contains);

            // A page may be short, or empty, and not the last.
            if (fine.NextCursor is not { } next)
            {
                return missing;
            }

            cursor = next;
        }

        return missing.Count == 0 ? missing : null;
    }
}
