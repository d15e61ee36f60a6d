using IncidentBot.Core.Messages;

namespace IncidentBot.Simulation.Chat;

/// <summary>
/// A chat with a truth of its own. What it answers may be late, wrong or lost; what it knows is what people saw. It notices by itself
/// when a message stands there twice, when a lane arrives out of order, and when it is asked for what cannot be.
/// </summary>
public sealed class SimulatedChat : ITarget
{
    public const string MayRepeat = "(may repeat)";

    /// <summary>Enough to see one minute's posts of a conversation.</summary>
    private static readonly TimeSpan PostWindow = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly ChatTraits _traits;
    private readonly ChatWeather _weather;
    private readonly SortedDictionary<string, ChatRoom> _rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _opened = new(StringComparer.Ordinal);
    private readonly Dictionary<RowId, (int Times, Outcome.Sent Answer)> _arrived = [];
    private readonly Dictionary<string, Queue<DateTimeOffset>> _posts = new(StringComparer.Ordinal);
    private readonly Dictionary<RowId, int> _underWay = [];
    private readonly LaneOrder _order = new();
    private readonly List<Effect> _effects = [];
    private readonly List<string> _complaints = [];

    public SimulatedChat(string name, TimeProvider time, ChatTraits traits, ChatWeather weather)
    {
        Name = name;
        _time = time;
        _traits = traits;
        _weather = weather;
        Announcements = new ChatRoom("incidents", "incidents");
        _rooms.Add(Announcements.Id, Announcements);
    }

    public string Name { get; }

    public ChatRoom Announcements { get; }

    public IReadOnlyCollection<ChatRoom> Rooms => _rooms.Values;

    /// <summary>Every effect a request had, in the order they happened.</summary>
    public IReadOnlyList<Effect> Effects => _effects;

    /// <summary>What the chat found wrong by itself, as sentences.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Requests, by what became of them: for the summary.</summary>
    public ChatFigures Figures { get; } = new();

    /// <summary>Told right after something became true, before anybody is answered: the moment at which a crash hurts most.</summary>
    internal Action<Effect> Happened { get; set; } = static _ => { };

    public ChatTraits Traits => _traits;

    internal ChatWeather Sky => _weather;

    public PlaceRef At(ChatRoom room) => new(Name, room.Id);

    public ChatRoom? Find(string place) => _rooms.GetValueOrDefault(place);

    /// <summary>The incident's own conversation, once the bot has opened it.</summary>
    public ChatRoom? RoomOf(Core.Store.StreamId stream) =>
        _opened.TryGetValue(Keys.RaisedRoom(stream, Name), out var id) || _opened.TryGetValue(Keys.Room(stream, Name), out id) ? _rooms[id] : null;

    /// <summary>A person writes; everybody in the room can read it.</summary>
    public void Hear(string place, string who, string words) => Conversation(place).Say(_time.GetUtcNow(), who, words);

    /// <summary>The direct answer, as the edge would show it.</summary>
    public void Show(string place, string? onlyFor, string words, Card? card) => Conversation(place).Answer(_time.GetUtcNow(), onlyFor, words, card);

    public async ValueTask<Outcome> PerformAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        _underWay[delivery.Id] = _underWay.GetValueOrDefault(delivery.Id) + 1;
        try
        {
            return await RespondAsync(delivery, cancellationToken);
        }
        finally
        {
            _underWay[delivery.Id]--;
        }
    }

    /// <remarks>
    /// A request of a process that died may still be on its way. "Not there" is said only when it no longer is: a real chat's client has
    /// message ids and a second look for that.
    /// </remarks>
    public async ValueTask<Outcome> ReconcileAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        do
        {
            await Task.Delay(_weather.Latency(Weather.Fine), _time, cancellationToken);
        }
        while (_underWay.GetValueOrDefault(delivery.Id) > 0);

        if (_weather.IsDown(_time.GetUtcNow()))
        {
            return new Outcome.Later(After: null, "503 service unavailable");
        }

        Figures.Asked++;
        return !_traits.CanTell ? new Outcome.Unknown($"{Name} cannot tell what it was sent")
            : _arrived.TryGetValue(delivery.Id, out var arrived) ? arrived.Answer
            : new Outcome.NotThere();
    }

    private async Task<Outcome> RespondAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var weather = _weather.Next(_time.GetUtcNow());
        Figures.Count(weather);
        await Task.Delay(_weather.Latency(weather), _time, cancellationToken);
        switch (weather)
        {
            case Weather.Throttled:
                return new Outcome.Later(_time.GetUtcNow() + _weather.RetryAfter(), "429 too many requests");
            case Weather.ServerError or Weather.Down:
                return new Outcome.Later(After: null, "503 service unavailable");
            case Weather.RequestLost:
                return new Outcome.Unknown("no answer within 10 s");
        }

        var answer = Do(delivery);
        return weather switch
        {
            Weather.AnswerLost when answer is Outcome.Sent => new Outcome.Unknown("no answer within 10 s"),
            Weather.Broken when answer is Outcome.Sent => throw new IOException("The connection was reset."),
            _ => answer,
        };
    }

    private Outcome Do(Delivery delivery)
    {
        var now = _time.GetUtcNow();
        return delivery.Operation switch
        {
            Operation.Post when delivery.Card is { } card => Post(delivery, Place(delivery), card, onlyFor: null, now),
            Operation.Whisper whisper when delivery.Card is { } card => Post(delivery, Conversation($"bot and {whisper.Person}"), card, whisper.Person, now),
            Operation.Edit when delivery is { Card: { } card, Message: { } message } => In(delivery, _rooms.GetValueOrDefault(message.Place), room =>
                room.Edit(now, message.Id, card) ? new Outcome.Sent(message) : Wrong(delivery, $"there is no message {message.Id} to edit")),
            Operation.OpenRoom open => Open(delivery, open, now),
            Operation.Invite invite => In(delivery, Place(delivery), room =>
            {
                room.Invite(now, invite.People);
                return new Outcome.Sent();
            }),
            Operation.Topic when !_traits.HasTopics => new Outcome.Unsupported(),
            Operation.Topic topic => In(delivery, Place(delivery), room =>
            {
                room.SetTopic(now, topic.Text);
                return new Outcome.Sent();
            }),
            Operation.Bookmark or Operation.Archive when !_traits.HasTopics => new Outcome.Unsupported(),
            Operation.Bookmark or Operation.Archive => In(delivery, Place(delivery), _ => new Outcome.Sent()),
            Operation.Pin when !_traits.HasTopics => new Outcome.Unsupported(),
            Operation.Pin when delivery.Message is { } message => In(delivery, _rooms.GetValueOrDefault(message.Place), room => room.Find(message.Id) is null ? Wrong(delivery, $"there is no message {message.Id} to pin") : new Outcome.Sent()),
            _ => Wrong(delivery, "it came without its card or its message"),
        };
    }

    private Outcome Post(Delivery delivery, ChatRoom? place, Card card, string? onlyFor, DateTimeOffset now)
    {
        if (place is not null && !MayPost(place, now))
        {
            Figures.Count(Weather.Throttled);
            return new Outcome.Later(now + TimeSpan.FromSeconds(2), "429 too many posts in this conversation");
        }

        return In(delivery, place, room =>
        {
            var message = room.Post(now, delivery.Id, card, onlyFor);
            return new Outcome.Sent(new MessageRef(Name, room.Id, message.Id));
        });
    }

    /// <summary>Asking again for a room of ours gives the one there is, as a chat that answers "name taken" would let its client find out.</summary>
    private Outcome Open(Delivery delivery, Operation.OpenRoom open, DateTimeOffset now)
    {
        if (_opened.TryGetValue(open.Key, out var known))
        {
            return In(delivery, _rooms[known], room => new Outcome.Sent(Place: At(room)));
        }

        // Two threads under one card are one.
        if (open.From is { } from && !_traits.HasRooms && _opened.TryGetValue(from, out var thread))
        {
            _opened.Add(open.Key, thread);
            return In(delivery, _rooms[thread], room => new Outcome.Sent(Place: At(room)));
        }

        var id = _traits.HasRooms && open.ThreadOf is null ? $"C{_opened.Count + 1}-{open.Name}" : $"incidents;thread={_opened.Count + 1}";
        var opened = new ChatRoom(id, open.ThreadOf is null ? open.Name : $"{open.Name}-thread") { Purpose = open.Purpose, Private = open.Private };
        _rooms.Add(id, opened);
        _opened.Add(open.Key, id);
        opened.SetTopic(now, open.Purpose);
        return In(delivery, opened, room => new Outcome.Sent(Place: At(room)));
    }

    /// <summary>The effect, its record and the chat's own judgement of it, together.</summary>
    private Outcome In(Delivery delivery, ChatRoom? room, Func<ChatRoom, Outcome> act)
    {
        if (room is null)
        {
            return Wrong(delivery, "there is no such conversation");
        }

        if (act(room) is not Outcome.Sent answer)
        {
            return Wrong(delivery, "there is no such message");
        }

        var before = _arrived.TryGetValue(delivery.Id, out var arrived) ? arrived.Times : 0;
        _arrived[delivery.Id] = (before + 1, before == 0 ? answer : arrived.Answer);
        var marked = delivery.Card is { } card && (card.Title.Contains(MayRepeat, StringComparison.Ordinal) || card.Summary.Contains(MayRepeat, StringComparison.Ordinal));
        var effect = new Effect(_time.GetUtcNow(), Name, delivery.Claimed.Row, room.Id, delivery.Card, before, marked);
        _effects.Add(effect);
        if (effect.IsDuplicate)
        {
            _complaints.Add($"{Name}: {delivery.Id} stands in {room.Name} {before + 1} times");
        }

        if (before == 0 && _order.Arrived(delivery.Claimed.Row) is { } disorder)
        {
            _complaints.Add($"{Name}: {disorder}");
        }

        Happened(effect);
        return answer;
    }

    private Outcome.Dead Wrong(Delivery delivery, string why)
    {
        _complaints.Add($"{Name}: {delivery.Id} ({delivery.Operation.GetType().Name}) cannot be done: {why}");
        return new Outcome.Dead(why, "Look at the simulation: the bot asked for something that cannot be.");
    }

    /// <summary>Without a place the announcement channel is meant; a conversation that is not there stays null.</summary>
    private ChatRoom? Place(Delivery delivery) => delivery.Place is { } place ? _rooms.GetValueOrDefault(place.Id) : Announcements;

    private bool MayPost(ChatRoom room, DateTimeOffset now)
    {
        if (!_posts.TryGetValue(room.Id, out var posts))
        {
            _posts.Add(room.Id, posts = new Queue<DateTimeOffset>());
        }

        while (posts.TryPeek(out var first) && first <= now - PostWindow)
        {
            posts.Dequeue();
        }

        if (posts.Count >= _traits.PostsPerMinute)
        {
            return false;
        }

        posts.Enqueue(now);
        return true;
    }

    /// <summary>A person's own conversation with the bot comes into being when it is first used.</summary>
    private ChatRoom Conversation(string place)
    {
        if (!_rooms.TryGetValue(place, out var room))
        {
            _rooms.Add(place, room = new ChatRoom(place, place) { Private = true });
        }

        return room;
    }
}
