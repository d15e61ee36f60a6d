using System.Text.RegularExpressions;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Messages;

/// <summary>
/// "Ids later in the text become links" (product page, "Chat vocabulary"): on its way out a card learns where the other incidents it names
/// are talked about in that chat. A private one stays words, and so does one whose place is not known.
/// </summary>
internal sealed partial class IncidentLinks(IStore store)
{
    /// <summary>A text that names more than this is a list, and each look-up is a read.</summary>
    private const int Most = 20;

    public async ValueTask<Card> InAsync(Card card, IncidentId of, string target, CancellationToken cancellationToken)
    {
        var named = Spans(card).OfType<Span.Words>().SelectMany(words => Ids(words.Value)).Select(found => found.Id).Where(id => id != of).Distinct().Take(Most).ToList();
        if (named.Count == 0)
        {
            return card;
        }

        var known = new Dictionary<IncidentId, Span.Elsewhere>();
        foreach (var id in named)
        {
            if (await FindAsync(id, target, cancellationToken) is { } place)
            {
                known.Add(id, place);
            }
        }

        return known.Count == 0 ? card : card with
        {
            Blocks = [.. card.Blocks.Select(block => block switch
            {
                Block.Text text => new Block.Text([.. text.Spans.SelectMany(span => Linked(span, known))]),
                Block.Facts facts => new Block.Facts([.. facts.Items.Select(fact => fact with { Value = [.. fact.Value.SelectMany(span => Linked(span, known))] })]),
                _ => block,
            })],
        };
    }

    private static IEnumerable<Span> Spans(Card card) => card.Blocks.SelectMany(block => block switch
    {
        Block.Text text => text.Spans,
        Block.Facts facts => facts.Items.SelectMany(fact => fact.Value),
        _ => [],
    });

    /// <summary>Its room, and without one its card.</summary>
    private async ValueTask<Span.Elsewhere?> FindAsync(IncidentId id, string target, CancellationToken cancellationToken)
    {
        var stream = StreamId.Of(id);
        foreach (var key in new[] { Keys.RaisedRoom(stream, target), Keys.Room(stream, target), Keys.Message(stream, "card", target) })
        {
            var content = DocumentContent.Of(await store.FindAsync(key, cancellationToken));
            var place = content?.Place ?? (content?.Message is { } card ? new PlaceRef(card.Target, card.Place) : null);
            if (place is not null)
            {
                return await IsForAllAsync(stream, cancellationToken) ? new Span.Elsewhere(id.ToString(), place, content?.Message?.Id) : null;
            }
        }

        return null;
    }

    private async ValueTask<bool> IsForAllAsync(StreamId stream, CancellationToken cancellationToken) =>
        (await store.LoadAsync(stream, cancellationToken))?.Events is [{ Event: Declared { Private: false } }, ..];

    private static IEnumerable<Span> Linked(Span span, Dictionary<IncidentId, Span.Elsewhere> known)
    {
        if (span is not Span.Words { Value: var text })
        {
            return [span];
        }

        List<Span> spans = [];
        var from = 0;
        foreach (var (at, length, id) in Ids(text))
        {
            if (known.TryGetValue(id, out var place))
            {
                spans.AddRange([new Span.Words(text[from..at]), place with { Label = text.Substring(at, length) }]);
                from = at + length;
            }
        }

        spans.Add(new Span.Words(text[from..]));
        return spans.Where(one => one is not Span.Words { Value.Length: 0 });
    }

    /// <summary>What stands between backticks is a line to type and stays whole.</summary>
    private static IEnumerable<(int At, int Length, IncidentId Id)> Ids(string text) =>
        from match in Id().Matches(text)
        where text.AsSpan(0, match.Index).Count('`') % 2 == 0
        let parsed = IncidentId.TryParse(match.Value, out var id) ? id : (IncidentId?)null
        where parsed is not null
        select (match.Index, match.Length, parsed.Value);

    [GeneratedRegex(@"(?<![\w#/-])INC-[1-9][0-9]{0,8}(?![\w-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
