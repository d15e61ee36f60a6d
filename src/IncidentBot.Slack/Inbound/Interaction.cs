using System.Text.Json;
using IncidentBot.Slack.Outbound;

namespace IncidentBot.Slack.Inbound;

/// <summary>What somebody did to a message, a window or a menu of ours.</summary>
internal abstract record Interaction
{
    /// <summary>The callback ids of our manifest begin so.</summary>
    public const string Declare = "declare";

    private Interaction()
    {
    }

    /// <param name="Line">What the button stands for; null for a link or what is none of ours, which only wants an answer.</param>
    /// <param name="View">The window it was pressed in; null in a message.</param>
    /// <param name="IsHome">It was pressed on somebody's own page.</param>
    public sealed record Press(SlackUser By, string? AppId, string? Channel, string? Thread, string? Line, string Id, string? TriggerId, string? ResponseUrl, string? View, bool IsHome) : Interaction;

    /// <param name="Fields">Answers by block.</param>
    public sealed record Submission(SlackUser By, string? AppId, string CallbackId, string Memory, IReadOnlyDictionary<string, string> Fields, string Id, string? View) : Interaction;

    /// <param name="Words">The text of the message it was asked of; null for the one without a message.</param>
    /// <param name="Ts">Of that message.</param>
    public sealed record Shortcut(SlackUser By, string? AppId, string CallbackId, string? TriggerId, string? Channel, string? Words, string? Ts, string? ResponseUrl) : Interaction;

    /// <summary>Wants choices for a menu; we have none that are loaded late.</summary>
    public sealed record Suggestion(string? AppId) : Interaction;

    /// <summary>Nothing to do but answer: a closed window, a kind that is new.</summary>
    public sealed record Other(string? AppId) : Interaction;

    /// <summary>Null: nothing that Slack would send.</summary>
    public static Interaction? Of(JsonElement payload)
    {
        if (payload.Text("type") is not { } type)
        {
            return null;
        }

        var app = payload.Text("api_app_id");
        var user = SlackUser.Of(payload.Text("user", "id"), payload.Text("user", "team_id"), payload.Text("user", "username") ?? payload.Text("user", "name"));
        return type switch
        {
            "block_suggestion" => new Suggestion(app),
            "block_actions" when user is not null => Pressed(payload, user, app),
            "view_submission" when user is not null => Submitted(payload, user, app),
            "shortcut" or "message_action" when user is not null => new Shortcut(
                user,
                app,
                payload.Text("callback_id") ?? "",
                payload.Text("trigger_id"),
                SlackIds.Channel(payload.Text("channel", "id")),
                payload.At("message") is { } message ? MessageWords.Of(message) : null,
                SlackIds.Ts(payload.Text("message", "ts") ?? payload.Text("message_ts")),
                payload.Text("response_url")),
            "block_actions" or "view_submission" or "shortcut" or "message_action" => null,
            _ => new Other(app),
        };
    }

    private static Interaction Pressed(JsonElement payload, SlackUser user, string? app)
    {
        var action = payload.Items("actions").FirstOrDefault();
        if (action.ValueKind != JsonValueKind.Object)
        {
            return new Other(app);
        }

        var ours = action.Text("action_id") is { } id && (id is CardRenderer.Press || id.StartsWith($"{CardRenderer.Press}/", StringComparison.Ordinal));
        var thread = SlackIds.Ts(payload.Text("message", "thread_ts") ?? payload.Text("container", "thread_ts"));
        return new Press(
            user,
            app,
            SlackIds.Channel(payload.Text("channel", "id") ?? payload.Text("container", "channel_id")),
            thread,
            ours ? action.Text("value") ?? action.Text("selected_option", "value") : null,
            $"{action.Text("action_id")} {action.Text("action_ts")}",
            payload.Text("trigger_id"),
            payload.Text("response_url"),
            payload.Text("view", "id"),
            payload.Text("view", "type") is "home");
    }

    private static Interaction Submitted(JsonElement payload, SlackUser user, string? app)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (payload.At("view", "state", "values") is { ValueKind: JsonValueKind.Object } blocks)
        {
            foreach (var block in blocks.EnumerateObject().Take(100))
            {
                if (block.Value.ValueKind == JsonValueKind.Object && block.Value.EnumerateObject().Select(element => Answer(element.Value)).FirstOrDefault(answer => answer is not null) is { } answer)
                {
                    fields[NameOf(block)] = answer;
                }
            }
        }

        return new Submission(
            user,
            app,
            payload.Text("view", "callback_id") ?? "",
            payload.Text("view", "private_metadata") ?? "",
            fields,
            $"{payload.Text("trigger_id")} {payload.Text("view", "id")} {payload.Text("view", "hash")}",
            payload.Text("view", "id"));
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static string? Answer(JsonElement element) =>
        element.Text("value") ?? element.Text("selected_option", "value") ?? element.Text("selected_user") ?? element.Text("selected_date") ?? element.Text("selected_time");
}
