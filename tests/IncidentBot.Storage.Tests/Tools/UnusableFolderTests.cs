using IncidentBot.Storage.Embedded;
using IncidentBot.Storage.Embedded.Files;
using Xunit;

namespace IncidentBot.Storage.Tests.Tools;

/// <summary>Folders that cannot be what they should be: a sentence and its mend, never a stack trace, and never "in use" for what is not.</summary>
public sealed class UnusableFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Store => Path.Combine(_folder.Path, "store");

    private string AFile
    {
        get
        {
            var path = Path.Combine(_folder.Path, "file");
            File.WriteAllText(path, "mine");
            return path;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_in_place_of_a_folder_is_refused_by_every_verb()
    {
        await FillAsync();
        var file = AFile;

        await RefusedAsync(async () => await OpenAsync(file), file);
        await RefusedAsync(async () => await OpenAsync(Path.Combine(file, "below")), file);
        await RefusedAsync(async () => await StoreTools.BackupAsync(Store, file, null, CancellationToken.None), file);
        await RefusedAsync(async () => await StoreTools.RestoreAsync(Store, file, TimeProvider.System, null, CancellationToken.None), file);
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [SkippableFact]
    public async Task A_place_where_nothing_can_be_made_is_refused()
    {
        Skip.IfNot(Directory.Exists("/proc/1"), "There is no /proc on this machine.");
        await FillAsync();

        await RefusedAsync(async () => await OpenAsync("/proc/1/x"), "/proc/1/x");
        await RefusedAsync(async () => await StoreTools.BackupAsync(Store, "/proc/1/x", null, CancellationToken.None), "/proc/1/x");
    }

    [Fact]
    public async Task A_backup_or_a_restore_into_a_store_is_refused()
    {
        await FillAsync();
        var inside = Path.Combine(Store, "backups", "monday");

        await RefusedAsync(async () => await StoreTools.BackupAsync(Store, inside, null, CancellationToken.None), "inside the store");
        await RefusedAsync(async () => await StoreTools.RestoreAsync(Store, inside, TimeProvider.System, null, CancellationToken.None), "inside the store");

        Assert.False(Directory.Exists(Path.Combine(Store, "backups")));
    }

    [SkippableTheory]
    [InlineData("", "", "is not empty")]
    [InlineData("", "monday", "inside the store")]
    [InlineData("backups", "", "inside the store")]
    [InlineData("backups", "monday", "inside the store")]
    [InlineData("journal", "some/monday", "inside the store")]
    public async Task A_backup_or_a_restore_that_a_link_leads_into_the_store_is_refused(string linked, string below, string why)
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a right there.");
        await FillAsync();
        Directory.CreateDirectory(Path.Combine(Store, "backups"));
        var before = Everything();
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "second"), Path.Combine(Store, linked));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "first"), "second");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "same"), Store);
        var through = Path.Combine(_folder.Path, "first", below);

        await RefusedAsync(async () => await StoreTools.BackupAsync(Store, through, null, CancellationToken.None), why);
        await RefusedAsync(async () => await StoreTools.RestoreAsync(Store, through, TimeProvider.System, null, CancellationToken.None), why);
        await RefusedAsync(async () => await StoreTools.BackupAsync(Path.Combine(_folder.Path, "same"), through, null, CancellationToken.None), why);

        Assert.Equal(before, Everything());
    }

    [SkippableFact]
    public async Task A_backup_beside_a_journal_that_is_itself_a_link_is_made_and_one_inside_it_is_refused()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a right there.");
        await FillAsync();
        var large = Path.Combine(_folder.Path, "large", "journal");
        Directory.CreateDirectory(Path.GetDirectoryName(large)!);
        Directory.Move(Path.Combine(Store, "journal"), large);
        Directory.CreateSymbolicLink(Path.Combine(Store, "journal"), large);

        await RefusedAsync(async () => await StoreTools.BackupAsync(Store, Path.Combine(large, "monday"), null, CancellationToken.None), "inside the store");
        var made = await StoreTools.BackupAsync(Store, Path.Combine(_folder.Path, "large", "journal-monday"), null, CancellationToken.None);

        Assert.True(made.Copy.IsWhole);
    }

    [SkippableFact]
    public async Task A_backup_to_links_that_lead_in_a_circle_is_refused()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a right there.");
        await FillAsync();
        var circle = Path.Combine(_folder.Path, "circle");
        Directory.CreateSymbolicLink(circle, circle);

        await RefusedAsync(async () => await StoreTools.BackupAsync(Store, Path.Combine(circle, "monday"), null, CancellationToken.None), circle);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lock_that_cannot_be_written_is_not_somebody_else(bool loop)
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a right there.");
        await FillAsync();
        var path = Path.Combine(Store, "lock");
        File.Delete(path);
        if (loop)
        {
            File.CreateSymbolicLink(path, path);
        }
        else
        {
            Directory.CreateDirectory(path);
        }

        var refused = await Assert.ThrowsAsync<StoreException>(async () => await OpenAsync(Store));

        Assert.DoesNotContain("Another process", refused.Message, StringComparison.Ordinal);
        Assert.False(StoreTools.IsServed(Store));
        Assert.True((await StoreTools.VerifyAsync(Store, null, CancellationToken.None)).IsWhole);
    }

    [Fact]
    public async Task A_store_that_is_served_is_known_from_one_that_is_not()
    {
        await FillAsync();
        Assert.False(StoreTools.IsServed(Store));
        Assert.False(StoreTools.IsServed(Path.Combine(_folder.Path, "absent")));

        await using var store = await OpenAsync(Store);

        Assert.True(StoreTools.IsServed(Store));
        var refused = await Assert.ThrowsAsync<StoreException>(async () => await OpenAsync(Store));
        Assert.Contains("Another process", refused.Sentence, StringComparison.Ordinal);
    }

    private List<string> Everything() => [.. Directory.GetFileSystemEntries(Store, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static async Task RefusedAsync(Func<Task> work, string named)
    {
        var refused = await Assert.ThrowsAsync<StoreException>(work);
        Assert.Contains(named, refused.Sentence, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Mend);
    }

    private async Task FillAsync() => await (await OpenAsync(Store)).DisposeAsync();

    private static async Task<EmbeddedStore> OpenAsync(string path) => await EmbeddedStore.OpenAsync(
        new EmbeddedStoreOptions { Path = path },
        new StoreEnvironment { Files = new UnflushedFiles(), FreeBytes = static _ => long.MaxValue },
        CancellationToken.None);
}
