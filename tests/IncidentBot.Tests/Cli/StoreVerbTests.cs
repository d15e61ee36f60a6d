using System.Net.Http.Json;
using IncidentBot.Tests.Crash;

namespace IncidentBot.Tests.Cli;

/// <summary>What an administrator types to keep the data safe, against the real program.</summary>
public sealed class StoreVerbTests
{
    private static readonly string[] Serve = ["serve", "--set", "Urls=http://127.0.0.1:0"];

    [Fact]
    public async Task A_backup_made_while_it_runs_is_restored_whole()
    {
        using var folder = new TempFolder();
        var terminal = new Terminal(folder.Path);
        await using (var bot = HostProcess.Start(folder.Path, "Development", Serve))
        {
            await DeclareAsync(await bot.ReadyAsync());
            Assert.Contains("The copy is whole", await terminal.GoodAsync("backup", "copy"), StringComparison.Ordinal);
            await bot.KillAsync();
        }

        Directory.Delete(Path.Combine(folder.Path, "data"), recursive: true);
        Assert.Contains("Restored", await terminal.GoodAsync("restore", "copy"), StringComparison.Ordinal);
        Assert.Contains("Everything that was acknowledged is there.", await terminal.GoodAsync("verify"), StringComparison.Ordinal);

        await using var again = HostProcess.Start(folder.Path, "Development", Serve);
        using var http = new HttpClient { BaseAddress = await again.ReadyAsync() };
        Assert.Contains("checkout is down", await http.GetStringAsync("/api/incidents/INC-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_never_writes_over_data()
    {
        using var folder = new TempFolder();
        var terminal = new Terminal(folder.Path);
        await FilledAsync(folder);
        await terminal.GoodAsync("backup", "copy");

        var (code, said) = await terminal.TypeAsync("restore", "copy");

        Assert.Equal(74, code);
        Assert.Contains("is not empty", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_is_found_by_verify_and_by_doctor()
    {
        using var folder = new TempFolder();
        var terminal = new Terminal(folder.Path);
        await FilledAsync(folder);
        var segment = Directory.GetFiles(Path.Combine(folder.Path, "data", "journal")).Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[bytes.Length / 2] ^= 0x40;
        await File.WriteAllBytesAsync(segment, bytes);

        foreach (var verb in new[] { "verify", "doctor" })
        {
            var (code, said) = await terminal.TypeAsync(verb);
            Assert.Equal(1, code);
            Assert.Contains("PROBLEM", said, StringComparison.Ordinal);
            Assert.Contains("restore", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_rebuild_makes_the_archive_again_and_wants_the_server_stopped()
    {
        using var folder = new TempFolder();
        var terminal = new Terminal(folder.Path);
        await using (var bot = HostProcess.Start(folder.Path, "Development", Serve))
        {
            await DeclareAsync(await bot.ReadyAsync());
            var (code, said) = await terminal.TypeAsync("rebuild");
            Assert.Equal(74, code);
            Assert.Contains("stop the server", said, StringComparison.Ordinal);
            await bot.TerminateAsync();
        }

        Assert.Contains("The archive holds", await terminal.GoodAsync("rebuild"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("backup", "copy")]
    [InlineData("rebuild")]
    public async Task Where_there_is_no_store_it_says_so(params string[] arguments)
    {
        using var folder = new TempFolder();

        var (code, said) = await new Terminal(folder.Path).TypeAsync(arguments);

        Assert.Equal(74, code);
        Assert.Contains("There is no store in", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static async Task FilledAsync(TempFolder folder)
    {
        await using var bot = HostProcess.Start(folder.Path, "Development", Serve);
        await DeclareAsync(await bot.ReadyAsync());
        Assert.Equal(0, await bot.TerminateAsync());
    }

    private static async Task DeclareAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var response = await http.PostAsJsonAsync("/api/commands", new { actor = "anna", conversation = "incidents", text = "p1 checkout is down" });
        response.EnsureSuccessStatusCode();
    }
}
