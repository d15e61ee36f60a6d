using IncidentBot.Storage.Embedded;
using IncidentBot.Tests.Crash;

namespace IncidentBot.Tests.Stories;

/// <summary>The real program, started and stopped as a person or a service manager does it.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task SIGTERM_stops_it_cleanly_and_the_next_start_says_so()
    {
        using var folder = new TempFolder();
        string[] serve = ["serve", "--set", "Urls=http://127.0.0.1:0"];
        await using (var first = HostProcess.Start(folder.Path, "Development", serve))
        {
            await first.ReadyAsync();
            Assert.Equal(0, await first.TerminateAsync());
        }

        await using var second = HostProcess.Start(folder.Path, "Development", serve);
        await second.ReadyAsync();
        Assert.Contains("clean stop: True", second.Output, StringComparison.Ordinal);
        Assert.Equal(0, await second.TerminateAsync());
    }

    [Fact]
    public async Task Wrong_settings_are_listed_and_end_with_78()
    {
        using var folder = new TempFolder();
        await using var host = HostProcess.Start(folder.Path, "Production", "--set", "Storage:Pth=x", "--set", "Logging:Level=Loud");

        Assert.Equal(78, await host.ExitAsync());
        Assert.Contains("Storage:Pth is unknown; probably Path was meant.", host.Output, StringComparison.Ordinal);
        Assert.Contains("Logging:Level", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [SkippableFact]
    public async Task Without_time_zones_it_does_not_start_and_names_the_one_it_missed()
    {
        Skip.If(OperatingSystem.IsWindows(), "Its zones are in the registry.");
        using var folder = new TempFolder();
        using var nothing = new TempFolder();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["TZDIR"] = nothing.Path };
        await using var host = HostProcess.Start(folder.Path, variables, "serve", "--set", "Urls=http://127.0.0.1:0");

        Assert.Equal(72, await host.ExitAsync());
        Assert.Contains("Europe/Berlin", host.Output, StringComparison.Ordinal);
        Assert.Contains("tzdata", host.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("serve", "--data", "file")]
    [InlineData("serve", "--data", "file/below")]
    [InlineData("backup", "file")]
    [InlineData("restore", "copy", "--data", "file")]
    public async Task A_file_in_place_of_a_folder_is_one_sentence_and_its_mend(params string[] arguments)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "file"), "mine");
        foreach (var store in new[] { "data", "copy" })
        {
            await (await EmbeddedStore.OpenAsync(new EmbeddedStoreOptions { Path = Path.Combine(folder.Path, store) }, new StoreEnvironment(), CancellationToken.None)).DisposeAsync();
        }

        await using var host = HostProcess.Start(folder.Path, "Development", arguments);

        Assert.Equal(74, await host.ExitAsync());
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_use_is_one_sentence_and_its_mend()
    {
        using var folder = new TempFolder();
        await using var first = HostProcess.Start(folder.Path, "Development", "--set", "Urls=http://127.0.0.1:0");
        await first.ReadyAsync();

        await using var second = HostProcess.Start(folder.Path, "Development", "--set", "Urls=http://127.0.0.1:0");

        Assert.Equal(74, await second.ExitAsync());
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence_and_its_mend()
    {
        using var folder = new TempFolder();
        await using var first = HostProcess.Start(folder.Path, "Development", "--set", "Urls=http://127.0.0.1:0");
        var address = await first.ReadyAsync();

        await using var second = HostProcess.Start(folder.Path, "Development", "--data", "other", "--set", $"Urls={address}");

        Assert.Equal(69, await second.ExitAsync());
        Assert.Contains("--set Urls=", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
    }
}
