using System.Collections.Immutable;
using System.Text.RegularExpressions;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Alerts.Thresholds;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Playbooks;
using IncidentBot.TestKit;
using Xunit;

namespace IncidentBot.Core.Tests.Alerts.Thresholds;

public sealed partial class PrometheusRulesTests
{
    private static readonly string File = System.IO.File.ReadAllText(Path.Combine(Repository.Root, "samples", "prometheus", "incidentbot-rules.yml")).ReplaceLineEndings("\n");

    /// <summary>The guide's lists, line by line; what crosses each of them.</summary>
    private static readonly string[] Guide =
    [
        "Red ApiUptimeCritical < 99.5", "Red ApiLatencyCritical > 0.5", "Red ErrorRateCritical > 0.05", "Red DatabaseDown < 1", "Red AuthServiceDown < 1",
        "Red PredictionLatencyCritical > 1", "Red PredictionErrorsCritical > 0.1", "Red ModelAccuracyCritical < -0.15", "Red DataDriftSevere > 0.25",
        "Red CpuCritical > 0.9", "Red MemoryCritical > 0.9", "Red DiskCritical < 0.1", "Red NetworkErrorsCritical > 0.05",
        "Yellow ApiLatencyHigh > 0.2", "Yellow ErrorRateHigh > 0.01", "Yellow ThroughputLow < 0.5",
        "Yellow PredictionLatencyHigh > 0.5", "Yellow ModelAccuracyLow < -0.08", "Yellow DataDriftModerate > 0.1",
        "Yellow CpuHigh > 0.7", "Yellow MemoryHigh > 0.7", "Yellow DiskLow < 0.2",
    ];

    [Fact]
    public void The_defaults_are_the_guides_13_red_and_9_yellow_thresholds()
    {
        Assert.Equal(Guide, new ThresholdsOptions().ToThresholds().Select(one => FormattableString.Invariant($"{one.Class} {one.Name} {(one.Above ? '>' : '<')} {one.Limit}")));
        Assert.Equal((13, 9), (GuideThresholds.All.Count(one => one.Class == AlertClass.Red), GuideThresholds.All.Count(one => one.Class == AlertClass.Yellow)));
    }

    /// <summary>Write it anew with <c>dotnet run --project src/IncidentBot -- rules &gt; samples/prometheus/incidentbot-rules.yml</c>.</summary>
    [Fact]
    public void The_sample_is_what_the_defaults_write() => Assert.Equal(PrometheusRules.Of(new ThresholdsOptions().ToThresholds()), File);

    /// <summary>Read by rules of the test's own, not by those that wrote it.</summary>
    [Fact]
    public void The_sample_has_13_critical_and_9_warning_rules_each_with_a_for_and_its_labels()
    {
        var rules = File.Split("      - alert: ").Skip(1).ToList();

        Assert.Equal(
            Guide.Select(line => line.Split(' ')[1..]).Select(line => string.Join(' ', line)),
            rules.Select(rule => $"{rule.Split('\n')[0]} {Limit().Match(rule).Groups["limit"].Value}"));
        Assert.Equal((13, 9), (rules.Count(rule => rule.Contains("severity: critical\n", StringComparison.Ordinal)), rules.Count(rule => rule.Contains("severity: warning\n", StringComparison.Ordinal))));
        Assert.All(rules, rule => Assert.Matches(@"\n        for: \d+s\n", rule));
        Assert.All(rules, rule => Assert.Contains("\n          service: '", rule, StringComparison.Ordinal));
        Assert.Equal(["ApiUptimeCritical", "DatabaseDown", "AuthServiceDown"], rules.Where(rule => rule.Contains("outage: 'true'", StringComparison.Ordinal)).Select(rule => rule.Split('\n')[0]));
    }

    [Fact]
    public void The_bot_judges_every_rule_as_the_threshold_says()
    {
        foreach (var threshold in GuideThresholds.All)
        {
            var rule = File.Split("      - alert: ").Single(one => one.StartsWith($"{threshold.Name}\n", StringComparison.Ordinal));
            var alert = new Alert("prometheus", threshold.Name, Firing: true, threshold.Name) { Labels = Labels().Matches(rule).ToImmutableSortedDictionary(label => label.Groups["name"].Value, label => label.Groups["value"].Value, StringComparer.OrdinalIgnoreCase) };

            var (found, unmapped) = AlertSeverity.Of(alert, AlertSettings.Default);
            Assert.Equal((threshold.Class, false), (found, unmapped));
            Assert.Equal(threshold.Outage ? Severity.P1 : Severity.P2, AlertSeverity.Proposed(alert, found));
        }
    }

    [Fact]
    public void Every_playbook_that_a_threshold_names_comes_with_the_program_and_names_it_in_turn()
    {
        var playbooks = Directory.GetFiles(Path.Combine(Repository.Root, "playbooks"), "*.md").Select(file => PlaybookFile.Read(System.IO.File.ReadAllText(file)).Playbook!).ToList();

        foreach (var threshold in GuideThresholds.All)
        {
            Assert.Equal(threshold.Playbook, playbooks.SingleOrDefault(playbook => playbook.Alerts.Contains(threshold.Name))?.Name);
        }

        Assert.All(playbooks.SelectMany(playbook => playbook.Alerts), alert => Assert.Contains(alert, GuideThresholds.All.Select(threshold => threshold.Name)));
    }

    [Fact]
    public void A_team_changes_one_leaves_one_out_and_adds_its_own()
    {
        var options = new ThresholdsOptions
        {
            Rules =
            {
                ["apilatencycritical"] = new ThresholdOptions { Above = 0.8, Query = "slow{a='b'}", Outage = true, Playbook = "" },
                ["CpuHigh"] = new ThresholdOptions { Off = true },
                ["QueueOld"] = new ThresholdOptions { Class = AlertClass.Orange, Says = "The queue is old", Query = "queue_age", Below = 3, Service = "queue" },
            },
        };

        Assert.Empty(options.Problems());
        var thresholds = options.ToThresholds();
        Assert.Equal(22, thresholds.Count);
        Assert.Equal((0.8, true, null, TimeSpan.FromMinutes(2)), (thresholds[1].Limit, thresholds[1].Outage, thresholds[1].Playbook, thresholds[1].For));
        Assert.Equal(new Threshold("QueueOld", AlertClass.Orange, "The queue is old", "queue_age", false, 3, TimeSpan.FromMinutes(5), "queue"), thresholds[^1]);
        Assert.Contains("expr: '(slow{a=''b''}) > 0.8'", PrometheusRules.Of(thresholds), StringComparison.Ordinal);
        Assert.Contains("severity: high", PrometheusRules.Of(thresholds), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_named()
    {
        var options = new ThresholdsOptions
        {
            Rules =
            {
                ["Own"] = new ThresholdOptions { Query = "x" },
                ["CpuHigh"] = new ThresholdOptions { Above = 1, Below = 2, For = TimeSpan.Zero, Says = "a\nb" },
                ["not a name"] = new ThresholdOptions(),
            },
        };

        Assert.Equal(
            ["Thresholds:Rules", "Thresholds:Rules:CpuHigh", "Thresholds:Rules:CpuHigh:Below", "Thresholds:Rules:CpuHigh:For", "Thresholds:Rules:Own"],
            options.Problems().Select(problem => problem.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\) (?<limit>[<>] -?[\d.]+)'\n", RegexOptions.ExplicitCapture)]
    private static partial Regex Limit();

    [GeneratedRegex(@"^          (?<name>severity|service|playbook|outage): '?(?<value>[^'\n]*)'?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Labels();
}
