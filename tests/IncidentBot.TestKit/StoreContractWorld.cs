using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;

namespace IncidentBot.TestKit;

/// <summary>A store that a contract test can restart. Each kind of store brings its own.</summary>
public abstract class StoreUnderTest : IAsyncDisposable
{
    public abstract IStore Store { get; }

    public abstract IArchive Archive { get; }

    public abstract IOutbox Outbox { get; }

    public abstract ITimerQueue Timers { get; }

    /// <summary>The clock that the store sees.</summary>
    public abstract TimeProvider Time { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public abstract void Pass(TimeSpan time);

    /// <summary>Ends the store and opens it again over the same data.</summary>
    /// <param name="clean">False ends it as a kill would.</param>
    public abstract Task RestartAsync(bool clean);

    public abstract ValueTask DisposeAsync();
}

/// <summary>Changes as the desk, the sweep and the sender make them, in one line each.</summary>
public sealed class StoreContractWorld(StoreUnderTest under)
{
    public const string Target = "slack";

    public static readonly Actor Anna = new("anna", "Anna");

    private int _rows;

    public StoreUnderTest Under { get; } = under;

    public DateTimeOffset Now => Under.Now;

    public static StreamId Stream(int number) => StreamId.Of(new IncidentId(number));

    public static Declared Declared(string title, Severity severity = Severity.P1, bool isPrivate = false) =>
        new(severity, title, Drill: false, isPrivate, [Target], ProcedureBook.Default().For(severity));

    public PlannedTimer Timer(string name, int minutes) => new(name, Now + TimeSpan.FromMinutes(minutes));

    /// <summary>An append that follows what the stream holds.</summary>
    public Append After(History history, IEvent[] events, PlannedTimer[]? timers = null, DateTimeOffset? leaves = null)
    {
        var head = history.Head;
        var entries = new List<Recorded>();
        foreach (var happened in events)
        {
            entries.Add(Recorded.Of(happened, Anna, Now, head));
            head = entries[^1].Chain;
        }

        return new Append(history.Stream, history.Version, entries, timers ?? [], leaves);
    }

    public async Task<History> LoadAsync(StreamId stream) => await Under.Store.LoadAsync(stream, CancellationToken.None) ?? History.Empty(stream);

    public async Task<CommitResult> CommitAsync(Change change) => await Under.Store.CommitAsync(change, CancellationToken.None);

    /// <summary>Commits and expects it to be saved.</summary>
    public async Task<long> SaveAsync(Change change) => Xunit.Assert.IsType<CommitResult.Saved>(await CommitAsync(change)).Sequence;

    public async Task<long> AppendAsync(StreamId stream, IEvent[] events, PlannedTimer[]? timers = null, DateTimeOffset? leaves = null, string? delivery = null) =>
        await SaveAsync(new Change
        {
            Delivery = delivery is null ? null : new DeliveryId(delivery),
            Reply = delivery is null ? null : new Reply($"done {delivery}"),
            Appends = [After(await LoadAsync(stream), events, timers, leaves)],
        });

    public async Task<StreamId> DeclareAsync(int number, string title = "Checkout is down", params PlannedTimer[] timers)
    {
        var stream = Stream(number);
        await AppendAsync(stream, [Declared(title)], timers, delivery: $"declare-{number}");
        return stream;
    }

    public OutboxRow Row(string lane, Urgency urgency = Urgency.Update, string? coalesce = null, Operation? operation = null, string target = Target, params string[] needs) => new(
        new RowId($"row/{++_rows:D4}"),
        Stream(1),
        target,
        lane,
        urgency,
        operation ?? new Operation.Post("place/INC-1/room@slack", null, new Body.Live("card")),
        needs,
        coalesce,
        null,
        Repeat.Never,
        Now + TimeSpan.FromHours(24),
        Now);

    public Task<long> QueueAsync(params OutboxRow[] rows) => SaveAsync(new Change { Outbox = rows });

    public async Task<IReadOnlyList<Claimed>> ClaimAsync(int max = 10, string target = Target) =>
        await Under.Outbox.ClaimAsync(target, max, Now, CancellationToken.None);

    public Task<CommitResult> SettleAsync(Claimed claim, Outcome outcome) =>
        CommitAsync(new Change { Settled = [new Settlement(claim.Row.Id, claim.Token, outcome)] });

    public async Task SentAsync(Claimed claim) => Xunit.Assert.IsType<CommitResult.Saved>(await SettleAsync(claim, new Outcome.Sent()));

    public async Task<IReadOnlyList<TimerRef>> DueAsync(int max = 100) => await Under.Timers.DueAsync(Now, max, CancellationToken.None);

    public async Task<Document?> FindAsync(string key) => await Under.Store.FindAsync(key, CancellationToken.None);
}
