using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;
using IncidentBot.Storage.Embedded.Files;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.StoreContractWorld;

namespace IncidentBot.Storage.Tests.Faults;

/// <summary>What the store does when the disk fails, and when there is little room.</summary>
public sealed class DiskTroubleTests
{
    private readonly FailingFiles _files = new(new UnflushedFiles());

    [Fact]
    public async Task A_failed_write_is_not_saved_and_the_next_one_is()
    {
        await using var under = await EmbeddedUnderTest.OpenAsync(inline: true, files: _files);
        var world = new StoreContractWorld(under);
        await world.DeclareAsync(1);
        Fail("append");
        var refused = Assert.IsType<CommitResult.NotSaved>(await world.CommitAsync(new Change { Appends = [world.After(await world.LoadAsync(Stream(1)), [new Noted("lost")])] }));
        Assert.Contains("nothing was saved", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(DiskLevel.Full, under.Embedded.Describe().Disk);
        Assert.Equal(1, (await world.LoadAsync(Stream(1))).Version);

        _files.Before = static _ => { };
        under.Pass(TimeSpan.FromSeconds(10));
        await world.AppendAsync(Stream(1), [new Noted("kept")]);
        await under.RestartAsync(clean: false);

        Assert.Equal(["Declared", "Noted"], (await world.LoadAsync(Stream(1))).Events.Select(entry => entry.Event.GetType().Name));
        Assert.Empty(under.Exits);
        Assert.Empty(under.Embedded.Describe().Repairs);
    }

    [Fact]
    public async Task While_the_disk_is_full_nothing_is_claimed_and_reading_goes_on()
    {
        await using var under = await EmbeddedUnderTest.OpenAsync(inline: true, files: _files);
        var world = new StoreContractWorld(under);
        await world.DeclareAsync(1);
        await world.QueueAsync(world.Row("slack:a"));
        Fail("append");

        Assert.Empty(await world.ClaimAsync());
        Assert.Equal(1, (await world.LoadAsync(Stream(1))).Version);
        var waiting = under.Outbox.WaitForWorkAsync("slack", TimeSpan.FromSeconds(10), CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted, "a sender that cannot claim must not spin");

        _files.Before = static _ => { };
        under.Pass(TimeSpan.FromSeconds(10));
        await waiting;
        Assert.Single(await world.ClaimAsync());
    }

    [Theory]
    [InlineData("flush")]
    [InlineData("cut")]
    public async Task After_a_failed_flush_or_cut_the_process_is_left_and_nothing_is_answered(string failing)
    {
        await using var under = await EmbeddedUnderTest.OpenAsync(inline: true, files: _files);
        var world = new StoreContractWorld(under);
        await world.DeclareAsync(1);
        var flushes = 0;
        _files.Before = call =>
        {
            flushes += string.Equals(call, "flush", StringComparison.Ordinal) ? 1 : 0;
            if (string.Equals(call, failing, StringComparison.Ordinal) || (failing == "cut" && call == "append"))
            {
                throw new IOException("failing");
            }
        };
        var told = under.Embedded.CommitAsync(new Change { Appends = [world.After(await world.LoadAsync(Stream(1)), [new Noted("unclear")])] }, CancellationToken.None).AsTask();
        under.Pump();

        Assert.Equal([EmbeddedStore.ExitCode], under.Exits);
        Assert.False(told.IsCompleted);
        await Assert.ThrowsAsync<StoreException>(() => world.CommitAsync(new Change { Delivery = new DeliveryId("x"), Reply = new Reply("") }));
        Assert.True(flushes <= 1, "a failed flush is never tried again");

        _files.Before = static _ => { };
        await under.RestartAsync(clean: false);
        Assert.InRange((await world.LoadAsync(Stream(1))).Version, 1, 2);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("append")]
    [InlineData("flush")]
    [InlineData("rename")]
    public async Task A_segment_that_cannot_be_begun_leaves_the_present_one_in_use(string failing)
    {
        await using var under = await EmbeddedUnderTest.OpenAsync(inline: true, files: _files, configure: options => options.SegmentBytes = 1);
        var world = new StoreContractWorld(under);
        var rolling = false;
        _files.Before = call =>
        {
            rolling |= string.Equals(call, "create", StringComparison.Ordinal);
            if (rolling && string.Equals(call, failing, StringComparison.Ordinal))
            {
                rolling = false;
                throw new IOException("no room");
            }
        };
        foreach (var number in Enumerable.Range(1, 6))
        {
            await world.DeclareAsync(number);
            under.Pass(TimeSpan.FromSeconds(11));
        }

        Assert.Empty(under.Exits);
        Assert.Equal(1, under.Embedded.Describe().Segment);
        _files.Before = static _ => { };
        await world.DeclareAsync(7);
        Assert.Equal(2, under.Embedded.Describe().Segment);
        await under.RestartAsync(clean: false);
        Assert.Equal(7, (await under.Store.LoadLiveAsync(CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_new_segment_whose_folder_is_not_confirmed_ends_the_process()
    {
        await using var under = await EmbeddedUnderTest.OpenAsync(inline: true, files: _files, configure: options => options.SegmentBytes = 1);
        var world = new StoreContractWorld(under);
        Fail("folder");
        foreach (var number in Enumerable.Range(1, 6))
        {
            if (under.Exits.Count == 0)
            {
                await world.DeclareAsync(number);
            }
        }

        Assert.Equal([EmbeddedStore.ExitCode], under.Exits);
        _files.Before = static _ => { };
        await under.RestartAsync(clean: false);
        Assert.NotEmpty(await under.Store.LoadLiveAsync(CancellationToken.None));
    }

    [Fact]
    public async Task With_little_room_commands_are_refused_and_everything_else_goes_on()
    {
        var free = long.MaxValue;
        await using var under = await EmbeddedUnderTest.OpenAsync(inline: true, freeBytes: _ => free);
        var world = new StoreContractWorld(under);
        await world.DeclareAsync(1, "a", world.Timer("response", 0));
        await world.QueueAsync(world.Row("slack:a"));

        free = under.Options.RefuseFreeBytes - 1;
        under.Pass(TimeSpan.FromSeconds(3));

        var claim = Assert.Single(await world.ClaimAsync());
        var history = await world.LoadAsync(Stream(1));
        var refused = Assert.IsType<CommitResult.NotSaved>(await world.CommitAsync(new Change { Appends = [world.After(history, [new Noted("a person's")])] }));
        Assert.Contains("nearly full", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(DiskLevel.Refusing, under.Embedded.Describe().Disk);

        await world.SentAsync(claim);
        var fired = new Change { Delivery = new DeliveryId("timer/1"), Reply = new Reply(""), Fired = await world.DueAsync() };
        await world.SaveAsync(fired);
        var botEntry = Recorded.Of(new ClockBreached(Core.Sla.ClockKind.Response), Actor.Bot, world.Now, history.Head);
        await world.SaveAsync(new Change { Appends = [new Append(Stream(1), 1, [botEntry], [])] });

        free = under.Options.WarnFreeBytes - 1;
        under.Pass(TimeSpan.FromSeconds(3));
        await world.AppendAsync(Stream(1), [new Noted("room again")]);
        Assert.Equal(DiskLevel.Low, under.Embedded.Describe().Disk);
    }

    [Fact]
    public async Task The_disk_is_not_asked_at_every_commit()
    {
        var asked = 0;
        await using var under = await EmbeddedUnderTest.OpenAsync(inline: true, freeBytes: _ =>
        {
            asked++;
            return long.MaxValue;
        });
        var world = new StoreContractWorld(under);

        foreach (var number in Enumerable.Range(1, 50))
        {
            await world.DeclareAsync(number);
        }

        Assert.InRange(asked, 1, 2);
    }

    private void Fail(string failing) => _files.Before = call =>
    {
        if (string.Equals(call, failing, StringComparison.Ordinal))
        {
            throw new IOException("No space left on device");
        }
    };
}
