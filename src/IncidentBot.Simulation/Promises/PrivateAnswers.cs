using System.Buffers;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// The answers' part of promise 12: an answer about a private incident goes only to who may see it, where nobody reads along. Looked for are
/// its id where an answer points with it, and its titles anywhere.
/// </summary>
internal sealed class PrivateAnswers
{
    private readonly Dictionary<IncidentId, Involved> _private = [];
    private readonly Dictionary<string, List<IncidentId>> _titles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _inPublic = new(StringComparer.Ordinal);
    private readonly SearchValues<string> _telling;
    private readonly OwnRooms _rooms;

    private PrivateAnswers(RunRecord record)
    {
        var team = new Team(record.Surroundings.People);
        var shared = new HashSet<string>(StringComparer.Ordinal);
        _rooms = new OwnRooms(record);
        foreach (var (stream, entries) in record.Streams)
        {
            if (!stream.TryGetIncident(out var id) || entries.Count == 0 || entries[0].Event is not Declared declared)
            {
                continue;
            }

            if (!declared.Private)
            {
                shared.UnionWith(Titles(entries));
                continue;
            }

            var involved = _private[id] = new Involved(entries[0], team);
            foreach (var entry in entries)
            {
                involved.Take(entry);
            }

            foreach (var title in Titles(entries).Distinct(StringComparer.Ordinal))
            {
                if (!_titles.TryGetValue(title, out var streams))
                {
                    _titles.Add(title, streams = []);
                }

                streams.Add(id);
            }
        }

        // What a public incident is called too tells nobody anything.
        foreach (var title in shared)
        {
            _titles.Remove(title);
        }

        // Nor does a longer public title in which the same words stand, whole or cut for a list.
        foreach (var title in _titles.Keys)
        {
            _inPublic[title] = [.. shared.Where(longer => longer.Contains(title, StringComparison.Ordinal)).SelectMany(longer => new[] { longer, Words.Cut(longer, 80), Words.Cut(longer, 40) }).Distinct(StringComparer.Ordinal)];
        }

        _telling = SearchValues.Create([.. _titles.Keys], StringComparison.Ordinal);
    }

    public static IEnumerable<string> Broken(RunRecord record)
    {
        var answers = new PrivateAnswers(record);
        return answers._private.Count == 0 ? [] : record.Asks.Select(answers.Wrong).OfType<string>();
    }

    private string? Wrong(AskSeen ask)
    {
        if (ask.Answer is not { } answer)
        {
            return null;
        }

        var line = TypedLine.Of(ask.Inbound.Input);
        var room = _rooms.Of(ask.Inbound)?.Stream;
        foreach (var id in PointedAt(answer))
        {
            // "There is no INC-7" and its like repeat what the person typed; a card or a subject is more than that.
            if (!_private.TryGetValue(id, out var involved) || (line.Named == id && answer.Incident != id && answer.Card is null) || (answer.Incident is null && Typed(line, id)))
            {
                continue;
            }

            if (room != StreamId.Of(id) && !involved.MaySee(ask.Inbound.By.Id, ask.AnsweredAt))
            {
                return $"{ask.Inbound.By} was answered about the private {id} at {ask.AnsweredAt:O}";
            }

            if (answer.To == Visibility.Everyone && ask.Inbound.SeenByOthers)
            {
                return $"everybody could read the answer about the private {id} at {ask.AnsweredAt:O}";
            }
        }

        return Named(ask, answer, line, room);
    }

    /// <summary>A title in the answer that the person had not just typed; and one that was, where a private declaration was typed in public.</summary>
    private string? Named(AskSeen ask, Answer answer, TypedLine line, StreamId? room)
    {
        var publicly = line.Private && ask.Inbound.SeenByOthers;
        foreach (var text in Texts(answer))
        {
            if (publicly && line.Text.Length > 0 && text.Contains(line.Text, StringComparison.Ordinal))
            {
                return $"the answer to a private declaration in public repeats it at {ask.AnsweredAt:O}";
            }

            if (!text.AsSpan().ContainsAny(_telling))
            {
                continue;
            }

            foreach (var (title, ids) in _titles)
            {
                if (Tells(text, title) && !line.Text.Contains(title, StringComparison.Ordinal)
                    && !ids.Exists(id => room == StreamId.Of(id) || _private[id].MaySee(ask.Inbound.By.Id, ask.AnsweredAt)))
                {
                    return $"{ask.Inbound.By} was shown the title of the private {ids[0]} at {ask.AnsweredAt:O}";
                }
            }
        }

        return null;
    }

    /// <summary>"One at a time" names what was typed, with a button for each, and knows of none of them.</summary>
    private static bool Typed(TypedLine line, IncidentId id) => line.Named == id || line.Text.Split(' ').Any(word => string.Equals(word, id.ToString(), StringComparison.OrdinalIgnoreCase));

    private bool Tells(string text, string title) =>
        _inPublic[title].Aggregate(text, (left, known) => left.Replace(known, "", StringComparison.Ordinal)).Contains(title, StringComparison.Ordinal);

    private static IEnumerable<string> Titles(IReadOnlyList<Recorded> entries) => entries
        .Select(entry => entry.Event switch { Declared declared => declared.Title, Renamed renamed => renamed.Title, _ => "" })
        .Where(title => title.Length > 0);

    private static IEnumerable<IncidentId> PointedAt(Answer answer)
    {
        if (answer.Incident is { } subject)
        {
            yield return subject;
        }

        if (answer.Card is not { } card)
        {
            yield break;
        }

        foreach (var fact in card.Blocks.OfType<Block.Facts>().SelectMany(facts => facts.Items))
        {
            if (IncidentId.TryParse(fact.Name, out var listed))
            {
                yield return listed;
            }
        }

        foreach (var button in card.Buttons)
        {
            if (TypedLine.Of(button.Line).Named is { } offered)
            {
                yield return offered;
            }
        }
    }

    private static IEnumerable<string> Texts(Answer answer) =>
        answer.Card is { } card ? CardText.Of(card).Append(answer.Text).Append(answer.Hint ?? "") : [answer.Text, answer.Hint ?? ""];
}
