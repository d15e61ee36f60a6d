using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;
using IncidentBot.Storage.Embedded.Journal;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.StoreContractWorld;

namespace IncidentBot.Storage.Tests.Journal;

/// <summary>What a start accepts, mends and refuses.</summary>
public sealed class OpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_absent_or_empty_folder_becomes_a_store()
    {
        var path = Path.Combine(_folder.Path, "not", "there");
        await using (var store = await OpenAsync(path))
        {
            Assert.Equal(1, store.Describe().Sequence);
        }

        Assert.True(File.Exists(Path.Combine(path, "store.json")));
    }

    [Fact]
    public async Task Nothing_is_made_when_that_is_switched_off()
    {
        var refused = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(_folder.Path, create: false));

        Assert.Contains("Storage:Create", refused.Message, StringComparison.Ordinal);
        Assert.Contains("restore", refused.Mend, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_folder_with_other_things_is_refused_and_they_are_named()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "notes.txt"), "mine");

        var refused = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(_folder.Path));

        Assert.Contains("notes.txt", refused.Sentence, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_store_without_its_identity_is_never_taken_for_a_new_one()
    {
        await FillAsync();
        File.Delete(Path.Combine(_folder.Path, "store.json"));

        var refused = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(_folder.Path));

        Assert.Contains("00000001.seg", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_without_segments_is_refused()
    {
        await FillAsync();
        Directory.Delete(Path.Combine(_folder.Path, "journal"), recursive: true);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "journal"));

        var refused = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(_folder.Path));

        Assert.Contains("no segments", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_at_a_time_are_refused()
    {
        await using var first = await OpenAsync(_folder.Path);

        var refused = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(_folder.Path));

        Assert.Contains("Another process", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clean_stop_is_known_from_a_kill()
    {
        await FillAsync();
        await using (var store = await OpenAsync(_folder.Path))
        {
            Assert.True(store.Describe().LastStopWasClean);
        }

        (await OpenAsync(_folder.Path)).Abandon();
        await using var again = await OpenAsync(_folder.Path);
        Assert.False(again.Describe().LastStopWasClean);
        Assert.Empty(again.Describe().Repairs);
    }

    [Fact]
    public async Task A_last_frame_that_was_cut_short_is_removed_after_a_kill_and_told()
    {
        await FillAsync(clean: false);
        Append("torn"u8.ToArray());

        await using (var store = await OpenAsync(_folder.Path))
        {
            Assert.Contains("cut short", Assert.Single(store.Describe().Repairs), StringComparison.Ordinal);
            Assert.Equal(2, (await store.LoadAsync(Stream(1), CancellationToken.None))?.Version);
        }

        await using var again = await OpenAsync(_folder.Path);
        Assert.Empty(again.Describe().Repairs);
    }

    [Fact]
    public async Task After_a_clean_stop_a_bad_end_is_damage()
    {
        await FillAsync();
        Append("torn"u8.ToArray());
        var before = File.ReadAllBytes(Newest());

        var refused = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(_folder.Path));

        Assert.Contains("segment 1", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("restore", refused.Mend, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Newest()));
    }

    [Fact]
    public async Task A_bad_frame_with_a_good_one_behind_it_is_damage_and_never_cut()
    {
        await FillAsync(clean: false);
        var bytes = File.ReadAllBytes(Newest());
        bytes[bytes.AsSpan().IndexOf("Checkout"u8)] ^= 1;
        File.WriteAllBytes(Newest(), bytes);

        var refused = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(_folder.Path));

        Assert.Contains("damaged", refused.Sentence, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(Newest()));
    }

    [Fact]
    public async Task A_damaged_base_is_replaced_by_an_older_one_and_told_once()
    {
        await FillAsync(segmentBytes: 1500);
        Assert.NotEqual(1, new StorePaths(_folder.Path).Segments()[^1]);
        var bytes = File.ReadAllBytes(Newest());
        bytes[bytes.AsSpan().IndexOf("counters"u8)] ^= 1;
        File.WriteAllBytes(Newest(), bytes);

        await using (var store = await OpenAsync(_folder.Path))
        {
            Assert.Contains("base of segment", Assert.Single(store.Describe().Repairs), StringComparison.Ordinal);
            Assert.Equal(2, (await store.LoadAsync(Stream(8), CancellationToken.None))?.Version);
        }

        await using var again = await OpenAsync(_folder.Path);
        Assert.Empty(again.Describe().Repairs);
        Assert.True((await StoreTools.VerifyAsync(_folder.Path, null, CancellationToken.None)).IsWhole);
    }

    [Fact]
    public async Task A_missing_segment_is_named()
    {
        await FillAsync(segmentBytes: 1500);
        File.Delete(new StorePaths(_folder.Path).Segment(1));

        var refused = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(_folder.Path));

        Assert.Contains("Segment 1 is missing", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_newer_version_wrote_is_refused_and_said_so()
    {
        await using (var store = await OpenAsync(_folder.Path))
        {
            var entry = """{"t":"moved-to-mars","v":3,"at":"2030-01-01T00:00:00Z","by":"x","name":"X","d":{}}"""u8.ToArray();
            await store.CommitAsync(new Change { Delivery = new DeliveryId("x"), Reply = new Reply(""), Fired = [new TimerRef(Stream(1), "x", DateTimeOffset.UnixEpoch)], Appends = [new Append(Stream(1), 0, [new Recorded(entry, Chain.Start.Next(entry))], [])] }, CancellationToken.None);
        }

        var refused = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(_folder.Path));

        Assert.Contains("newer version", refused.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("journal/00000001.seg.new")]
    [InlineData("store.json.new")]
    [InlineData("lock")]
    public async Task A_creation_that_was_cut_short_is_begun_again(string left)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "journal"));
        File.WriteAllText(Path.Combine(_folder.Path, left), "half");

        await using var store = await OpenAsync(_folder.Path);

        Assert.Equal(1, store.Describe().Sequence);
    }

    [Fact]
    public async Task A_creation_that_lacked_only_the_last_name_is_finished()
    {
        await FillAsync();
        var paths = new StorePaths(_folder.Path);
        File.Move(paths.Segment(1), paths.Segment(1) + StorePaths.Unfinished);

        await using var store = await OpenAsync(_folder.Path);

        Assert.Equal(2, (await store.LoadAsync(Stream(1), CancellationToken.None))?.Version);
    }

    private async Task FillAsync(bool clean = true, long segmentBytes = 32 << 20)
    {
        await using var under = await EmbeddedUnderTest.OpenAsync(inline: true, configure: options =>
        {
            options.Path = _folder.Path;
            options.SegmentBytes = segmentBytes;
        });
        var world = new StoreContractWorld(under);
        foreach (var number in Enumerable.Range(1, 8))
        {
            await world.DeclareAsync(number);
            await world.AppendAsync(Stream(number), [new Acknowledged()]);
        }

        await under.EndAsync(clean);
    }

    private string Newest() => new StorePaths(_folder.Path) is var paths ? paths.Segment(paths.Segments()[^1]) : "";

    private void Append(byte[] bytes) => File.AppendAllBytes(Newest(), bytes);

    private static async Task<EmbeddedStore> OpenAsync(string path, bool create = true) =>
        await EmbeddedStore.OpenAsync(new EmbeddedStoreOptions { Path = path, Create = create }, new StoreEnvironment { FreeBytes = static _ => long.MaxValue }, CancellationToken.None);
}
