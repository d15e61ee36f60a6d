using IncidentBot.Core.Verbs;
using IncidentBot.Simulation.Runs;
using Xunit;

namespace IncidentBot.Simulation.Tests.Runs;

public sealed class SimulationRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void Three_days_with_four_restarts_keep_every_promise(int seed)
    {
        var summary = Run("out", seed);

        Assert.Empty(summary.Promises.SelectMany(promise => promise.Broken));
        Assert.True(summary.Kept);
        Assert.Equal((0, 0, 0), (summary.Lost, summary.Duplicated, summary.Missed));
        Assert.Equal(4, summary.Restarts.Total);
        Assert.True(summary.Incidents.Declared > 10);
        Assert.True(summary.Messages.Sent > 100);
        Assert.Equal(Enumerable.Range(1, 12), summary.Promises.Select(promise => promise.Number));

        // A run in which nothing went wrong outside would prove little.
        Assert.True(summary.Chats.Sum(chat => chat.Throttled + chat.Errors + chat.Unclear) > 10);
        Assert.True(summary.Alerts.TakenIn > 1_000, $"{summary.Alerts.TakenIn} alerts: the storm is missing");
    }

    /// <summary>A verb that nobody uses is one whose promises no run has tried.</summary>
    [Fact]
    public void In_a_month_people_use_every_verb_there_is()
    {
        var summary = SimulationRun.Run(new SimulationOptions { Out = _folder.In("month"), Days = 30, Incidents = 200, Restarts = 2, Seed = 7 }, progress: null, CancellationToken.None);

        Assert.Empty(summary.Promises.SelectMany(promise => promise.Broken));
        Assert.Equal(VerbTable.All.Select(verb => verb.Name).Order(StringComparer.Ordinal), summary.Verbs.Keys);
    }

    [Fact]
    public void Both_chats_are_spoken_to() => Assert.All(Run("out", seed: 7).Chats, chat => Assert.True(chat.Requests > 0, chat.Name));

    [Fact]
    public void The_same_seed_writes_the_same_files()
    {
        Run("one", seed: 7);
        Run("two", seed: 7);

        var one = Written("one");
        Assert.True(one.Count > 10);
        Assert.Equal(one, Written("two"));
    }

    [Fact]
    public void Another_seed_is_another_run()
    {
        Run("one", seed: 7);
        Run("two", seed: 8);

        Assert.NotEqual(Written("one"), Written("two"));
    }

    [Fact]
    public void Without_asking_whether_a_message_arrived_the_promise_is_broken()
    {
        var summary = SimulationRun.Run(Options("out", seed: 7) with { Reconcile = false }, progress: null, CancellationToken.None);

        Assert.False(summary.Kept);
        Assert.True(summary.Duplicated > 0);
    }

    [Fact]
    public void A_folder_with_other_things_in_it_is_left_alone()
    {
        Directory.CreateDirectory(_folder.In("out"));
        File.WriteAllText(Path.Combine(_folder.In("out"), "thesis.txt"), "years of work");

        Assert.Contains("not empty", Assert.Throws<SimulationException>(() => Run("out", seed: 1)).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.In("out"), "thesis.txt")));
    }

    [Fact]
    public void Every_wrong_option_is_named_at_once()
    {
        var wrong = Options("out", seed: 1) with { Days = 0, Incidents = -1, Restarts = -2, Zone = "Middle/Earth" };

        Assert.Equal(4, wrong.Problems().Count());
    }

    public void Dispose() => _folder.Dispose();

    private SimulationOptions Options(string name, int seed) => new() { Out = _folder.In(name), Days = 3, Incidents = 15, Restarts = 4, Seed = seed };

    private SimulationSummary Run(string name, int seed) => SimulationRun.Run(Options(name, seed), progress: null, CancellationToken.None);

    private SortedDictionary<string, string> Written(string name)
    {
        var root = _folder.In(name);
        return new SortedDictionary<string, string>(
            Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .ToDictionary(path => Path.GetRelativePath(root, path), path => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))), StringComparer.Ordinal),
            StringComparer.Ordinal);
    }
}
