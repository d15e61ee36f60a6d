using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using Xunit;
using static IncidentBot.TestKit.StoreContractWorld;

namespace IncidentBot.TestKit;

/// <summary>What every store promises, whatever it is made of.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    protected StoreContractWorld World { get; private set; } = null!;

    private IStore Store => World.Under.Store;

    public async Task InitializeAsync() => World = new StoreContractWorld(await CreateAsync());

    public async Task DisposeAsync() => await World.Under.DisposeAsync();

    protected abstract Task<StoreUnderTest> CreateAsync();

    [Fact]
    public async Task What_was_saved_is_read_back_as_it_was()
    {
        var stream = await World.DeclareAsync(1, "Checkout is down", World.Timer("response", 15));
        await World.AppendAsync(stream, [new Acknowledged(), new Noted("ünï © \"quoted\"\n")], [World.Timer("resolution", 60)]);

        var history = await World.LoadAsync(stream);

        Assert.Equal(3, history.Version);
        Assert.Equal(["Declared", "Acknowledged", "Noted"], history.Events.Select(entry => entry.Event.GetType().Name));
        Assert.Equal("ünï © \"quoted\"\n", Assert.IsType<Noted>(history.Events[2].Event).Text);
        Assert.Equal(Anna, history.Events[0].By);
        Assert.Equal([World.Timer("resolution", 60)], history.Timers);
        AssertChained(history);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_restart_changes_nothing_that_was_acknowledged(bool clean)
    {
        var stream = await World.DeclareAsync(1, "Checkout is down", World.Timer("response", 15));
        await World.AppendAsync(stream, [new Acknowledged()], [World.Timer("resolution", 60)]);
        await World.SaveAsync(new Change { Documents = [new Document("place/INC-1/room@slack", "{}"u8.ToArray())] });
        var before = await World.LoadAsync(stream);

        await World.Under.RestartAsync(clean);

        var after = await World.LoadAsync(stream);
        Assert.Equal(before.Version, after.Version);
        Assert.Equal(before.Events, after.Events);
        Assert.Equal(before.Timers, after.Timers);
        Assert.NotNull(await World.FindAsync("place/INC-1/room@slack"));
        Assert.Equal("done declare-1", (await Store.FindReplyAsync(new DeliveryId("declare-1"), CancellationToken.None))?.Text);
    }

    [Fact]
    public async Task A_reply_is_kept_with_the_fingerprint_of_its_request()
    {
        var reply = new Reply("done", "INC-1", "f-1");
        await World.SaveAsync(new Change { Delivery = new DeliveryId("api/ci/k-1"), Reply = reply });

        await World.Under.RestartAsync(clean: false);

        Assert.Equal(reply, await Store.FindReplyAsync(new DeliveryId("api/ci/k-1"), CancellationToken.None));
    }

    [Fact]
    public async Task A_stream_nobody_wrote_to_is_not_there() =>
        Assert.Null(await Store.LoadAsync(Stream(9), CancellationToken.None));

    [Fact]
    public async Task Two_who_decided_on_the_same_version_cannot_both_be_saved()
    {
        var stream = await World.DeclareAsync(1);
        var seen = await World.LoadAsync(stream);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => World.CommitAsync(new Change { Appends = [World.After(seen, [new Noted($"{i}")])] })));

        Assert.Single(results.OfType<CommitResult.Saved>());
        Assert.Equal(7, results.OfType<CommitResult.Conflict>().Count());
        Assert.Equal(2, (await World.LoadAsync(stream)).Version);
    }

    [Fact]
    public async Task A_conflict_in_one_stream_leaves_the_others_of_the_change_untouched()
    {
        var one = await World.DeclareAsync(1);
        var other = await World.DeclareAsync(2);
        var stale = await World.LoadAsync(one);
        await World.AppendAsync(one, [new Acknowledged()]);

        var result = await World.CommitAsync(new Change
        {
            Delivery = new DeliveryId("merge"),
            Reply = new Reply("merged"),
            Appends = [World.After(await World.LoadAsync(other), [new Noted("merged")], [World.Timer("x", 1)]), World.After(stale, [new Noted("merged")])],
            Outbox = [World.Row("slack:INC-2")],
            Documents = [new Document("message/INC-2/card@slack", "{}"u8.ToArray())],
        });

        Assert.IsType<CommitResult.Conflict>(result);
        Assert.Equal(1, (await World.LoadAsync(other)).Version);
        Assert.Empty((await World.LoadAsync(other)).Timers);
        Assert.Empty(await World.ClaimAsync());
        Assert.Null(await World.FindAsync("message/INC-2/card@slack"));
        Assert.Null(await Store.FindReplyAsync(new DeliveryId("merge"), CancellationToken.None));
    }

    [Fact]
    public async Task The_same_delivery_again_gets_the_first_answer_and_does_nothing()
    {
        var stream = await World.DeclareAsync(1);
        await World.AppendAsync(stream, [new Acknowledged()], delivery: "ack");

        var again = await World.CommitAsync(new Change
        {
            Delivery = new DeliveryId("ack"),
            Reply = new Reply("another answer"),
            Appends = [World.After(await World.LoadAsync(stream), [new Acknowledged()])],
        });

        Assert.Equal("done ack", Assert.IsType<CommitResult.Repeated>(again).Reply.Text);
        Assert.Equal(2, (await World.LoadAsync(stream)).Version);
    }

    [Fact]
    public async Task The_same_delivery_many_times_at_once_is_saved_once()
    {
        var stream = await World.DeclareAsync(1);
        var seen = await World.LoadAsync(stream);
        Change Again() => new() { Delivery = new DeliveryId("note"), Reply = new Reply("noted"), Appends = [World.After(seen, [new Noted("once")])] };

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => World.CommitAsync(Again())));

        Assert.Single(results.OfType<CommitResult.Saved>());
        Assert.All(results.OfType<CommitResult.Repeated>(), repeated => Assert.Equal("noted", repeated.Reply.Text));
        Assert.DoesNotContain(results, result => result is CommitResult.Conflict or CommitResult.NotSaved);
    }

    [Fact]
    public async Task The_fence_is_whole_in_number_and_short_in_memory()
    {
        for (var i = 0; i < 300; i += 20)
        {
            await World.AppendAsync(StreamId.Intake, [.. Enumerable.Range(i, 20).Select(n => new DeclarationSeen($"INC-{n}", "words"))]);
        }

        await World.Under.RestartAsync(clean: false);

        var history = await World.LoadAsync(StreamId.Intake);
        Assert.Equal(300, history.Version);
        Assert.Equal(StreamId.Intake.KeptEvents, history.Events.Count);
        Assert.Equal("INC-299", Assert.IsType<DeclarationSeen>(history.Events[^1].Event).Incident);
    }

    [Fact]
    public async Task Incident_numbers_are_never_given_twice()
    {
        var first = await Store.NextIncidentIdAsync(CancellationToken.None);
        await World.DeclareAsync(first.Number);
        var second = await Store.NextIncidentIdAsync(CancellationToken.None);
        await World.DeclareAsync(second.Number);

        await World.Under.RestartAsync(clean: false);

        var third = await Store.NextIncidentIdAsync(CancellationToken.None);
        Assert.True(first.Number < second.Number && second.Number < third.Number, $"{first} {second} {third}");
    }

    [Fact]
    public async Task Live_streams_come_in_ordinal_order()
    {
        foreach (var number in new[] { 10, 2, 1 })
        {
            await World.DeclareAsync(number);
        }

        var live = await Store.LoadLiveAsync(CancellationToken.None);

        Assert.Equal(["INC-1", "INC-10", "INC-2"], live.Select(history => history.Stream.Value));
    }

    [Fact]
    public async Task Sequence_numbers_rise_in_the_order_of_saving()
    {
        var stream = await World.DeclareAsync(1);

        var first = await World.AppendAsync(stream, [new Acknowledged()]);
        var second = await World.AppendAsync(stream, [new Noted("a")]);

        Assert.True(second > first);
    }

    [Fact]
    public async Task A_reader_never_sees_half_of_a_change()
    {
        var one = await World.DeclareAsync(1);
        var two = await World.DeclareAsync(2);
        for (var i = 0; i < 20; i++)
        {
            await World.SaveAsync(new Change
            {
                Appends = [World.After(await World.LoadAsync(one), [new Noted($"{i}")]), World.After(await World.LoadAsync(two), [new Noted($"{i}")])],
            });

            var live = await Store.LoadLiveAsync(CancellationToken.None);
            Assert.Single(live.Select(history => history.Version).Distinct());
        }
    }

    private static void AssertChained(History history)
    {
        var head = Chain.Start;
        foreach (var entry in history.Events)
        {
            Assert.True(entry.Follows(head));
            head = entry.Chain;
        }
    }
}
