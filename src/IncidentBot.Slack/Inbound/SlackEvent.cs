using System.Text.Json;

namespace IncidentBot.Slack.Inbound;

/// <summary>Something that happened in the workspace.</summary>
internal abstract record SlackEvent
{
    private SlackEvent()
    {
    }

    /// <summary>The channel it happened in, where the event says that another organisation reads along.</summary>
    public string? SharedChannel { get; init; }

    /// <summary>Slack asks whether we are here.</summary>
    public sealed record Verification(string Challenge) : SlackEvent;

    /// <summary>Somebody typed to the bot where others read along.</summary>
    public sealed record Mention(SlackUser By, string Channel, string? Thread, string Ts, string Text) : SlackEvent;

    /// <summary>Somebody wrote to the others in a channel that the bot is in. What they wrote is not taken out of the envelope.</summary>
    public sealed record Said(SlackUser By, string Channel, string? Thread, string EventId) : SlackEvent;

    public sealed record Reaction(SlackUser By, string Channel, string Ts, string Name, bool Added, string EventId) : SlackEvent;

    /// <param name="Inviter">Null: they came by themselves.</param>
    public sealed record Joined(SlackUser By, string Channel, string? Inviter, string EventId) : SlackEvent;

    public sealed record HomeOpened(SlackUser By) : SlackEvent;

    public sealed record ChannelArchived(string Channel, string EventId, bool Back) : SlackEvent;

    public sealed record ChannelRenamed(string Channel, string Name, string EventId) : SlackEvent;

    /// <param name="Shared">With another organisation; false when the last of them is gone.</param>
    public sealed record ChannelShared(string Channel, bool Shared, string EventId) : SlackEvent;

    public sealed record ChannelMoved(string From, string To, string EventId) : SlackEvent;

    /// <summary>The app was taken out of a workspace, or its token.</summary>
    /// <param name="Team">Which one; an app may be in several, and one of them is ours.</param>
    public sealed record Expelled(bool Uninstalled, string? Team) : SlackEvent;

    /// <summary>Slack leaves events out because there are too many.</summary>
    public sealed record Limited : SlackEvent;

    /// <summary>Nothing for us; it only wants an answer.</summary>
    public sealed record Other(string Type) : SlackEvent;

    /// <summary>Null: nothing that Slack would send.</summary>
    public static SlackEvent? Of(JsonElement body) => body.Text("type") switch
    {
        "url_verification" => body.Text("challenge") is { Length: <= 1024 } challenge ? new Verification(challenge) : null,
        "app_rate_limited" => new Limited(),
        "event_callback" => body.At("event") is { ValueKind: JsonValueKind.Object } inner && body.Text("event_id") is { } id ? Inner(body, inner, id) with { SharedChannel = body.Flag("is_ext_shared_channel") ? ChannelOf(inner) : null } : null,
        { } other => new Other(other),
        null => null,
    };

    private static SlackEvent Inner(JsonElement body, JsonElement inner, string id)
    {
        var type = inner.Text("type") ?? "";
        var team = inner.Text("user_team") ?? inner.Text("source_team") ?? inner.Text("team") ?? body.Text("team_id");
        var user = SlackUser.Of(inner.Text("user"), team, null);
        var channel = ChannelOf(inner);
        return type switch
        {
            "app_mention" when user is not null && channel is not null && SlackIds.Ts(inner.Text("ts")) is { } ts && IsPersons(inner) =>
                new Mention(user, channel, SlackIds.Ts(inner.Text("thread_ts")), ts, inner.Text("text") ?? ""),
            "message" when user is not null && channel is not null && IsPersons(inner) => new Said(user, channel, SlackIds.Ts(inner.Text("thread_ts")), id),
            "reaction_added" or "reaction_removed" when user is not null && inner.Text("item", "type") is "message"
                && SlackIds.Channel(inner.Text("item", "channel")) is { } at && SlackIds.Ts(inner.Text("item", "ts")) is { } ts && inner.Text("reaction") is { } name =>
                new Reaction(user with { Team = null }, at, ts, name, type is "reaction_added", id),
            "member_joined_channel" when user is not null && channel is not null => new Joined(user, channel, inner.Text("inviter"), id),
            "app_home_opened" when user is not null && (inner.Text("tab") ?? "home") is "home" => new HomeOpened(user with { Team = null }),
            "channel_archive" or "group_archive" when channel is not null => new ChannelArchived(channel, id, Back: false),
            "channel_unarchive" or "group_unarchive" when channel is not null => new ChannelArchived(channel, id, Back: true),
            "channel_rename" or "group_rename" when SlackIds.Channel(inner.Text("channel", "id")) is { } renamed && inner.Text("channel", "name") is { } called => new ChannelRenamed(renamed, called, id),
            "channel_shared" when channel is not null => new ChannelShared(channel, true, id),
            "channel_unshared" when channel is not null => new ChannelShared(channel, inner.Flag("is_ext_shared"), id),
            "channel_id_changed" when SlackIds.Channel(inner.Text("old_channel_id")) is { } from && SlackIds.Channel(inner.Text("new_channel_id")) is { } to => new ChannelMoved(from, to, id),
            "tokens_revoked" when inner.Items("tokens", "bot").Any() => new Expelled(Uninstalled: false, body.Text("team_id")),
            "app_uninstalled" => new Expelled(Uninstalled: true, body.Text("team_id")),
            _ => new Other(type),
        };
    }

    private static string? ChannelOf(JsonElement happened) => SlackIds.Channel(happened.Text("channel") ?? happened.Text("item", "channel"));

    /// <summary>What an app wrote, or what was only edited, gives no orders.</summary>
    private static bool IsPersons(JsonElement message) => message.Text("bot_id") is null && message.Text("subtype") is null or "file_share" or "thread_broadcast";
}
