using System.Text.Json;

namespace IncidentBot.Tests.Cli;

public sealed class SimulateVerbTests
{
    [Fact]
    public async Task A_short_run_keeps_every_promise_and_leaves_its_files()
    {
        using var folder = new TempFolder();

        var said = await new Terminal(folder.Path).GoodAsync("simulate", "--days", "2", "--incidents", "5", "--seed", "3", "--restarts", "2", "--out", "run");

        Assert.Contains("day 2 of 2", said, StringComparison.Ordinal);
        Assert.Contains("0 lost, 0 duplicated, 0 missed. Every promise was kept.", said, StringComparison.Ordinal);
        using var summary = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "run", "summary.json")));
        Assert.Equal(0, summary.RootElement.GetProperty("lost").GetInt32());
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder.Path, "run", "timelines")));
    }

    [Fact]
    public async Task Told_incidents_are_written_where_they_are_wanted_and_leave_the_rest_alone()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "mine.txt"), "mine");

        var said = await new Terminal(folder.Path).GoodAsync("simulate", "--stories", "--out", ".");

        Assert.Contains("p1-well-run.txt", said, StringComparison.Ordinal);
        Assert.DoesNotContain("BROKEN", said, StringComparison.Ordinal);
        Assert.Contains("checkout", await File.ReadAllTextAsync(Path.Combine(folder.Path, "p1-well-run.txt")), StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(folder.Path, "mine.txt")));
    }

    [Fact]
    public async Task What_it_cannot_do_is_said_in_a_sentence()
    {
        using var folder = new TempFolder();

        var (code, said) = await new Terminal(folder.Path).TypeAsync("simulate", "--days", "0");

        Assert.Equal(64, code);
        Assert.Contains("--days must be from 1 to 365.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }
}
