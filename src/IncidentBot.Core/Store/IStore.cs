using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Store;

/// <summary>What the product remembers. One atomic write; reads of live streams are exact.</summary>
public interface IStore
{
    /// <summary>Returns when the change is durable, or says why it is not. Never throws for a full disk or a busy queue.</summary>
    ValueTask<CommitResult> CommitAsync(Change change, CancellationToken cancellationToken);

    /// <summary>The first answer to this delivery, if it was saved; asked before deciding, because the state has moved on since.</summary>
    ValueTask<Reply?> FindReplyAsync(DeliveryId delivery, CancellationToken cancellationToken);

    /// <summary>Null when there is no such stream.</summary>
    /// <exception cref="ArchiveRebuildingException">An ended incident whose archive is being rebuilt just now.</exception>
    ValueTask<History?> LoadAsync(StreamId stream, CancellationToken cancellationToken);

    /// <summary>A number never given before. Gaps are allowed.</summary>
    ValueTask<Incidents.IncidentId> NextIncidentIdAsync(CancellationToken cancellationToken);

    /// <summary>Every stream that has not yet left memory, in ordinal order; exact.</summary>
    ValueTask<IReadOnlyList<History>> LoadLiveAsync(CancellationToken cancellationToken);

    ValueTask<Document?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>A hint for live pages: streams that changed. May skip.</summary>
    IAsyncEnumerable<StreamId> ChangedAsync(CancellationToken cancellationToken);
}

/// <summary>Reads of everything there ever was, for people who look things up. They read what they wrote, or are told how far behind it is.</summary>
public interface IArchive
{
    ValueTask<Page<IncidentSummary>> FindIncidentsAsync(IncidentQuery query, CancellationToken cancellationToken);

    /// <summary>Entries with a number above <paramref name="after"/> (the first entry is number 1), oldest first.</summary>
    ValueTask<Page<Recorded>> ReadTimelineAsync(StreamId stream, long after, int max, CancellationToken cancellationToken);

    /// <summary>Messages that could not be delivered, newest first.</summary>
    ValueTask<IReadOnlyList<DeadLetter>> DeadLettersAsync(int max, CancellationToken cancellationToken);
}

/// <summary>A slice of an answer.</summary>
/// <param name="Next">Hand this in as the next query's cursor; null at the end.</param>
/// <param name="Behind">How many changes the answer may lack; zero when it is up to date.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long? Next, long Behind = 0);

/// <summary>Which incidents to list, newest first. Private incidents are left out unless asked for.</summary>
/// <param name="Before">Only incidents with a smaller number; the cursor of the page before.</param>
/// <param name="Text">Words that the title must contain, any case.</param>
public sealed record IncidentQuery(
    bool OpenOnly = false,
    Incidents.Severity? Severity = null,
    string? Text = null,
    long? Before = null,
    int Max = 50,
    bool IncludePrivate = false);

/// <summary>A message nobody got, and what can be done about it.</summary>
public sealed record DeadLetter(string Row, string Target, string Lane, string What, string Why, string Mend, DateTimeOffset At);

/// <summary>Messages waiting to leave. A claim is durable before it is handed out.</summary>
public interface IOutbox
{
    /// <summary>
    /// At most <paramref name="max"/> rows that may leave now: each the first unsettled row of its lane, not before its time, with every
    /// key in <c>Needs</c> present as a document; most urgent first, then oldest. Empty when the store cannot record claims (disk full).
    /// </summary>
    ValueTask<IReadOnlyList<Claimed>> ClaimAsync(string target, int max, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Returns when something new may be claimable, when the earliest retry is due, or after <paramref name="atMost"/>.</summary>
    ValueTask WaitForWorkAsync(string target, TimeSpan atMost, CancellationToken cancellationToken);
}

/// <summary>Timers whose time has come.</summary>
public interface ITimerQueue
{
    /// <summary>Due timers, oldest first. Asking changes nothing: a timer goes when a change names it in <see cref="Change.Fired"/> or its plan drops it.</summary>
    ValueTask<IReadOnlyList<TimerRef>> DueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken);

    /// <summary>Returns when the earliest timer is due, when an earlier one was planned, or after <paramref name="atMost"/>.</summary>
    ValueTask WaitForWorkAsync(TimeSpan atMost, CancellationToken cancellationToken);
}

/// <summary>The archive of ended incidents is being rebuilt; live incidents are not affected.</summary>
public sealed class ArchiveRebuildingException(int percent)
    : Exception($"The archive is being rebuilt, {percent} %. Open incidents are not affected; try again in a moment.")
{
    public int Percent { get; } = percent;
}
