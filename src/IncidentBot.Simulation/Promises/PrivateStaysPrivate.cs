using System.Buffers;
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
        var written = new HashSet<string>(record.Surroundings.Canaries, StringComparer.Ordinal);
        foreach (var entries in record.Streams.Values)
        {
            foreach (var entry in entries)
            {
                foreach (var text in FreeTexts.Of(entry.Event))
                {
                    Add(written, text);
                }
            }
        }

        // What was refused or only asked is nowhere kept, and is nobody's business either.
        foreach (var ask in record.Asks)
        {
            Add(written, TypedLine.Of(ask.Inbound.Input).Text);
        }

        var telling = SearchValues.Create([.. written], StringComparison.Ordinal);
        return record.Logs
            .Where(line => line.Text.AsSpan().ContainsAny(telling))
            .Select(line => $"a log line of {line.At:O} repeats what somebody wrote");
    }

    private static void Add(HashSet<string> written, string text)
    {
        if (text.Length >= Telling)
        {
            written.Add(text);
        }
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
                Span.Link link => link.Label,
                Span.Elsewhere other => other.Label,
                _ => "",
            };
        }

        foreach (var block in card.Blocks)
        {
            switch (block)
            {
                case Block.Checklist list:
                    foreach (var item in list.Items)
                    {
                        yield return item.Words;
                    }

                    break;
                case Block.Facts facts:
                    foreach (var fact in facts.Items)
                    {
                        yield return fact.Name;
                    }

                    break;
                case Block.Progress progress:
                    yield return progress.Label;
                    break;
            }
        }

        foreach (var button in card.Buttons)
        {
            yield return button.Label;
            yield return button.Line;
        }
    }
}
