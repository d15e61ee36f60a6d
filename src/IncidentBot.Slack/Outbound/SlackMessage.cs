using System.Text.Json.Nodes;

namespace IncidentBot.Slack.Outbound;

/// <summary>A message as Slack takes it.</summary>
/// <param name="Text">What is read out and shown in notifications: all that is essential, since screen readers skip the blocks.</param>
internal sealed record SlackMessage(string Text, JsonArray Blocks);
