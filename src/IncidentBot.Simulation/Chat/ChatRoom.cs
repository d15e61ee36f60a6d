using IncidentBot.Core.Messages;

namespace IncidentBot.Simulation.Chat;

/// <summary>One conversation as the chat itself knows it: the truth that a reconciliation asks for and a transcript is drawn from.</summary>
public sealed class ChatRoom(string id, string name)
{
    private readonly List<RoomEntry> _entries = [];
    private readonly Dictionary<string, ChatMessage> _messages = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _members = new(StringComparer.Ordinal);

    public string Id { get; } = id;

    public string Name { get; } = name;

    public string Purpose { get; init; } = "";

    public bool Private { get; init; }

    public string Topic { get; private set; } = "";

    public IReadOnlyCollection<string> Members => _members;

    /// <summary>Everything that happened here, oldest first.</summary>
    public IReadOnlyList<RoomEntry> Entries => _entries;

    /// <summary>Messages in the order they were posted.</summary>
    public IEnumerable<ChatMessage> Messages => _entries.OfType<RoomEntry.Posted>().Select(entry => _messages[entry.Message]);

    public ChatMessage? Find(string message) => _messages.GetValueOrDefault(message);

    /// <param name="id">The message's id; null for the next of the room.</param>
    internal ChatMessage Post(DateTimeOffset at, RowId row, Card card, string? onlyFor, string? id = null)
    {
        var message = new ChatMessage(id ?? $"{Id}-{_messages.Count + 1}", row, at, card, onlyFor);
        _messages.Add(message.Id, message);
        _entries.Add(new RoomEntry.Posted(at, message.Id, card, onlyFor));
        return message;
    }

    internal bool Edit(DateTimeOffset at, string message, Card card)
    {
        if (!_messages.TryGetValue(message, out var found))
        {
            return false;
        }

        _entries.Add(new RoomEntry.Edited(at, message, found.Card, card, found.PostedAt));
        found.Card = card;
        found.Edits++;
        return true;
    }

    internal void SetTopic(DateTimeOffset at, string topic)
    {
        if (!string.Equals(Topic, topic, StringComparison.Ordinal))
        {
            Topic = topic;
            _entries.Add(new RoomEntry.Noticed(at, $"set the topic: {topic}"));
        }
    }

    internal void Invite(DateTimeOffset at, IEnumerable<string> people)
    {
        var came = people.Where(_members.Add).ToList();
        if (came.Count > 0)
        {
            _entries.Add(new RoomEntry.Noticed(at, $"invited {string.Join(", ", came)}"));
        }
    }

    internal void Say(DateTimeOffset at, string who, string words) => _entries.Add(new RoomEntry.Said(at, who, words));

    internal void Answer(DateTimeOffset at, string? onlyFor, string words, Card? card) => _entries.Add(new RoomEntry.Answered(at, onlyFor, words, card));
}

/// <summary>A message as it stands now; <see cref="Row"/> is the outbox row that caused it.</summary>
public sealed class ChatMessage(string id, RowId row, DateTimeOffset postedAt, Card card, string? onlyFor)
{
    public string Id { get; } = id;

    public RowId Row { get; } = row;

    public DateTimeOffset PostedAt { get; } = postedAt;

    /// <summary>Set when only one person can see it.</summary>
    public string? OnlyFor { get; } = onlyFor;

    public Card Card { get; internal set; } = card;

    public int Edits { get; internal set; }
}

/// <summary>Something that happened in a conversation.</summary>
public abstract record RoomEntry(DateTimeOffset At)
{
    /// <summary>A person wrote or pressed something.</summary>
    public sealed record Said(DateTimeOffset At, string Who, string Words) : RoomEntry(At);

    /// <summary>The bot's direct answer to it.</summary>
    public sealed record Answered(DateTimeOffset At, string? OnlyFor, string Words, Card? Card) : RoomEntry(At);

    public sealed record Posted(DateTimeOffset At, string Message, Card Card, string? OnlyFor) : RoomEntry(At);

    public sealed record Edited(DateTimeOffset At, string Message, Card Before, Card Card, DateTimeOffset PostedAt) : RoomEntry(At);

    /// <summary>Topic, invitations: what a chat shows as a grey line.</summary>
    public sealed record Noticed(DateTimeOffset At, string Words) : RoomEntry(At);
}
