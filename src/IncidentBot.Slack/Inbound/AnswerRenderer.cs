using System.Text.Json.Nodes;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Slack.Outbound;

namespace IncidentBot.Slack.Inbound;

/// <summary>Answers as messages for one person's eyes: one, and where it is too long the ones that go on below it.</summary>
internal sealed class AnswerRenderer(CardRenderer cards)
{
    /// <summary>Slack takes five late answers to a request.</summary>
    private const int MostMessages = 5;

    private const int SectionLength = 2900;

    /// <returns>In their order; at least one.</returns>
    public IReadOnlyList<SlackMessage> Draw(Answer answer)
    {
        var said = answer.Hint is { } hint ? $"{answer.Text}\n{hint}" : answer.Text;
        var text = Mrkdwn.Escape(said);
        if (text.Length > SectionLength)
        {
            var card = answer.Card ?? new Card(answer.Incident?.ToString() ?? "IncidentBot", said);
            return Whole(card with { Blocks = [new Block.Text([.. Mrkdwn.Spans(said, answer.Times)]), .. card.Blocks] });
        }

        text = Mrkdwn.Escape(said, answer.Times, SectionLength);
        if (answer.Card is not { } shown)
        {
            return [new SlackMessage(text, [])];
        }

        var drawn = Whole(shown);
        return string.Equals(shown.Summary, answer.Text, StringComparison.Ordinal)
            ? drawn // A look-up is its card.
            : [new SlackMessage(text, [ViewRenderer.Section(said, answer.Times), .. drawn[0].Blocks.Select(block => block?.DeepClone())]), .. drawn.Skip(1)];
    }

    /// <summary>As the body of a reply, and as what is posted to a response address.</summary>
    public JsonObject Reply(Answer answer) => Reply(answer.To, Draw(answer)[0]);

    public static JsonObject Reply(Visibility to, SlackMessage message)
    {
        var reply = new JsonObject
        {
            ["response_type"] = to == Visibility.Everyone ? "in_channel" : "ephemeral",
            ["replace_original"] = false,
            ["text"] = message.Text,
        };
        if (message.Blocks.Count > 0)
        {
            reply["blocks"] = message.Blocks.DeepClone();
        }

        return reply;
    }

    private IReadOnlyList<SlackMessage> Whole(Card card) => cards.DrawWhole(card, "answer", MostMessages, "below");
}
