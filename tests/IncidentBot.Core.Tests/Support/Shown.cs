using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Tests.Support;

/// <summary>What an answer's card shows, as plain words.</summary>
internal static class Shown
{
    public static IReadOnlyDictionary<string, string> Facts(this Answer answer) =>
        answer.Card!.Blocks.OfType<Block.Facts>().SelectMany(block => block.Items).ToDictionary(fact => fact.Name, fact => Plain(fact.Value), StringComparer.Ordinal);

    public static IReadOnlyList<string> Lines(this Card card) => [.. card.Blocks.OfType<Block.Text>().Select(block => Plain(block.Spans))];

    private static string Plain(IReadOnlyList<Span> spans) => string.Concat(spans.Select(span => span switch
    {
        Span.Words words => words.Value,
        Span.Elsewhere other => other.Label,
        Span.Phone phone => $"tel:{phone.Number}",
        Span.Moment moment => $"{moment.At:HH:mm}",
        _ => span.ToString(),
    }));
}
