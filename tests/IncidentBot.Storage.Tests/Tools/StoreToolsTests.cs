using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;
using IncidentBot.Storage.Embedded.Journal;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.StoreContractWorld;

namespace IncidentBot.Storage.Tests.Tools;

/// <summary>Verify, backup, restore and rebuild.</summary>
public sealed class StoreToolsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _backup = new();
    private readonly TemporaryFolder _restored = new();
    private EmbeddedUnderTest _under = null!;
    private StoreContractWorld _world = null!;

    private string Folder => _under.Folder.Path;

    public async Task InitializeAsync()
    {
        _under = await EmbeddedUnderTest.OpenAsync(inline: true, configure: options => options.SegmentBytes = 3000);
        _world = new StoreContractWorld(_under);
        foreach (var number in Enumerable.Range(1, 10))
        {
            await _world.DeclareAsync(number, "Checkout is down", _world.Timer("response", 15));
            await _world.QueueAsync(_world.Row($"slack:{number}"));
        }

        await _world.SentAsync(Assert.Single(await _world.ClaimAsync(1)));
    }

    public async Task DisposeAsync()
    {
        await _under.DisposeAsync();
        _backup.Dispose();
        _restored.Dispose();
    }

    [Fact]
    public async Task A_whole_store_verifies_while_it_is_served_and_when_it_is_stopped()
    {
        var served = await Verify(Folder);
        await _under.EndAsync(clean: true);
        var stopped = await Verify(Folder);

        Assert.Empty(served.Findings);
        Assert.False(served.ViewChecked);
        Assert.Empty(stopped.Findings);
        Assert.True(stopped.ViewChecked);
        Assert.Equal((10, 10L), (stopped.Streams, stopped.Entries));
        Assert.True(stopped.Segments > 2);
    }

    [Fact]
    public async Task Verify_names_a_flipped_byte_in_an_old_segment()
    {
        await _under.EndAsync(clean: true);
        var first = new StorePaths(Folder).Segment(1);
        var bytes = File.ReadAllBytes(first);
        bytes[bytes.AsSpan().IndexOf("Checkout"u8)] ^= 1;
        File.WriteAllBytes(first, bytes);

        var report = await Verify(Folder);

        Assert.False(report.IsWhole);
        Assert.Contains(report.Findings, finding => finding.What.StartsWith("Segment 1, byte", StringComparison.Ordinal) && finding.Mend.Contains("restore", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_names_a_timeline_that_somebody_rewrote()
    {
        await _under.EndAsync(clean: true);
        var paths = new StorePaths(Folder);
        Rewrite(paths.Segment(1), "Checkout"u8, "Checkin!"u8);

        var report = await Verify(Folder);

        Assert.Contains(report.Findings, finding => finding.What.Contains("timeline of INC-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_view_is_named_and_harmless()
    {
        await _under.EndAsync(clean: true);
        var view = Directory.GetFiles(Folder, "view-*.db").Single(path => !path.Contains("-log", StringComparison.Ordinal));
        File.WriteAllBytes(view, new byte[9000]);

        var report = await Verify(Folder);

        Assert.True(report.IsWhole);
        Assert.Contains("rebuild", Assert.Single(report.Findings).Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_a_served_store_is_whole_and_can_be_restored()
    {
        var onItsWay = Assert.Single(await _world.ClaimAsync(1));
        var made = await StoreTools.BackupAsync(Folder, _backup.Path, null, CancellationToken.None);
        Assert.Empty(made.Copy.Findings);
        await _world.DeclareAsync(11);

        var restored = await StoreTools.RestoreAsync(_backup.Path, _restored.Path, TimeProvider.System, null, CancellationToken.None);

        Assert.Equal(9, restored.Unsettled);
        await using var copy = await EmbeddedUnderTest.OpenAsync(inline: true, configure: options => options.Path = _restored.Path);
        var live = await copy.Store.LoadLiveAsync(CancellationToken.None);
        Assert.Equal(10, live.Count);
        var claims = await new StoreContractWorld(copy).ClaimAsync(20);
        Assert.Equal(9, claims.Count);
        Assert.All(claims, claim => Assert.True(claim.MustReconcile));
        Assert.Contains(claims, claim => claim.Row.Id == onItsWay.Row.Id);
        Assert.Equal(10, (await copy.Archive.FindIncidentsAsync(new IncidentQuery(), CancellationToken.None)).Items.Count);
    }

    [Fact]
    public async Task A_backup_taken_under_load_holds_everything_acknowledged_before_it()
    {
        await using var busy = await EmbeddedUnderTest.OpenAsync(configure: options => options.SegmentBytes = 20_000);
        var world = new StoreContractWorld(busy);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await world.AppendAsync(Stream(1), [new Noted(new string('x', 500))]);
                Interlocked.Increment(ref written);
            }
        });
        for (var round = 0; round < 5; round++)
        {
            using var to = new TemporaryFolder();
            var before = Volatile.Read(ref written);
            var report = await StoreTools.BackupAsync(busy.Folder.Path, to.Path, null, CancellationToken.None);
            Assert.True(report.Copy.Entries >= before, $"{report.Copy.Entries} of {before}");
        }

        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Nothing_is_restored_over_anything_or_from_a_damaged_backup()
    {
        await StoreTools.BackupAsync(Folder, _backup.Path, null, CancellationToken.None);
        File.WriteAllText(Path.Combine(_restored.Path, "mine.txt"), "mine");
        await Assert.ThrowsAsync<StoreException>(async () => await StoreTools.RestoreAsync(_backup.Path, _restored.Path, TimeProvider.System, null, CancellationToken.None));
        File.Delete(Path.Combine(_restored.Path, "mine.txt"));
        await Assert.ThrowsAsync<StoreException>(async () => await StoreTools.BackupAsync(Folder, _backup.Path, null, CancellationToken.None));

        File.Delete(new StorePaths(_backup.Path).Segment(2));
        var refused = await Assert.ThrowsAsync<StoreException>(async () => await StoreTools.RestoreAsync(_backup.Path, _restored.Path, TimeProvider.System, null, CancellationToken.None));

        Assert.Contains("Segment 2 is missing", refused.Sentence, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_restored.Path));
    }

    [Fact]
    public async Task Rebuild_builds_the_view_and_refuses_while_a_server_has_the_store()
    {
        var refused = await Assert.ThrowsAsync<StoreException>(async () => await StoreTools.RebuildAsync(Folder, TimeProvider.System, null, CancellationToken.None));
        Assert.Contains("stop the server", refused.Mend, StringComparison.Ordinal);
        await _under.EndAsync(clean: true);
        var told = new List<StoreProgress>();

        var report = await StoreTools.RebuildAsync(Folder, TimeProvider.System, new Telling(told), CancellationToken.None);

        Assert.Equal(10, report.Streams);
        Assert.Contains(told, progress => progress.What == "building the archive" && progress.Percent == 100);
        Assert.Empty((await Verify(Folder)).Findings);
        Assert.Contains(Directory.GetFiles(Folder), path => path.EndsWith("view-2.db", StringComparison.Ordinal) || path.EndsWith("view-1.db", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rebuild_keeps_the_view_when_the_journal_is_damaged()
    {
        await _under.EndAsync(clean: true);
        File.Delete(new StorePaths(Folder).Segment(1));

        await Assert.ThrowsAsync<StoreException>(async () => await StoreTools.RebuildAsync(Folder, TimeProvider.System, null, CancellationToken.None));

        Assert.True(File.Exists(Path.Combine(Folder, "view-1.db")));
    }

    private static async Task<VerifyReport> Verify(string folder) => await StoreTools.VerifyAsync(folder, null, CancellationToken.None);

    /// <summary>Changes words in a frame and makes its checksum right again, as somebody who knows the format could.</summary>
    private static void Rewrite(string path, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf(from);
        to.CopyTo(bytes.AsSpan(at));
        var start = bytes.AsSpan(0, at).LastIndexOf(Frame.Magic);
        var frame = bytes.AsSpan(start, Frame.HeaderBytes + Frame.PayloadLength(bytes.AsSpan(start, Frame.HeaderBytes)));
        var (first, count) = Frame.Numbers(frame);
        Frame.WriteHeader(frame, (FrameKind)frame[8], first, count);
        File.WriteAllBytes(path, bytes);
    }

    private sealed class Telling(List<StoreProgress> told) : IProgress<StoreProgress>
    {
        public void Report(StoreProgress value) => told.Add(value);
    }
}
