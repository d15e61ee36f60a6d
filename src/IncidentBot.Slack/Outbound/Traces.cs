using System.Globalization;
using System.Text.Json;
using IncidentBot.Core.Messages;

namespace IncidentBot.Slack.Outbound;

/// <summary>Looks in a conversation's history for a message of ours whose answer was lost.</summary>
internal sealed class Traces(SlackApi api, Workspace workspace, Verdict verdict, TimeProvider time)
{
    private const int PageSize = 200;
    private const int MostPages = 5;

    /// <summary>Clocks differ, and the first try left a little before it was written down.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(60);

    /// <summary>A message that is not there yet may still be on its way for this long.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    /// <returns>Sent with the message, NotThere, Later, or Unknown where the bot may not read.</returns>
    public async Task<Outcome> FindAsync(SlackPlace place, string marker, DateTimeOffset firstAttempt, CancellationToken cancellationToken)
    {
        if (await workspace.FindAsync(cancellationToken) is not { } me)
        {
            return new Outcome.Later(null, "Slack does not say who the bot is.");
        }

        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var reply = await api.CallAsync(Call(place, firstAttempt, cursor), cancellationToken);
            if (reply is not SlackReply.Fine fine)
            {
                return Unread(reply);
            }

            foreach (var message in fine.Items("messages"))
            {
                if (IsOurs(message, me) && Marker.IsOn(message, marker) && message.TryGetProperty("ts", out var ts) && ts.GetString() is { } found)
                {
                    return new Outcome.Sent(place.Message(found));
                }
            }

            if (fine.NextCursor is not { } next)
            {
                break;
            }

            cursor = next;
        }

        return firstAttempt + Settled is var settled && settled > time.GetUtcNow() ? new Outcome.Later(settled, "The first try may still be on its way.") : new Outcome.NotThere();
    }

    private static SlackCall Call(SlackPlace place, DateTimeOffset firstAttempt, string? cursor)
    {
        var oldest = (firstAttempt - Before).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var call = place.Thread is { } thread ? new SlackCall("conversations.replies").In(place.Channel).With("ts", thread) : new SlackCall("conversations.history").In(place.Channel);
        return call.With("oldest", oldest).With("include_all_metadata", true).With("limit", PageSize).With("cursor", cursor);
    }

    private Outcome Unread(SlackReply reply) => reply switch
    {
        // Nothing can have arrived where the bot is not; what it may not read, it cannot tell.
        SlackReply.Refused { Error: "not_in_channel" or "channel_not_found" or "thread_not_found" or "is_archived" } => new Outcome.NotThere(),
        SlackReply.Unclear unclear => new Outcome.Later(null, unclear.Why),
        SlackReply.Refused { Class: FailureClass.Credentials or FailureClass.Slow } or SlackReply.Limited or SlackReply.NotSent => verdict.Of(reply, "read"),
        SlackReply.Refused refused => new Outcome.Unknown($"The bot may not read the conversation ({refused.Error})."),
        _ => new Outcome.Unknown("Slack's history could not be read."),
    };

    private static bool IsOurs(JsonElement message, BotIdentity me) => Is(message, "bot_id", me.Bot) || Is(message, "user", me.User);

    private static bool Is(JsonElement message, string name, string? value) =>
        value is not null && message.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String && found.ValueEquals(value);
}
