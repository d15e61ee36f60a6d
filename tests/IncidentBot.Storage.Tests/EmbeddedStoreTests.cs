using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;
using IncidentBot.Storage.Embedded.Files;
using IncidentBot.TestKit;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static IncidentBot.TestKit.StoreContractWorld;

namespace IncidentBot.Storage.Tests;

/// <summary>What is the embedded store's own: its queue, its stop, its hints, and all of it at once.</summary>
public sealed class EmbeddedStoreTests
{
    private static readonly StoreEnvironment Environment = new() { Files = new UnflushedFiles(), FreeBytes = static _ => long.MaxValue };

    [Fact]
    public async Task A_commit_that_finds_no_room_in_the_queue_is_told_that_nothing_was_saved()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider();
        var threads = new SteppedThreads();
        var options = new EmbeddedStoreOptions { Path = folder.Path, QueueLength = 2 };
        await using var store = await EmbeddedStore.OpenAsync(options, new StoreEnvironment { Time = time, Threads = threads, FreeBytes = static _ => long.MaxValue }, CancellationToken.None);
        var asked = Enumerable.Range(0, 4).Select(i => store.CommitAsync(Document(i), CancellationToken.None).AsTask()).ToList();

        time.Advance(options.QueueWait);
        var refused = await Task.WhenAll(asked[2], asked[3]);

        Assert.All(refused, result => Assert.Contains("busy: nothing was saved", Assert.IsType<CommitResult.NotSaved>(result).Reason, StringComparison.Ordinal));
        threads.RunJournal();
        Assert.All(await Task.WhenAll(asked[0], asked[1]), result => Assert.IsType<CommitResult.Saved>(result));
        Assert.Null(await store.FindAsync("owner/slack/2", CancellationToken.None));
    }

    [Fact]
    public async Task What_waits_at_a_clean_stop_is_still_saved_and_answered()
    {
        using var folder = new TemporaryFolder();
        var options = new EmbeddedStoreOptions { Path = folder.Path };
        var store = await EmbeddedStore.OpenAsync(options, new StoreEnvironment { Threads = new SteppedThreads(), FreeBytes = static _ => long.MaxValue }, CancellationToken.None);
        var asked = Enumerable.Range(0, 300).Select(i => store.CommitAsync(Document(i), CancellationToken.None).AsTask()).ToList();

        await store.DisposeAsync();

        Assert.All(await Task.WhenAll(asked), result => Assert.IsType<CommitResult.Saved>(result));
        Assert.IsType<CommitResult.NotSaved>(await store.CommitAsync(Document(1), CancellationToken.None));
        await using var again = await EmbeddedStore.OpenAsync(options, Environment, CancellationToken.None);
        Assert.True(again.Describe().LastStopWasClean);
        Assert.NotNull(await again.FindAsync("owner/slack/299", CancellationToken.None));
    }

    [Fact]
    public async Task One_change_is_never_split_and_a_large_one_is_taken_alone()
    {
        await using var under = await EmbeddedUnderTest.OpenAsync(inline: true);
        var world = new StoreContractWorld(under);

        await world.AppendAsync(Stream(1), [.. Enumerable.Range(0, 300).Select(_ => new Noted(new string('x', 10_000)))]);
        await under.RestartAsync(clean: false);

        Assert.Equal(300, (await world.LoadAsync(Stream(1))).Version);
    }

    [Fact]
    public async Task Entries_that_do_not_follow_are_a_mistake_and_change_nothing()
    {
        await using var under = await EmbeddedUnderTest.OpenAsync();
        var world = new StoreContractWorld(under);
        await world.DeclareAsync(1);
        var stray = Recorded.Of(new Acknowledged(), Anna, world.Now, Chain.Start);

        await Assert.ThrowsAsync<ArgumentException>(() => world.CommitAsync(new Change { Appends = [new Append(Stream(1), 1, [stray], [])] }));

        Assert.Equal(1, (await world.LoadAsync(Stream(1))).Version);
    }

    [Fact]
    public async Task A_live_page_is_told_what_changed()
    {
        await using var under = await EmbeddedUnderTest.OpenAsync();
        var world = new StoreContractWorld(under);
        await using var changes = under.Store.ChangedAsync(CancellationToken.None).GetAsyncEnumerator();
        var next = changes.MoveNextAsync();

        await world.DeclareAsync(3);

        Assert.True(await next);
        Assert.Equal(Stream(3), changes.Current);
    }

    [Fact]
    public async Task Writers_readers_rolls_and_restarts_together_lose_nothing()
    {
        await using var under = await EmbeddedUnderTest.OpenAsync(configure: options => options.SegmentBytes = 50_000);
        var world = new StoreContractWorld(under);
        for (var round = 0; round < 3; round++)
        {
            using var stop = new CancellationTokenSource();
            var reading = Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    Assert.All(await under.Store.LoadLiveAsync(CancellationToken.None), history => Assert.Equal(history.Version, history.Events.Count));
                    await under.Archive.FindIncidentsAsync(new IncidentQuery(OpenOnly: true), CancellationToken.None);
                }
            });
            await Task.WhenAll(Enumerable.Range(1, 16).Select(number => Task.Run(async () =>
            {
                for (var i = 0; i < 25; i++)
                {
                    await world.AppendAsync(Stream(number), i == 0 && round == 0 ? [Declared($"{number}")] : [new Noted($"{round}/{i}")], [world.Timer($"{round}/{i}", 5)], delivery: $"{number}/{round}/{i}");
                }
            })));
            await stop.CancelAsync();
            await reading;
            await under.RestartAsync(clean: round % 2 == 0);
            Assert.All(await under.Store.LoadLiveAsync(CancellationToken.None), history => Assert.Equal((round + 1) * 25, history.Version));
        }

        Assert.Equal(16, under.Embedded.Describe().Timers);
        Assert.True(under.Embedded.Describe().Segment > 2);
        var listed = await under.Archive.FindIncidentsAsync(new IncidentQuery(), CancellationToken.None);
        Assert.Equal(16, listed.Items.Count);
        await under.EndAsync(clean: true);
        Assert.Empty((await StoreTools.VerifyAsync(under.Folder.Path, null, CancellationToken.None)).Findings);
    }

    private static Change Document(int number) => new() { Documents = [new Document($"owner/slack/{number}", "{}"u8.ToArray())] };
}
