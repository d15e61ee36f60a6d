using System.Text.Json;

namespace IncidentBot.Slack.Inbound;

/// <summary>Who did it, as far as the request itself says.</summary>
/// <param name="Team">The team this person belongs to; another one than ours makes an outsider. Null: not said.</param>
/// <param name="Name">To show; never to decide by.</param>
internal sealed record SlackUser(string Id, string? Team, string? Name)
{
    /// <summary>Null unless it looks like an id of Slack's.</summary>
    public static SlackUser? Of(string? id, string? team, string? name) => IsId(id) ? new SlackUser(id!, team, name) : null;

    public static bool IsId(string? id) => id is { Length: >= 2 and <= 32 } && id[0] is 'U' or 'W' && id.All(char.IsAsciiLetterOrDigit);
}

/// <summary><c>/incident …</c>, from either road.</summary>
/// <param name="Name">With its slash; one address may serve several.</param>
internal sealed record SlashCommand(string Name, SlackUser By, string Channel, string Text, string? TriggerId, string? AppId, string? ResponseUrl)
{
    /// <summary>Null: not a command that can be answered.</summary>
    public static SlashCommand? Of(IReadOnlyDictionary<string, string> form) => Of(name => form.TryGetValue(name, out var value) && value.Length > 0 ? value : null);

    public static SlashCommand? Of(JsonElement payload) => Of(name => payload.Text(name));

    private static SlashCommand? Of(Func<string, string?> field) =>
        SlackUser.Of(field("user_id"), field("team_id"), field("user_name")) is { } user && SlackIds.Channel(field("channel_id")) is { } channel && field("command") is { } name
            ? new SlashCommand(name, user, channel, field("text") ?? "", field("trigger_id"), field("api_app_id"), field("response_url"))
            : null;
}
