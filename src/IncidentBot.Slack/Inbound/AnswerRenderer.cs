using System.Text.Json.Nodes;
using IncidentBot.Core.Desk;
using IncidentBot.Slack.Outbound;

namespace IncidentBot.Slack.Inbound;

/// <summary>Answers as messages for one person's eyes.</summary>
internal sealed class AnswerRenderer(CardRenderer cards)
{
    private const int TextLength = 3000;

    public SlackMessage Draw(Answer answer)
    {
        var said = answer.Hint is { } hint ? $"{answer.Text}\n{hint}" : answer.Text;
        var text = Mrkdwn.Escape(said, TextLength);
        if (answer.Card is not { } card)
        {
            return new SlackMessage(text, []);
        }

        var drawn = cards.Draw(card, "answer");
        if (string.Equals(card.Summary, answer.Text, StringComparison.Ordinal))
        {
            // A look-up is its card.
            return drawn;
        }

        return new SlackMessage(text, [ViewRenderer.Section(said), .. drawn.Blocks.Select(block => block?.DeepClone())]);
    }

    /// <summary>As the body of a reply, and as what is posted to a response address.</summary>
    public JsonObject Reply(Answer answer)
    {
        var message = Draw(answer);
        var reply = new JsonObject
        {
            ["response_type"] = answer.To == Visibility.Everyone ? "in_channel" : "ephemeral",
            ["replace_original"] = false,
            ["text"] = message.Text,
        };
        if (message.Blocks.Count > 0)
        {
            reply["blocks"] = message.Blocks.DeepClone();
        }

        return reply;
    }
}
