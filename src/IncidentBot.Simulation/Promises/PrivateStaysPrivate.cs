using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>Promise 8: mail addresses of the roster reach no chat, and neither they nor what people wrote reach the log.</summary>
internal static class PrivateStaysPrivate
{
    /// <summary>Shorter words than this appear in log lines by chance.</summary>
    private const int Telling = 12;

    public static IEnumerable<string> Broken(RunRecord record) => [.. InMessages(record), .. InLogs(record)];

    private static IEnumerable<string> InMessages(RunRecord record) =>
        from canary in record.Surroundings.Canaries
        from effect in record.Effects
        where effect.Card is { } card && CardText.Of(card).Contains(canary, StringComparison.Ordinal)
        select $"{effect.Row.Id} shows '{canary}' in {effect.Target}";

    private static IEnumerable<string> InLogs(RunRecord record)
    {
        var written = record.Streams.Values
            .SelectMany(entries => entries)
            .Select(entry => entry.Event switch
            {
                Declared declared => declared.Title,
                Noted note => note.Text,
                Resolved { Reason: { } reason } => reason,
                Cancelled cancelled => cancelled.Reason,
                _ => "",
            })
            .Where(text => text.Length >= Telling)
            .Concat(record.Surroundings.Canaries)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var line in record.Logs.DistinctBy(line => line.Text))
        {
            if (written.FirstOrDefault(text => line.Text.Contains(text, StringComparison.Ordinal)) is not null)
            {
                yield return $"a log line of {line.At:O} repeats what somebody wrote";
            }
        }
    }
}

/// <summary>Everything a card shows, as one text.</summary>
internal static class CardText
{
    private static readonly TranscriptRenderer Renderer = new(TimeZoneInfo.Utc, columns: 2000);

    public static string Of(Card card) => $"{card.Summary}\n{string.Join('\n', Renderer.Draw(card))}";

    public static IEnumerable<Span> Spans(Card card) => card.Blocks.SelectMany(block => block switch
    {
        Block.Text text => text.Spans,
        Block.Facts facts => facts.Items.SelectMany(fact => fact.Value),
        _ => [],
    });

    /// <summary>Every text of the card that people may have written.</summary>
    public static IEnumerable<string> Texts(Card card)
    {
        yield return card.Title;
        yield return card.Summary;
        foreach (var span in Spans(card))
        {
            yield return span switch
            {
                Span.Words words => words.Value,
                Span.Strong strong => strong.Value,
                Span.Mention mention => mention.Name,
                Span.Phone phone => phone.Number,
                _ => "",
            };
        }

        foreach (var item in card.Blocks.OfType<Block.Checklist>().SelectMany(list => list.Items))
        {
            yield return item.Words;
        }

        foreach (var button in card.Buttons)
        {
            yield return button.Label;
            yield return button.Line;
        }
    }
}
