using IncidentBot.Tests.Crash;

namespace IncidentBot.Tests.Cli;

public sealed class DoctorVerbTests
{
    private const string Key = "b94d27b9934d3e08a52e52d7da7dabfac484efe3";

    [Fact]
    public async Task Before_the_first_start_it_finds_nothing_broken_and_makes_nothing()
    {
        using var folder = new TempFolder();

        var said = await new Terminal(folder.Path).GoodAsync("doctor");

        Assert.Contains("the first start makes it", said, StringComparison.Ordinal);
        Assert.Contains("Nobody is on call", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Wrong_settings_are_findings_with_the_mend()
    {
        using var folder = new TempFolder();

        var (code, said) = await new Terminal(folder.Path).TypeAsync("doctor", "--set", "Storage:Pth=x", "--set", "Sla:P1:Response=15");

        Assert.Equal(1, code);
        Assert.Contains("Storage:Pth is unknown", said, StringComparison.Ordinal);
        Assert.Contains("Sla:P1:Response is not a length of time", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_server_is_asked_and_tells_of_its_store_and_loops()
    {
        using var folder = new TempFolder();
        string[] settings = ["--set", "Api:Keys:0:Name=admin", "--set", $"Api:Keys:0:Key={Key}"];
        await using var bot = HostProcess.Start(folder.Path, "Production", ["serve", "--set", "Urls=http://127.0.0.1:0", .. settings]);
        var address = await bot.ReadyAsync();
        var terminal = new Terminal(folder.Path, "Production");

        var said = await terminal.GoodAsync(["doctor", "--set", $"Urls={address}", .. settings]);
        var unknown = await terminal.GoodAsync("doctor", "--set", $"Urls={address}");

        Assert.Contains($"Runs at {address}", said, StringComparison.Ordinal);
        Assert.Contains("Alive: timer sweep", said, StringComparison.Ordinal);
        Assert.Contains("INCIDENTBOT_API_KEY", unknown, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, said + unknown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_use_by_something_that_does_not_answer_is_a_problem()
    {
        using var folder = new TempFolder();
        await using var bot = HostProcess.Start(folder.Path, "Development", "serve", "--set", "Urls=http://127.0.0.1:0");
        await bot.ReadyAsync();

        var (code, said) = await new Terminal(folder.Path).TypeAsync("doctor", "--set", "Urls=http://127.0.0.1:9");

        Assert.Equal(1, code);
        Assert.Contains("does not answer", said, StringComparison.Ordinal);
    }
}
