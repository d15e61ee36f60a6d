using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;

namespace IncidentBot.Core.Desk;

/// <summary>
/// The one write, shared by the desk, due timers and deliveries: under the stream's lock it loads, lets the caller decide, and commits events
/// together with everything that follows from them. A conflict with another instance starts over.
/// </summary>
/// <param name="attendance">When the bot could not act, so that what comes late says why; null = nobody knows.</param>
public sealed class IncidentWriter(IStore store, PeopleRoster roster, Handbook? handbook = null, Attendance? attendance = null)
{
    private const int Attempts = 5;

    private readonly Announcements _announcements = new(roster, handbook);
    private readonly IncidentFolds _folds = new();

    /// <summary>Whom to tell in a conversation of their own.</summary>
    internal Directly Directly { get; } = new(roster);

    private readonly StreamLocks _locks = new();

    /// <summary>
    /// Runs <paramref name="attempt"/> while no other command of this process works on the streams. Null from it means a conflict and it runs
    /// again, at most five times; then the result is null.
    /// </summary>
    public async Task<T?> UnderLockAsync<T>(IReadOnlyCollection<StreamId> streams, Func<Task<T?>> attempt, CancellationToken cancellationToken)
        where T : class
    {
        using var held = await _locks.LockAsync(streams, cancellationToken);
        for (var i = 0; i < Attempts; i++)
        {
            if (await attempt() is { } result)
            {
                return result;
            }
        }

        return null;
    }

    /// <inheritdoc cref="Incident.Fold"/>
    public Incident Fold(History history) => _folds.Fold(history);

    /// <summary>Durable when it returns. A decided write is not abandoned because its caller has hung up.</summary>
    public async ValueTask<CommitResult> CommitAsync(Change change)
    {
        var result = await store.CommitAsync(change, CancellationToken.None);
        attendance?.Saved(result is not CommitResult.NotSaved);
        return result;
    }

    /// <summary>
    /// Events of one incident with all that follows from them: timer plan, outbox rows, when it leaves memory. What was due before comes
    /// first (<see cref="TimerPlan.CatchUp"/>): whoever decides the events decides them from that state.
    /// </summary>
    /// <param name="before">Null for a declaration, whose first event must be <see cref="Declared"/>.</param>
    public Consequences Append(History history, Incident? before, IReadOnlyList<IEvent> events, Actor by, DateTimeOffset now)
    {
        var entries = new List<Recorded>(events.Count);
        var head = history.Head;
        var after = before;
        var overdue = before is null ? null : TimerPlan.CatchUp(before, now);
        foreach (var (happened, who) in (overdue?.Events ?? []).Select(happened => (happened, Actor.Bot)).Concat(events.Select(happened => (happened, by))))
        {
            var entry = Recorded.Of(happened, who, now, head);
            entries.Add(entry);
            head = entry.Chain;
            after = after is null && history.Stream.TryGetIncident(out var id) ? Incident.Begin(id, (Declared)happened, who, now) : after!.Evolve(happened, who, now);
        }

        _folds.Expect(after!, head);
        return new Consequences(
            new Append(history.Stream, history.Version, entries, TimerPlan.For(after!), after!.LeavesMemoryAt),
            entries.Count == 0 ? [] : _announcements.For(before, after, entries, history.Version + 1, Late(history, overdue, now)),
            after);
    }

    private LateLine? Late(History history, CaughtUp? overdue, DateTimeOffset now) =>
        overdue is { Due: [_, ..] due } && history.Events is [.., var last] ? LateLine.Of(due, last.At, now, attendance) : null;

    /// <summary>Events of a stream that is no incident; nothing follows from them.</summary>
    public static Append Fence(History history, Actor by, DateTimeOffset now, params IReadOnlyList<IEvent> happened)
    {
        var entries = new List<Recorded>(happened.Count);
        foreach (var one in happened)
        {
            entries.Add(Recorded.Of(one, by, now, entries.Count == 0 ? history.Head : entries[^1].Chain));
        }

        return new Append(history.Stream, history.Version, entries, []);
    }
}

/// <summary>What a change of one incident is made of.</summary>
public sealed record Consequences(Append Append, IReadOnlyList<OutboxRow> Outbox, Incident After);
