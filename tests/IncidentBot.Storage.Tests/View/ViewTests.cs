using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.StoreContractWorld;

namespace IncidentBot.Storage.Tests.View;

/// <summary>The view can be lost, damaged or old at any time; nothing that was acknowledged depends on it.</summary>
public sealed class ViewTests : IAsyncLifetime
{
    private EmbeddedUnderTest _under = null!;
    private StoreContractWorld _world = null!;

    private string[] Views => Directory.GetFiles(_under.Folder.Path, "view-*");

    public async Task InitializeAsync()
    {
        _under = await EmbeddedUnderTest.OpenAsync(inline: true, configure: options => options.SegmentBytes = 4000);
        _world = new StoreContractWorld(_under);
        foreach (var number in Enumerable.Range(1, 12))
        {
            await _world.DeclareAsync(number, $"Incident {number}");
            await _world.AppendAsync(Stream(number), [new Acknowledged(), new Cancelled("false alarm")], leaves: _world.Now + TimeSpan.FromHours(24));
        }
    }

    public async Task DisposeAsync() => await _under.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deleted_view_is_built_again(bool clean)
    {
        await LeaveAllAsync();
        await _under.EndAsync(clean);
        Array.ForEach(Views, File.Delete);

        await _under.OpenAgainAsync();

        await AssertEverythingIsThereAsync();
    }

    [Fact]
    public async Task A_view_of_another_schema_or_store_is_built_again()
    {
        await LeaveAllAsync();
        await _under.EndAsync(clean: true);
        using (var other = await EmbeddedStoreWithOneIncidentAsync())
        {
            var view = Assert.Single(Directory.GetFiles(other.Path, "view-*.db"), path => !path.Contains("log", StringComparison.Ordinal));
            Array.ForEach(Views, File.Delete);
            File.Copy(view, Path.Combine(_under.Folder.Path, "view-1.db"));
        }

        await _under.OpenAgainAsync();

        await AssertEverythingIsThereAsync();
    }

    [Fact]
    public async Task A_damaged_view_that_opens_is_found_by_the_check_after_a_kill()
    {
        await LeaveAllAsync();
        await _under.EndAsync(clean: true);
        FlipAnEntry();
        MakeUnclean();

        await _under.OpenAgainAsync();
        _under.Pump();

        Assert.Equal(["view-2"], Views.Select(path => Path.GetFileName(path)[..6]).Distinct());
        await AssertEverythingIsThereAsync();
    }

    [Fact]
    public async Task A_view_that_is_damaged_while_it_is_served_is_found_by_the_daily_check()
    {
        await LeaveAllAsync();
        await _under.EndAsync(clean: true);
        await _under.OpenAgainAsync();
        _under.Pump();
        FlipAnEntry();
        Assert.Contains(Views, path => path.EndsWith("view-1.db", StringComparison.Ordinal));

        _under.Pass(TimeSpan.FromHours(25));

        Assert.DoesNotContain(Views, path => path.EndsWith("view-1.db", StringComparison.Ordinal));
        await AssertEverythingIsThereAsync();
    }

    [Fact]
    public async Task A_view_that_was_damaged_while_nobody_served_it_is_built_again()
    {
        await LeaveAllAsync();
        await _under.EndAsync(clean: true);
        FlipAnEntry();
        await _under.OpenAgainAsync();
        _under.Pump();

        Assert.DoesNotContain(Views, path => path.EndsWith("view-1.db", StringComparison.Ordinal));
        await AssertEverythingIsThereAsync();
    }

    [Fact]
    public async Task A_whole_view_is_used_again_also_after_a_verify()
    {
        await LeaveAllAsync();
        await _under.EndAsync(clean: true);
        var report = await StoreTools.VerifyAsync(_under.Folder.Path, null, CancellationToken.None);
        Assert.Empty(report.Findings);
        Assert.True(report.ViewChecked);

        await _under.OpenAgainAsync();
        _under.Pump();

        Assert.Contains(Views, path => path.EndsWith("view-1.db", StringComparison.Ordinal));
        await AssertEverythingIsThereAsync();
    }

    [Fact]
    public async Task What_a_damaged_view_says_is_never_shown()
    {
        await LeaveAllAsync();
        await _under.EndAsync(clean: true);
        FlipAnEntry();
        MakeUnclean();
        await _under.OpenAgainAsync();

        await AssertEverythingIsThereAsync();
    }

    [Fact]
    public async Task While_the_archive_is_being_built_live_incidents_go_on_and_old_ones_say_so()
    {
        await LeaveAllAsync();
        await _under.EndAsync(clean: true);
        Array.ForEach(Views, File.Delete);
        await _under.OpenAgainAsync();

        var old = _under.Embedded.LoadAsync(Stream(1), CancellationToken.None).AsTask();
        var saved = _under.Embedded.CommitAsync(new Change { Appends = [_world.After(History.Empty(Stream(90)), [Declared("new")])] }, CancellationToken.None).AsTask();
        Assert.NotNull(_under.Embedded.Describe().RebuildingPercent);
        Assert.False(old.IsCompleted);
        _under.Pump();
        Assert.IsType<CommitResult.Saved>(await saved);
        Assert.Equal(3, (await old)?.Version);
        Assert.Null(_under.Embedded.Describe().RebuildingPercent);
    }

    [Fact]
    public async Task A_look_up_that_waited_long_enough_says_how_far_behind_it_is()
    {
        await _under.EndAsync(clean: true);
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var threads = new SteppedThreads();
        await using var store = await EmbeddedStore.OpenAsync(_under.Options, new StoreEnvironment { Time = time, Threads = threads, FreeBytes = static _ => long.MaxValue }, CancellationToken.None);
        var saved = Enumerable.Range(0, 5000).Select(i => store.CommitAsync(new Change { Documents = [new Document($"owner/slack/{i}", "{}"u8.ToArray())] }, CancellationToken.None).AsTask()).ToList();
        while (threads.RunJournal())
        {
        }

        Assert.All(await Task.WhenAll(saved), result => Assert.IsType<CommitResult.Saved>(result));
        var asked = store.FindIncidentsAsync(new IncidentQuery(), CancellationToken.None).AsTask();
        threads.RunView();
        Assert.False(asked.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(2));
        threads.RunView();

        var page = await asked;
        Assert.Equal(12, page.Items.Count);
        Assert.InRange(page.Behind, 1, 4999);
    }

    [Fact]
    public async Task A_journal_that_ends_at_an_older_clean_stop_has_lost_its_end()
    {
        await _under.EndAsync(clean: true);
        var paths = new Embedded.Journal.StorePaths(_under.Folder.Path);
        var journal = new TemporaryFolder();
        using (journal)
        {
            journal.CopyFrom(paths.Journal);
            await _under.OpenAgainAsync();
            await _world.DeclareAsync(50);
            await _under.EndAsync(clean: true);
            foreach (var newer in Directory.GetFiles(paths.Journal))
            {
                File.Delete(newer);
            }

            foreach (var older in Directory.GetFiles(journal.Path))
            {
                File.Copy(older, Path.Combine(paths.Journal, Path.GetFileName(older)));
            }
        }

        var refused = await Assert.ThrowsAsync<StoreException>(_under.OpenAgainAsync);

        Assert.Contains("lost its end", refused.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"cursor":99999,"length":1,"crc":1,"check":1}""")]
    public async Task A_damaged_seal_says_nothing_and_the_view_is_checked_piece_by_piece(string seal)
    {
        await LeaveAllAsync();
        await _under.EndAsync(clean: true);
        File.WriteAllText(Path.Combine(_under.Folder.Path, "view-1.seal"), seal);

        await _under.OpenAgainAsync();
        _under.Pump();

        Assert.Contains(Views, path => path.EndsWith("view-1.db", StringComparison.Ordinal));
        await AssertEverythingIsThereAsync();
    }

    [Fact]
    public async Task A_journal_that_lost_its_end_is_refused()
    {
        await _under.EndAsync(clean: true);
        var segments = Directory.GetFiles(Path.Combine(_under.Folder.Path, "journal")).Order(StringComparer.Ordinal).ToList();
        File.Delete(segments[^1]);

        var refused = await Assert.ThrowsAsync<StoreException>(_under.OpenAgainAsync);

        Assert.Contains("lost its end", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("restore", refused.Mend, StringComparison.Ordinal);
    }

    private async Task LeaveAllAsync()
    {
        _under.Pass(TimeSpan.FromHours(30));
        Assert.Equal(12, _under.Embedded.Describe().LeftStreams);

        // From the next base on they are not in memory at a start either.
        var segment = _under.Embedded.Describe().Segment;
        while (_under.Embedded.Describe().Segment == segment)
        {
            await _world.SaveAsync(new Change { Documents = [new Document("owner/slack/C1", new byte[500])] });
        }

        _under.Pump();
    }

    private async Task AssertEverythingIsThereAsync()
    {
        foreach (var number in Enumerable.Range(1, 12))
        {
            var history = await _world.LoadAsync(Stream(number));
            Assert.Equal(3, history.Version);
            Assert.Equal($"Incident {number}", Assert.IsType<Declared>(history.Events[0].Event).Title);
        }

        var page = await _under.Archive.FindIncidentsAsync(new IncidentQuery(), CancellationToken.None);
        Assert.Equal(12, page.Items.Count);
        Assert.All(page.Items, item => Assert.Equal(IncidentStatus.Cancelled, item.Status));
    }

    private void FlipAnEntry()
    {
        var path = Assert.Single(Views, path => path.EndsWith("view-1.db", StringComparison.Ordinal));
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf("\"Incident 7\""u8);
        Assert.True(at > 0);
        bytes[at + 1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Takes away the last frame, which says that the stop was clean.</summary>
    private void MakeUnclean()
    {
        var path = Directory.GetFiles(Path.Combine(_under.Folder.Path, "journal")).Order(StringComparer.Ordinal).Last();
        var bytes = File.ReadAllBytes(path);
        var last = bytes.AsSpan().LastIndexOf(Embedded.Journal.Frame.Magic);
        File.WriteAllBytes(path, bytes[..last]);
    }

    private static async Task<TemporaryFolder> EmbeddedStoreWithOneIncidentAsync()
    {
        var folder = new TemporaryFolder();
        await using var store = await EmbeddedStore.OpenAsync(new EmbeddedStoreOptions { Path = folder.Path }, new StoreEnvironment { FreeBytes = static _ => long.MaxValue }, CancellationToken.None);
        await store.CommitAsync(new Change { Appends = [new Append(Stream(1), 0, [Recorded.Of(Declared("x"), Anna, DateTimeOffset.UnixEpoch, Chain.Start)], [])] }, CancellationToken.None);
        return folder;
    }
}
