using System.Collections.Frozen;

namespace IncidentBot.Slack.Outbound;

/// <summary>What kind of failure an error of Slack is, which decides what is done about it.</summary>
internal enum FailureClass
{
    /// <summary>Not in the table: not repeated where repeating could post twice.</summary>
    Unlisted,

    /// <summary>Not done; try again in a while.</summary>
    Wait,

    /// <summary>Something inside Slack failed, perhaps after the work was done.</summary>
    Unclear,

    /// <summary>What was wanted is so already.</summary>
    AlreadySo,

    /// <summary>Not done; it takes minutes until it can be.</summary>
    Slow,

    /// <summary>The token does not count any more: nothing works until it is replaced.</summary>
    Credentials,

    /// <summary>An administrator has to allow it.</summary>
    Configuration,

    /// <summary>Channel, message or person is gone, or the bot is not in it.</summary>
    Gone,

    /// <summary>The name of a channel is in use.</summary>
    NameTaken,

    /// <summary>We asked wrongly.</summary>
    OurMistake,
}

/// <summary>The table of Slack's errors. What stands nowhere here is <see cref="FailureClass.Unlisted"/>: Slack adds words without notice.</summary>
internal static class SlackErrors
{
    private static readonly FrozenDictionary<string, FailureClass> Table = new (FailureClass Class, string Words)[]
    {
        (FailureClass.Wait, "ratelimited rate_limited service_unavailable request_timeout too_many_requests message_limit_exceeded"),
        (FailureClass.Unclear, "internal_error fatal_error"),
        (FailureClass.AlreadySo, "already_in_channel already_pinned not_pinned already_archived already_reacted no_reaction cant_invite_self"),
        (FailureClass.Slow, "team_added_to_org org_login_required external_channel_migrating"),
        (FailureClass.Credentials, "invalid_auth not_authed account_inactive token_revoked token_expired"),
        (FailureClass.Configuration, "missing_scope not_allowed_token_type no_permission access_denied accesslimited ekm_access_denied team_access_not_granted user_is_bot user_is_restricted not_authorized cannot_create_channel messages_tab_disabled user_is_ultra_restricted method_not_supported_for_channel_type too_many_pins"),
        (FailureClass.Gone, "channel_not_found is_archived not_in_channel user_not_in_channel message_not_found thread_not_found cant_update_message edit_window_closed user_not_found is_inactive no_item_specified"),
        (FailureClass.NameTaken, "name_taken"),
        (FailureClass.OurMistake, "no_text invalid_form_data invalid_json metadata_too_large metadata_must_be_sent_from_app view_too_large unknown_method too_long"),
    }.SelectMany(row => row.Words.Split(' ').Select(word => KeyValuePair.Create(word, row.Class))).ToFrozenDictionary();

    /// <summary>Families that Slack extends: <c>restricted_action_read_only_channel</c>, <c>invalid_blocks_format</c>.</summary>
    private static readonly (string Begins, FailureClass Class)[] Families =
    [
        ("restricted_action", FailureClass.Configuration),
        ("invalid_blocks", FailureClass.OurMistake),
        ("msg_", FailureClass.OurMistake),
        ("invalid_arg", FailureClass.OurMistake),
        ("invalid_metadata", FailureClass.OurMistake),
        ("invalid_name", FailureClass.OurMistake),
    ];

    public static FailureClass ClassOf(string error) =>
        Table.TryGetValue(error, out var listed) ? listed : Families.FirstOrDefault(family => error.StartsWith(family.Begins, StringComparison.Ordinal)).Class;
}
