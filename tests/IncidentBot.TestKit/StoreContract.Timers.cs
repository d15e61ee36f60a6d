using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using Xunit;

namespace IncidentBot.TestKit;

/// <content>Timers.</content>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Timers_are_due_at_their_time_oldest_first()
    {
        var one = await World.DeclareAsync(1, "a", World.Timer("late", 30), World.Timer("early", 5));
        var two = await World.DeclareAsync(2, "b", World.Timer("middle", 10));
        Assert.Empty(await World.DueAsync());

        World.Under.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal([(one, "early"), (two, "middle")], (await World.DueAsync()).Select(timer => (timer.Stream, timer.Name)));
        Assert.Equal("early", Assert.Single(await World.DueAsync(1)).Name);
    }

    [Fact]
    public async Task The_plan_replaces_all_timers_of_its_stream_and_no_others()
    {
        var one = await World.DeclareAsync(1, "a", World.Timer("goes", 1), World.Timer("stays", 2), World.Timer("moves", 3));
        await World.DeclareAsync(2, "b", World.Timer("other", 4));

        await World.AppendAsync(one, [new Acknowledged()], [World.Timer("stays", 2), World.Timer("moves", 5), World.Timer("new", 6)]);
        await World.Under.RestartAsync(clean: false);
        World.Under.Pass(TimeSpan.FromMinutes(60));

        Assert.Equal(["stays", "other", "moves", "new"], (await World.DueAsync()).Select(timer => timer.Name));
        Assert.Equal(["stays", "moves", "new"], (await World.LoadAsync(one)).Timers.Select(timer => timer.Name));
    }

    [Fact]
    public async Task A_timer_goes_with_the_change_that_acts_on_it()
    {
        var stream = await World.DeclareAsync(1, "a", World.Timer("response", 1), World.Timer("resolution", 2));
        World.Under.Pass(TimeSpan.FromMinutes(1));
        var due = Assert.Single(await World.DueAsync());

        await World.SaveAsync(new Change
        {
            Delivery = new DeliveryId("timer/INC-1/response"),
            Reply = new Reply(""),
            Fired = [due],
            Appends = [World.After(await World.LoadAsync(stream), [new ClockBreached(Core.Sla.ClockKind.Response)], [World.Timer("resolution", 1)])],
        });

        Assert.Empty(await World.DueAsync());
        Assert.Equal(["resolution"], (await World.LoadAsync(stream)).Timers.Select(timer => timer.Name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_timer_may_go_without_anything_else(bool clean)
    {
        var stream = await World.DeclareAsync(1, "a", World.Timer("response", 1));
        World.Under.Pass(TimeSpan.FromMinutes(1));

        await World.SaveAsync(new Change { Fired = [Assert.Single(await World.DueAsync())] });
        await World.Under.RestartAsync(clean);

        Assert.Empty(await World.DueAsync());
        Assert.Equal(1, (await World.LoadAsync(stream)).Version);
    }

    [Fact]
    public async Task Acting_on_a_timer_that_is_gone_removes_nothing_else()
    {
        await World.DeclareAsync(1, "a", World.Timer("response", 1));
        var stale = new TimerRef(StoreContractWorld.Stream(1), "response", World.Now + TimeSpan.FromMinutes(7));

        await World.SaveAsync(new Change { Fired = [stale] });
        World.Under.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal("response", Assert.Single(await World.DueAsync()).Name);
    }

    [Fact]
    public async Task A_killed_sweep_finds_its_timer_again()
    {
        await World.DeclareAsync(1, "a", World.Timer("response", 1));
        World.Under.Pass(TimeSpan.FromMinutes(1));
        var due = await World.DueAsync();

        await World.Under.RestartAsync(clean: false);

        Assert.Equal(due, await World.DueAsync());
    }

    [Fact]
    public async Task The_sweep_is_woken_by_an_earlier_timer()
    {
        await World.DeclareAsync(1, "a", World.Timer("late", 60));
        var waiting = World.Under.Timers.WaitForWorkAsync(TimeSpan.FromHours(3), CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);

        await World.DeclareAsync(2, "b", World.Timer("early", 1));

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_sweep_is_woken_when_the_earliest_timer_is_due()
    {
        await World.DeclareAsync(1, "a", World.Timer("soon", 2));
        var waiting = World.Under.Timers.WaitForWorkAsync(TimeSpan.FromHours(3), CancellationToken.None).AsTask();

        World.Under.Pass(TimeSpan.FromMinutes(2));

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
