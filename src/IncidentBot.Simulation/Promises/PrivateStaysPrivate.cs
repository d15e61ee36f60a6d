using System.Buffers;
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

    private static IEnumerable<string> InMessages(RunRecord record)
    {
        var canaries = SearchValues.Create([.. record.Surroundings.Canaries], StringComparison.Ordinal);
        return record.Effects
            .Where(effect => effect.Card is { } card && CardText.Of(card).Any(text => text.AsSpan().ContainsAny(canaries)))
            .Select(effect => $"{effect.Row.Id} shows in {effect.Target} what is private");
    }

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
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var telling = SearchValues.Create(written, StringComparison.Ordinal);
        return record.Logs
            .Where(line => line.Text.AsSpan().ContainsAny(telling))
            .Select(line => $"a log line of {line.At:O} repeats what somebody wrote");
    }
}

/// <summary>Everything a card shows.</summary>
internal static class CardText
{
    public static IEnumerable<Span> Spans(Card card) => card.Blocks.SelectMany(block => block switch
    {
        Block.Text text => text.Spans,
        Block.Facts facts => facts.Items.SelectMany(fact => fact.Value),
        _ => [],
    });

    public static IEnumerable<string> Of(Card card)
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
