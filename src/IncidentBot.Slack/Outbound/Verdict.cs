using IncidentBot.Core.Messages;

namespace IncidentBot.Slack.Outbound;

/// <summary>What a reply of Slack means for the row that caused the call.</summary>
internal sealed class Verdict(TimeProvider time)
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>For everything that is not <see cref="SlackReply.Fine"/> and that no repair has taken care of.</summary>
    /// <param name="what">What was to be done, as the rest of "Slack did not let the bot …".</param>
    public Outcome Of(SlackReply reply, string what) => reply switch
    {
        SlackReply.Limited limited => new Outcome.Later(limited.Until, "Slack asks for patience (429)."),
        SlackReply.NotSent lost => new Outcome.Later(null, lost.Why),
        SlackReply.Unclear unclear => new Outcome.Unknown(unclear.Why),
        SlackReply.Refused refused => Of(refused, what),
        _ => new Outcome.Sent(),
    };

    private Outcome Of(SlackReply.Refused refused, string what) => refused.Class switch
    {
        FailureClass.AlreadySo => new Outcome.Sent(),
        FailureClass.Slow => new Outcome.Later(time.GetUtcNow() + Minutes, $"Slack is busy with this workspace ({refused.Error})."),

        // Replacing the token brings everything that waits to its place; only time makes it dead.
        FailureClass.Credentials => new Outcome.Later(time.GetUtcNow() + Minute, $"Slack refuses the bot token ({refused.Error})."),
        _ => new Outcome.Dead($"Slack did not let the bot {what} ({refused.Error}).", Mend(refused)),
    };

    public static string Mend(SlackReply.Refused refused) => refused switch
    {
        { Error: "missing_scope", Needed: { } scope } => $"Give the app the scope {scope} under OAuth & Permissions and install it again.",
        { Error: "missing_scope" } => "Give the app the scopes of its manifest under OAuth & Permissions and install it again.",
        { Error: "not_in_channel" or "channel_not_found" or "user_not_in_channel" } => "Invite the bot into the channel: /invite @IncidentBot",
        { Error: "is_archived" } => "Unarchive the channel and invite the bot again.",
        { Class: FailureClass.Configuration } => "A workspace administrator has to allow it in Slack's settings for apps.",
        { Class: FailureClass.OurMistake } => "Please report it, with the log of that minute.",
        _ => "Look with `incidentbot doctor`.",
    };
}
