using System.Globalization;
using System.Text;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// Promise 9: a mention names somebody of the roster, or somebody who acts in an incident; no text holds a character that moves, hides or turns other text; a room's name is
/// letters, digits and hyphens; a button says one command.
/// </summary>
internal sealed class HostileTextIsText
{
    /// <summary>Texts and buttons that were looked at and are well: most stand on hundreds of cards.</summary>
    private readonly HashSet<string> _harmless = new(StringComparer.Ordinal);
    private readonly HashSet<string> _commands = new(StringComparer.Ordinal);

    private HostileTextIsText()
    {
    }

    public static IEnumerable<string> Broken(RunRecord record) => new HostileTextIsText().Found(record);

    private IEnumerable<string> Found(RunRecord record)
    {
        var people = record.Surroundings.Roster.Concat(record.Streams.SelectMany(stream => stream.Value).Select(entry => entry.By.Id)).ToHashSet(StringComparer.Ordinal);
        foreach (var effect in record.Effects)
        {
            if (effect.Card is { } card)
            {
                foreach (var why in Wrong(card, people))
                {
                    yield return $"{effect.Row.Id} in {effect.Target}: {why}";
                }
            }

            if (effect.Row.Operation is Operation.OpenRoom open && open.Name.Any(letter => letter is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')))
            {
                yield return $"{effect.Row.Id}: a room was named '{open.Name}'";
            }
        }

        foreach (var (room, answer) in record.Rooms.SelectMany(room => room.Entries.OfType<RoomEntry.Answered>().Select(answer => (room, answer))))
        {
            foreach (var why in answer.Card is { } card ? Wrong(card, people) : [])
            {
                yield return $"an answer in {room.Target} {room.Name}: {why}";
            }
        }
    }

    private IEnumerable<string> Wrong(Card card, HashSet<string> people)
    {
        foreach (var mention in CardText.Spans(card).OfType<Span.Mention>().Where(mention => !people.Contains(mention.Person)))
        {
            yield return $"it calls '{mention.Person}', whom nobody knows";
        }

        if (CardText.Of(card).FirstOrDefault(text => !IsHarmless(text)) is { } treacherous)
        {
            yield return $"'{TranscriptRenderer.Clean(treacherous)}' holds a control, bidirectional or invisible character";
        }

        foreach (var button in card.Buttons.Where(button => !IsCommand(button.Line)))
        {
            yield return $"the button '{button.Label}' says '{button.Line}', which is no command";
        }
    }

    private bool IsCommand(string line) => _commands.Contains(line) || (CommandLine.Read(line) is not (Reading.Unknown or Reading.DidYouMean) && _commands.Add(line));

    private bool IsHarmless(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange(' ', '~') || _harmless.Contains(text) || (!text.EnumerateRunes().Any(IsTreacherous) && _harmless.Add(text));

    private static bool IsTreacherous(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
