using System.Text.Json.Nodes;

namespace IncidentBot.Slack.Inbound;

/// <summary>What Slack is answered, on either road. Empty means: it arrived, nothing to show.</summary>
internal sealed record Ack(int Status, JsonObject? Body = null)
{
    public static Ack Empty { get; } = new(200);

    /// <summary>Not Slack, or not for this app; without a reason.</summary>
    public static Ack Stranger { get; } = new(401);

    /// <summary>Slack's, and not to be understood.</summary>
    public static Ack Broken { get; } = new(400);

    /// <summary>Not saved; Slack sends an event again.</summary>
    public static Ack Again { get; } = new(500);

    public static Ack Of(JsonObject body) => new(200, body);
}
