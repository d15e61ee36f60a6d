using IncidentBot.Core.Messages;
using IncidentBot.Simulation.Chat;

namespace IncidentBot.Simulation;

/// <summary>
/// A chat that is a terminal: rooms are kept in memory and everything that happens in them is written out at once, so that a newcomer sees
/// what a team would see. Performs every operation for real, within the limits of a terminal: what an earlier process wrote is not in it.
/// </summary>
public sealed class TranscriptChat : ITarget
{
    public const string TargetName = "terminal";

    private readonly TextWriter _to;
    private readonly TimeProvider _time;
    private readonly TranscriptRenderer _renderer;
    private readonly Dictionary<string, (ChatRoom Room, RoomTranscript Transcript)> _rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<RowId, Outcome.Sent> _done = [];
    private readonly Lock _gate = new();
    private string? _shown;

    public TranscriptChat(TextWriter to, TimeZoneInfo zone, TimeProvider time)
    {
        _to = to;
        _time = time;
        _renderer = new TranscriptRenderer(zone);
    }

    public string Name => TargetName;

    public ValueTask<Outcome> PerformAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var outcome = Perform(delivery, _time.GetUtcNow());
            if (outcome is Outcome.Sent sent)
            {
                _done[delivery.Id] = sent;
            }

            return new ValueTask<Outcome>(outcome);
        }
    }

    /// <summary>What this process did not write is not in this terminal.</summary>
    public ValueTask<Outcome> ReconcileAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new ValueTask<Outcome>(_done.TryGetValue(delivery.Id, out var sent) ? sent : new Outcome.NotThere());
        }
    }

    private Outcome Perform(Delivery delivery, DateTimeOffset now)
    {
        var place = delivery.Place?.Id ?? delivery.Message?.Place ?? "incidents";
        switch (delivery.Operation)
        {
            case Operation.OpenRoom open:
                Do(open.Name, room => room.SetTopic(now, open.Purpose), open.Private);
                return new Outcome.Sent(Place: new PlaceRef(Name, open.Name));

            case Operation.Post when delivery.Card is { } card:
                return new Outcome.Sent(new MessageRef(Name, place, Do(place, room => room.Post(now, delivery.Id, card, onlyFor: null, delivery.Id.Value)).Id));

            case Operation.Whisper whisper when delivery.Card is { } card:
                var own = $"bot and {whisper.Person}";
                return new Outcome.Sent(new MessageRef(Name, own, Do(own, room => room.Post(now, delivery.Id, card, whisper.Person, delivery.Id.Value), isPrivate: true).Id));

            case Operation.Edit when delivery is { Card: { } card, Message: { } message }:
                // A card of an earlier process is drawn whole under its old id: this terminal never showed it.
                Do(place, room => room.Edit(now, message.Id, card) || room.Post(now, delivery.Id, card, onlyFor: null, message.Id) is not null);
                return new Outcome.Sent(message);

            case Operation.Invite invite:
                Do(place, room => room.Invite(now, invite.People));
                return new Outcome.Sent();

            case Operation.Topic topic:
                Do(place, room => room.SetTopic(now, topic.Text));
                return new Outcome.Sent();

            default:
                return new Outcome.Unsupported();
        }
    }

    private void Do(string place, Action<ChatRoom> act, bool isPrivate = false) => Do(
        place,
        room =>
        {
            act(room);
            return true;
        },
        isPrivate);

    private T Do<T>(string place, Func<ChatRoom, T> act, bool isPrivate = false)
    {
        if (!_rooms.TryGetValue(place, out var known))
        {
            _rooms.Add(place, known = (new ChatRoom(place, place) { Private = isPrivate }, new RoomTranscript(_renderer)));
        }

        var before = known.Room.Entries.Count;
        var result = act(known.Room);
        Show(known.Room, known.Transcript, before);
        return result;
    }

    private void Show(ChatRoom room, RoomTranscript transcript, int from)
    {
        var lines = room.Entries.Skip(from).SelectMany(transcript.Draw).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        if (!string.Equals(_shown, room.Id, StringComparison.Ordinal))
        {
            _shown = room.Id;
            _to.WriteLine();
            _to.WriteLine($"{RoomTranscript.Heading(room.Name, room.Private)}   (times are {_renderer.ZoneName})");
        }

        foreach (var line in lines)
        {
            _to.WriteLine(line);
        }
    }
}
