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
