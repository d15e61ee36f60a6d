using System.Text.Json;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Hot;
using IncidentBot.Storage.Embedded.Journal;

namespace IncidentBot.Storage.Embedded.Writing;

/// <summary>
/// A change as it will stand in the journal, written on the caller's thread so that the writer only copies bytes. Timer differences were
/// taken against what was published then; when the writer finds other timers, it writes the change again.
/// </summary>
internal sealed class PreparedChange
{
    private readonly Change _change;
    private readonly DateTimeOffset _now;
    private readonly TimerRef[]?[] _against;

    private PreparedChange(Change change, DateTimeOffset now, Func<string, LiveStream?> live, Func<string, OutboxEntry?> row)
    {
        _change = change;
        _now = now;
        _against = new TimerRef[change.Appends.Count][];
        Record = Write(live, row);
        Bytes = JsonSerializer.SerializeToUtf8Bytes(Record, JournalJson.Default.JournalRecord);
    }

    public JournalRecord Record { get; }

    public byte[] Bytes { get; }

    /// <summary>Asked for by a person; what is refused first when room runs out.</summary>
    public bool IsCommand =>
        _change.Settled.Count == 0
        && _change.Fired.Count == 0
        && (_change.Delivery is not null || _change.Appends.Any(append => append.Events.Any(entry => !entry.By.IsBot)));

    /// <exception cref="ArgumentException">The change contradicts itself: a mistake in the program.</exception>
    public static PreparedChange Of(Change change, DateTimeOffset now, HotState state)
    {
        ChangeCheck.ThrowIfContradictory(change);
        return new PreparedChange(change, now, state.Live.GetValueOrDefault, state.Outbox.Rows.GetValueOrDefault);
    }

    /// <summary>This change, its differences taken against the state it is now to be applied to.</summary>
    public PreparedChange Against(HotBuilder next)
    {
        for (var i = 0; i < _against.Length; i++)
        {
            if (!ReferenceEquals(_against[i], next.Live(_change.Appends[i].Stream.Value)?.Timers))
            {
                return new PreparedChange(_change, _now, next.Live, next.Outbox.Find);
            }
        }

        return this;
    }

    private JournalRecord Write(Func<string, LiveStream?> live, Func<string, OutboxEntry?> row) => new()
    {
        At = _now.UtcTicks,
        Delivery = _change.Delivery?.Value,
        Reply = _change.Reply,
        Appends = Some(_change.Appends, (append, i) => Write(append, _against[i] = live(append.Stream.Value)?.Timers)),
        Fired = Some(_change.Fired, (timer, _) => new FiredRecord(timer.Stream.Value, timer.Name, timer.Due.UtcTicks)),
        Outbox = Some(_change.Outbox, (fresh, _) => fresh),
        Settled = Some(_change.Settled, (settled, _) => new SettledRecord
        {
            Row = settled.Row.Value,
            Token = settled.Token,
            Outcome = settled.Outcome,
            Dead = DeadLetterOf(settled, row(settled.Row.Value)),
        }),
        Documents = Some(_change.Documents, (document, _) => new DocumentRecord(document.Key, document.Json?.ToArray())),
    };

    private static TTo[]? Some<TFrom, TTo>(IReadOnlyList<TFrom> items, Func<TFrom, int, TTo> write)
    {
        if (items.Count == 0)
        {
            return null;
        }

        var written = new TTo[items.Count];
        for (var i = 0; i < written.Length; i++)
        {
            written[i] = write(items[i], i);
        }

        return written;
    }

    private AppendRecord Write(Append append, TimerRef[]? before)
    {
        List<PlannedTimer>? set = null;
        List<string>? unset = null;
        foreach (var timer in append.Timers)
        {
            // A timer this change acts on is gone with it, whatever the plan says: kept, it would fire for ever.
            var wasActedOn = _change.Fired.Any(fired => fired.Stream == append.Stream && fired.Due == timer.Due && string.Equals(fired.Name, timer.Name, StringComparison.Ordinal));
            if (!wasActedOn && (before is null || !Array.Exists(before, old => old.Due == timer.Due && string.Equals(old.Name, timer.Name, StringComparison.Ordinal))))
            {
                (set ??= []).Add(timer);
            }
        }

        foreach (var old in before ?? [])
        {
            if (!append.Timers.Any(timer => string.Equals(timer.Name, old.Name, StringComparison.Ordinal)))
            {
                (unset ??= []).Add(old.Name);
            }
        }

        return new AppendRecord
        {
            Stream = append.Stream.Value,
            Version = append.ExpectedVersion,
            Events = [.. append.Events],
            Set = set?.ToArray(),
            Unset = unset?.ToArray(),
            LeavesAt = append.LeavesMemoryAt?.UtcTicks,
        };
    }

    private DeadLetter? DeadLetterOf(Settlement settled, OutboxEntry? entry) => settled.Outcome is Outcome.Dead dead && entry is not null
        ? new DeadLetter(entry.Row.Id.Value, entry.Row.Target, entry.Row.Lane, Describe(entry.Row.Operation), dead.Why, dead.Mend, _now)
        : null;

    private static string Describe(Operation operation) => operation switch
    {
        Operation.Post post => $"post in {post.Place}",
        Operation.Edit edit => $"edit of {edit.Key}",
        Operation.OpenRoom room => $"room {room.Name}",
        Operation.Invite invite => $"invitation to {invite.Place}",
        Operation.Topic topic => $"topic of {topic.Place}",
        Operation.Whisper whisper => $"message for {whisper.Person}",
        Operation.Pin pin => $"pin of {pin.Key}",
        Operation.Bookmark link => $"link in {link.Place}",
        Operation.Archive archive => $"archiving of {archive.Place}",
        _ => operation.GetType().Name,
    };
}
