using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.StoreContractWorld;

namespace IncidentBot.Storage.Tests.View;

/// <summary>Ended incidents leave memory and come back whole.</summary>
public sealed class LeavingMemoryTests : IAsyncLifetime
{
    private EmbeddedUnderTest _under = null!;
    private StoreContractWorld _world = null!;

    public async Task InitializeAsync()
    {
        _under = await EmbeddedUnderTest.OpenAsync(inline: true);
        _world = new StoreContractWorld(_under);
    }

    public async Task DisposeAsync() => await _under.DisposeAsync();

    [Fact]
    public async Task An_ended_incident_leaves_when_its_time_has_come()
    {
        await EndAsync(1);
        Assert.Equal((1, 0), Counts());

        _under.Pass(TimeSpan.FromHours(23));
        Assert.Equal((1, 0), Counts());
        _under.Pass(TimeSpan.FromHours(1));
        Assert.Equal((0, 1), Counts());

        Assert.Empty(await _under.Store.LoadLiveAsync(CancellationToken.None));
        Assert.Equal(3, (await _world.LoadAsync(Stream(1))).Version);
        Assert.Equal("room"u8.ToArray(), (await _world.FindAsync("place/INC-1/room@slack"))?.Json?.ToArray());
    }

    [Fact]
    public async Task What_still_waits_keeps_an_incident_in_memory()
    {
        await EndAsync(1);
        await _world.AppendAsync(Stream(1), [new Noted("later")], [_world.Timer("survey", 60 * 48)], _world.Now + TimeSpan.FromHours(24));
        await _world.QueueAsync(_world.Row("slack:a"));

        _under.Pass(TimeSpan.FromHours(49));
        Assert.Equal((1, 0), Counts());

        await _world.SaveAsync(new Change { Fired = await _world.DueAsync() });
        Assert.Equal((1, 0), Counts());
        await _world.SentAsync(Assert.Single(await _world.ClaimAsync()));
        _under.Pump();
        Assert.Equal((0, 1), Counts());
    }

    [Fact]
    public async Task A_reopened_incident_stays()
    {
        await EndAsync(1);
        _under.Pass(TimeSpan.FromHours(30));
        Assert.Equal((0, 1), Counts());

        await _world.AppendAsync(Stream(1), [new Reopened("again")], [_world.Timer("watch", 10)]);
        _under.Pass(TimeSpan.FromHours(30));

        Assert.Equal((1, 0), Counts());
        Assert.Equal(4, (await _world.LoadAsync(Stream(1))).Version);
        Assert.Equal("watch", Assert.Single(await _world.DueAsync()).Name);
        Assert.Equal("room"u8.ToArray(), (await _world.FindAsync("place/INC-1/room@slack"))?.Json?.ToArray());
    }

    [Fact]
    public async Task A_note_on_a_left_incident_is_saved_and_it_leaves_again()
    {
        var ended = await EndAsync(1);
        _under.Pass(TimeSpan.FromHours(30));

        await _world.AppendAsync(Stream(1), [new Noted("for the record")], leaves: ended + TimeSpan.FromHours(24));
        _under.Pass(TimeSpan.FromHours(2));

        Assert.Equal((0, 1), Counts());
        Assert.Equal("for the record", Assert.IsType<Noted>((await _world.LoadAsync(Stream(1))).Events[^1].Event).Text);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 32 << 20)]
    [InlineData(false, 32 << 20)]
    public async Task Leaving_and_coming_back_survives_restarts_and_rolls(bool clean, long segmentBytes)
    {
        _under.Options.SegmentBytes = segmentBytes;
        await _under.RestartAsync(clean: true);
        foreach (var number in Enumerable.Range(1, 8))
        {
            await EndAsync(number);
        }

        _under.Pass(TimeSpan.FromHours(30));
        Assert.Equal((0, 8), Counts());
        await _world.AppendAsync(Stream(3), [new Reopened("again")]);
        await _world.DeclareAsync(9);
        await _under.RestartAsync(clean);
        _under.Pass(TimeSpan.FromHours(1));

        Assert.Equal((2, 7), Counts());
        foreach (var number in Enumerable.Range(1, 8))
        {
            Assert.Equal(number == 3 ? 4 : 3, (await _world.LoadAsync(Stream(number))).Version);
            Assert.NotNull(await _world.FindAsync($"place/INC-{number}/room@slack"));
        }
    }

    [Fact]
    public async Task Deciding_on_an_old_version_of_a_left_incident_is_a_conflict()
    {
        await EndAsync(1);
        var stale = await _world.LoadAsync(Stream(1));
        _under.Pass(TimeSpan.FromHours(30));
        await _world.AppendAsync(Stream(1), [new Noted("a")]);
        _under.Pass(TimeSpan.FromHours(30));

        Assert.IsType<CommitResult.Conflict>(await _world.CommitAsync(new Change { Appends = [_world.After(stale, [new Noted("b")])] }));
    }

    private (int Live, int Left) Counts()
    {
        var health = _under.Embedded.Describe();
        return (health.LiveStreams, health.LeftStreams);
    }

    private async Task<DateTimeOffset> EndAsync(int number)
    {
        await _world.DeclareAsync(number);
        await _world.SaveAsync(new Change { Documents = [new Document($"place/INC-{number}/room@slack", "room"u8.ToArray())] });
        var ended = _world.Now;
        await _world.AppendAsync(Stream(number), [new Acknowledged(), new Cancelled("false alarm")], leaves: ended + TimeSpan.FromHours(24));
        return ended;
    }
}
