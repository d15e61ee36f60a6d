using IncidentBot.Core.Alerts;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Chat;

namespace IncidentBot.Simulation.Record;

/// <summary>
/// What was seen from outside of the product during a run: asked and answered, written and acknowledged, sent and arrived. The promises
/// are judged from this alone, so a record that was tampered with must be found out.
/// </summary>
public sealed record RunRecord
{
    public IReadOnlyList<CommitSeen> Commits { get; init; } = [];

    public IReadOnlyList<AskSeen> Asks { get; init; } = [];

    public IReadOnlyList<AlertSeen> Alerts { get; init; } = [];

    public IReadOnlyList<CallSeen> Calls { get; init; } = [];

    /// <summary>The chats' own truth.</summary>
    public IReadOnlyList<Effect> Effects { get; init; } = [];

    /// <summary>What the chats found wrong by themselves.</summary>
    public IReadOnlyList<string> Complaints { get; init; } = [];

    public IReadOnlyList<LifeSeen> Lives { get; init; } = [];

    /// <summary>What a new life found in the store, before anybody asked it for anything; the last one is the end of the run.</summary>
    public IReadOnlyList<Recovery> Recoveries { get; init; } = [];

    /// <summary>Every stream as the archive tells it at the end: a second source, read from the view.</summary>
    public IReadOnlyDictionary<StreamId, IReadOnlyList<Recorded>> Archive { get; init; } = new Dictionary<StreamId, IReadOnlyList<Recorded>>();

    public IReadOnlyList<DeadLetter> DeadLetters { get; init; } = [];

    public IReadOnlyList<LogSeen> Logs { get; init; } = [];

    public IReadOnlyList<RoomSeen> Rooms { get; init; } = [];

    public Surroundings Surroundings { get; init; } = new();

    public DateTimeOffset End { get; init; }

    /// <summary>Every stream as the store holds it at the end.</summary>
    public IReadOnlyDictionary<StreamId, IReadOnlyList<Recorded>> Streams =>
        Recoveries.Count == 0 ? new Dictionary<StreamId, IReadOnlyList<Recorded>>() : Recoveries[^1].Streams;
}

/// <summary>A change handed to the store.</summary>
/// <param name="Result">Null when the process died before the answer: the change may be there or not, whole.</param>
public sealed record CommitSeen(int Life, DateTimeOffset At, Change Change, CommitResult? Result)
{
    public bool IsSaved => Result is CommitResult.Saved;

    /// <summary>It may be in the store: acknowledged, or nobody knows.</summary>
    public bool MayBeThere => Result is CommitResult.Saved or null;
}

/// <summary>A request of a person, and what came back.</summary>
/// <param name="Answer">Null when the process died before it answered.</param>
public sealed record AskSeen(int Life, DateTimeOffset At, DateTimeOffset AnsweredAt, Inbound Inbound, Answer? Answer);

/// <summary>A call of a monitor, and what came back.</summary>
/// <param name="Answer">Null when the process died before it answered.</param>
public sealed record AlertSeen(int Life, DateTimeOffset At, AlertCall Call, AlertAnswer? Answer);

/// <summary>A request that left for a chat, or a question whether an earlier one arrived.</summary>
/// <param name="Unwanted">Set when the state of that moment, by the acknowledged record, did not want the message any more.</param>
public sealed record CallSeen(int Life, DateTimeOffset At, string Target, Claimed Claimed, bool IsReconcile, string? Unwanted);

/// <summary>One life of the process. <paramref name="To"/> is its kill, or the end of the run.</summary>
public sealed record LifeSeen(int Number, DateTimeOffset From, DateTimeOffset To);

/// <summary>The store as a life found it.</summary>
/// <param name="Replies">Deliveries of the last 72 hours whose reply it still knows.</param>
/// <param name="Asked">Deliveries whose reply was asked for.</param>
/// <param name="LiveStreams">Streams still in memory.</param>
public sealed record Recovery(
    int Life,
    DateTimeOffset At,
    IReadOnlyDictionary<StreamId, IReadOnlyList<Recorded>> Streams,
    IReadOnlySet<DeliveryId> Asked,
    IReadOnlySet<DeliveryId> Replies,
    IReadOnlyList<StreamId> LiveStreams)
{
    /// <summary>How long its tables were, by its own description.</summary>
    public Storage.Embedded.StoreHealth? Health { get; init; }
}

/// <summary>A line of the product's log.</summary>
public sealed record LogSeen(int Life, DateTimeOffset At, Microsoft.Extensions.Logging.LogLevel Level, string Text);

/// <summary>A conversation as it stood at the end, with everything it ever showed.</summary>
public sealed record RoomSeen(string Target, string Id, string Name, bool Private, IReadOnlyList<RoomEntry> Entries, IReadOnlyCollection<string> Members);

/// <summary>What the world outside was like: needed to tell what may happen from what must not.</summary>
public sealed record Surroundings
{
    /// <summary>Ids of the roster: the only people a message may call.</summary>
    public IReadOnlySet<string> Roster { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    public Core.Roster.PeopleRoster People { get; init; } = Core.Roster.PeopleRoster.Empty;

    /// <summary>Values that must not appear in any message or log line.</summary>
    public IReadOnlyList<string> Canaries { get; init; } = [];

    /// <summary>Chats that cannot say whether a message arrived.</summary>
    public IReadOnlySet<string> CannotTell { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Posts a conversation may show within a minute.</summary>
    public int PostsPerMinute { get; init; } = 60;

    internal static Surroundings Of(Worlds.WorldOptions options, IReadOnlyList<SimulatedChat> chats) => new()
    {
        Roster = options.People.List.Select(person => person.Id).ToHashSet(StringComparer.Ordinal),
        People = Core.Roster.PeopleRoster.From(options.People),
        Canaries = [.. options.People.List.Select(person => person.Email).OfType<string>()],
        CannotTell = chats.Where(chat => !chat.Traits.CanTell).Select(chat => chat.Name).ToHashSet(StringComparer.Ordinal),
        PostsPerMinute = chats.Select(chat => chat.Traits.PostsPerMinute).DefaultIfEmpty(60).Max(),
    };
}
