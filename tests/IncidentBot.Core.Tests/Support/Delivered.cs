using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.TestKit;
using IncidentBot.TestKit.Doubles;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Core.Tests.Support;

/// <summary>One row of one incident on its way to one chat: claimed, delivered, settled.</summary>
internal sealed class Delivered
{
    private readonly StreamId _stream;

    public Delivered(IncidentBuilder past)
    {
        Time = new FakeTimeProvider(past.Build() is var _ ? past.Now : default);
        Store = new MemoryStore(Time);
        var history = past.History();
        _stream = history.Stream;
        Store.Add(history);
        Delivering = new Delivering(Store, new IncidentWriter(Store, Some.Roster), Time, NullLogger<Delivering>.Instance);
    }

    public FakeTimeProvider Time { get; }

    public MemoryStore Store { get; }

    public Delivering Delivering { get; }

    public RecordingTarget Chat { get; } = new();

    public SenderSettings Settings { get; set; } = new();

    public Incident Incident => Core.Incidents.Incident.Fold(Store[_stream]);

    /// <summary>The reference of the room, or of what else the key stands for.</summary>
    public Delivered Having(string key, DocumentContent content)
    {
        Store.CommitAsync(new Change { Documents = [content.Under(key)] }, default).AsTask().GetAwaiter().GetResult();
        return this;
    }

    public Delivered HavingRoom() => Having(Keys.Room(_stream, "slack"), new DocumentContent(Place: new PlaceRef("slack", "C7")));

    public OutboxRow Row(Operation operation, Repeat repeat = Repeat.Never, string? onlyIf = null, string lane = "test", double giveUpAfterMinutes = 60) => new(
        new RowId($"{_stream}/9/{Store.Unsettled.Count + Store.Settled.Count}"),
        _stream,
        "slack",
        $"slack:{_stream}/{lane}",
        Urgency.Update,
        operation,
        [],
        null,
        onlyIf,
        repeat,
        Time.GetUtcNow() + TimeSpan.FromMinutes(giveUpAfterMinutes),
        Time.GetUtcNow());

    public OutboxRow Notice(Repeat repeat = Repeat.Never, string? onlyIf = null, double giveUpAfterMinutes = 60) =>
        Row(new Operation.Post(Keys.Room(_stream, "slack"), null, new Body.Fixed(new Card("Heading", "a notice"))), repeat, onlyIf, giveUpAfterMinutes: giveUpAfterMinutes);

    /// <summary>The row is put into the outbox and claimed as that attempt.</summary>
    public Claimed Claim(OutboxRow row, int attempt = 1, bool mustReconcile = false)
    {
        Store.CommitAsync(new Change { Outbox = [row] }, default).AsTask().GetAwaiter().GetResult();
        var claimed = Store.ClaimAsync("slack", 100, Time.GetUtcNow(), default).AsTask().GetAwaiter().GetResult().Single(claim => claim.Row.Id == row.Id);
        return claimed with { Attempt = attempt, MustReconcile = mustReconcile };
    }

    public Task<Outcome> DeliverAsync(OutboxRow row, int attempt = 1, bool mustReconcile = false) => DeliverAsync(Claim(row, attempt, mustReconcile));

    public Task<Outcome> DeliverAsync(Claimed claim) => Delivering.DeliverAsync(Chat, claim, Settings, CancellationToken.None);

    /// <summary>Delivered and settled; what the settlement said about the stream can be read from <see cref="Incident"/>.</summary>
    public async Task<Outcome> SettleAsync(OutboxRow row)
    {
        var claim = Claim(row);
        var outcome = await DeliverAsync(claim);
        Xunit.Assert.True(await Delivering.SettleAsync(claim, outcome, CancellationToken.None));
        return outcome;
    }
}
