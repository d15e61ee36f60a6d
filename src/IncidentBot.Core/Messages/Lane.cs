using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Messages;

/// <summary>Writes the rows of one event for one chat: names the keys, the lanes and the row ids.</summary>
/// <remarks>A lane is strict in order. The card has one and the room has one, so a room that cannot be made never holds up the card.</remarks>
internal sealed class Lane(Incident incident, string target, Recorded entry, long version, List<OutboxRow> rows)
{
    /// <summary>Lanes that end so carry news of a failed delivery; a failure there is not told again elsewhere, or two broken chats would call each other for ever.</summary>
    public const string FailureSuffix = "/failures";

    private int _position = Next(rows, $"{incident.Stream}/{version}/");

    public string Target => target;

    public string CardKey { get; } = Keys.Message(incident.Stream, "card", target);

    /// <summary>Where the incident is talked about now.</summary>
    public string RoomKey { get; } = incident.LeftThread ? Keys.RaisedRoom(incident.Stream, target) : Keys.Room(incident.Stream, target);

    public string RoomCardKey { get; } = incident.LeftThread ? Keys.RaisedRoomCard(incident.Stream, target) : Keys.RoomCard(incident.Stream, target);

    /// <summary>Where it began.</summary>
    public string ThreadKey { get; } = Keys.Room(incident.Stream, target);

    public void Card(Operation operation, Urgency urgency, IReadOnlyList<string> needs, string? coalesce, Repeat repeat = Repeat.Never) =>
        Add($"{target}:{incident.Stream}/card", operation, urgency, needs, coalesce, null, repeat, Announcements.GiveUpAfter);

    public void Room(Operation operation, Urgency urgency, IReadOnlyList<string> needs, string? coalesce, Repeat repeat = Repeat.Never) =>
        Add($"{target}:{incident.Stream}/room", operation, urgency, needs, coalesce, null, repeat, Announcements.GiveUpAfter);

    /// <summary>What stands around the conversation. In a lane of its own: no message ever waits for a pin.</summary>
    public void Frame(Operation operation, IReadOnlyList<string> needs, string? coalesce) =>
        Add($"{target}:{incident.Stream}/frame", operation, Urgency.Update, needs, coalesce, null, Repeat.Never, Announcements.GiveUpAfter);

    /// <summary>Into the thread that was left. In a lane of its own: the room waits for nothing that is said there.</summary>
    public void Thread(Operation operation, string needs) =>
        Add($"{target}:{incident.Stream}/thread", operation, Urgency.Update, [needs], null, null, Repeat.Never, Announcements.GiveUpAfter);

    public void Notice(Card card, Urgency urgency, Repeat repeat, string? onlyIf, TimeSpan giveUpAfter) =>
        Add($"{target}:{incident.Stream}/room", new Operation.Post(RoomKey, null, new Body.Fixed(card)), urgency, [RoomKey], null, onlyIf, repeat, giveUpAfter);

    public void Failure(Card card) =>
        Add($"{target}:{incident.Stream}{FailureSuffix}", new Operation.Post(RoomKey, null, new Body.Fixed(card)), Urgency.Update, [RoomKey], null, null, Repeat.Never, Announcements.GiveUpAfter);

    /// <summary>Behind every row of this event that is there: others may have been merged away, and an id is never given twice.</summary>
    internal static int Next(IReadOnlyList<OutboxRow> rows, string prefix)
    {
        var next = 0;
        foreach (var row in rows)
        {
            if (row.Id.Value.StartsWith(prefix, StringComparison.Ordinal))
            {
                next = Math.Max(next, int.Parse(row.Id.Value.AsSpan(prefix.Length), System.Globalization.CultureInfo.InvariantCulture) + 1);
            }
        }

        return next;
    }

    private void Add(string lane, Operation operation, Urgency urgency, IReadOnlyList<string> needs, string? coalesce, string? onlyIf, Repeat repeat, TimeSpan giveUpAfter) =>
        rows.Add(new OutboxRow(
            new RowId($"{incident.Stream}/{version}/{_position++}"),
            incident.Stream,
            target,
            lane,
            urgency,
            operation,
            needs,
            coalesce,
            onlyIf,
            repeat,
            entry.At + giveUpAfter,
            entry.At));
}
