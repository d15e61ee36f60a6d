using IncidentBot.Core.Messages;

namespace IncidentBot.Slack.Outbound;

/// <summary>Addresses of conversations and messages in this workspace. While Slack does not say what the workspace is called, a place stays the words it stands for.</summary>
internal sealed class Permalinks(Workspace workspace)
{
    public async Task<Card> InAsync(Card card, CancellationToken cancellationToken)
    {
        if (!card.Blocks.Any(block => block is Block.Text text ? text.Spans.Any(IsPlace) : block is Block.Facts facts && facts.Items.Any(fact => fact.Value.Any(IsPlace)))
            || await workspace.FindAsync(cancellationToken) is not { Address: { } home })
        {
            return card;
        }

        Span Linked(Span span) => IsPlace(span) && span is Span.Elsewhere place ? new Span.Link(place.Label, Of(home, place)) : span;
        return card with
        {
            Blocks = [.. card.Blocks.Select(block => block switch
            {
                Block.Text text => new Block.Text([.. text.Spans.Select(Linked)]),
                Block.Facts facts => new Block.Facts([.. facts.Items.Select(fact => fact with { Value = [.. fact.Value.Select(Linked)] })]),
                _ => block,
            })],
        };
    }

    /// <summary>What is in another chat has no address here.</summary>
    private static bool IsPlace(Span span) => span is Span.Elsewhere { Place.Target: SlackModule.Name };

    /// <summary>A thread is opened at the message it hangs from.</summary>
    private static string Of(Uri workspace, Span.Elsewhere place)
    {
        var at = SlackPlace.Of(place.Place);
        var message = place.Message ?? at.Thread;
        return Of(workspace, at.Channel, message);
    }

    /// <param name="message">Null = the conversation as a whole.</param>
    public static string Of(Uri workspace, string channel, string? message) =>
        new Uri(workspace, $"archives/{channel}{(message is null ? "" : $"/p{message.Replace(".", "", StringComparison.Ordinal)}")}").AbsoluteUri;
}
