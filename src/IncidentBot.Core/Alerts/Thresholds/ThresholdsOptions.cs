using System.Text.RegularExpressions;

namespace IncidentBot.Core.Alerts.Thresholds;

/// <summary>Section <c>Thresholds</c>: what <c>incidentbot rules</c> writes for Prometheus. What is not set stays as the guide has it.</summary>
public sealed partial class ThresholdsOptions
{
    public const string Section = "Thresholds";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>By the name of the alert rule: what is different about one of the guide's, or one of the team's own.</summary>
    public IDictionary<string, ThresholdOptions> Rules { get; init; } = new Dictionary<string, ThresholdOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every problem at once; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (name, own) in Rules)
        {
            var (at, shipped) = ($"{Section}:Rules:{name}", Shipped(name));
            if (!NamePattern().IsMatch(name))
            {
                // a path with blanks in it would not read as one
                yield return $"{Section}:Rules holds a name that is none of an alert rule; allowed are a letter, then up to 59 letters, digits and underscores.";
                continue;
            }

            if (own is { Above: not null, Below: not null })
            {
                yield return $"{at}:Below stands beside Above; set one of them.";
            }

            if (own.For is { } length && (length < TimeSpan.FromSeconds(15) || length > Longest))
            {
                yield return $"{at}:For must be between 15 seconds and 1 day, written as 00:05:00.";
            }

            if (shipped is null && (string.IsNullOrWhiteSpace(own.Query) || string.IsNullOrWhiteSpace(own.Says) || own.Class is null || (own.Above ?? own.Below) is null))
            {
                yield return $"{at} is none of the guide's; one of your own needs Class, Says, Query, and Above or Below.";
            }

            if (new[] { own.Says, own.Query, own.Service, own.Playbook }.Any(text => text?.Any(char.IsControl) == true))
            {
                yield return $"{at} has a text with a line break; each is one line.";
            }
        }
    }

    /// <summary>Expects options without <see cref="Problems"/>. The guide's in its order, then the team's by name.</summary>
    public IReadOnlyList<Threshold> ToThresholds() =>
    [
        .. GuideThresholds.All.Select(shipped => Rules.TryGetValue(shipped.Name, out var own) ? Changed(shipped, own) : shipped).OfType<Threshold>(),
        .. Rules.Where(rule => Shipped(rule.Key) is null).OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => Changed(new Threshold(rule.Key, AlertClass.Yellow, "", "", true, 0, TimeSpan.FromMinutes(5), "unknown"), rule.Value)).OfType<Threshold>(),
    ];

    private static Threshold? Shipped(string name) => GuideThresholds.All.FirstOrDefault(shipped => string.Equals(shipped.Name, name, StringComparison.OrdinalIgnoreCase));

    private static Threshold? Changed(Threshold threshold, ThresholdOptions own) => own.Off ? null : threshold with
    {
        Class = own.Class ?? threshold.Class,
        Says = own.Says ?? threshold.Says,
        Query = own.Query ?? threshold.Query,
        Above = own.Above is not null || (own.Below is null && threshold.Above),
        Limit = own.Above ?? own.Below ?? threshold.Limit,
        For = own.For ?? threshold.For,
        Service = own.Service ?? threshold.Service,
        Playbook = own.Playbook is null ? threshold.Playbook : own.Playbook.Length == 0 ? null : own.Playbook,
        Outage = own.Outage ?? threshold.Outage,
    };

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,59}$", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();
}

/// <summary>One threshold; what is not set stays as the guide has it.</summary>
public sealed class ThresholdOptions
{
    /// <summary>Red pages and opens an incident, Yellow makes a task; Orange opens a P2 without a page at once.</summary>
    public AlertClass? Class { get; set; }

    /// <summary>What is wrong then, for people.</summary>
    public string? Says { get; set; }

    /// <summary>PromQL without the comparison.</summary>
    public string? Query { get; set; }

    /// <summary>More than this is wrong.</summary>
    public double? Above { get; set; }

    /// <summary>Less than this is wrong.</summary>
    public double? Below { get; set; }

    /// <summary>It has to be wrong for this long.</summary>
    public TimeSpan? For { get; set; }

    /// <summary>What is affected; alerts of one service belong together.</summary>
    public string? Service { get; set; }

    /// <summary>The playbook that helps; empty = none.</summary>
    public string? Playbook { get; set; }

    /// <summary>Something is down then: a P1 is proposed.</summary>
    public bool? Outage { get; set; }

    /// <summary>The team does without this one.</summary>
    public bool Off { get; set; }
}
