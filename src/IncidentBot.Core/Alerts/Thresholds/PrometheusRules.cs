using System.Globalization;
using System.Text;

namespace IncidentBot.Core.Alerts.Thresholds;

/// <summary>Thresholds as a rules file of Prometheus, with the labels by which the bot judges alerts.</summary>
public static class PrometheusRules
{
    public static string Of(IReadOnlyList<Threshold> thresholds)
    {
        var file = new StringBuilder();
        file.Append("# Alert rules for Prometheus, written by 'incidentbot rules' from the settings (section Thresholds).\n");
        file.Append("# Names of jobs and metrics differ from house to house: set Thresholds:Rules:<name>:Query and write the file anew.\n");
        file.Append("groups:\n");
        foreach (var group in thresholds.GroupBy(threshold => threshold.Class).OrderByDescending(group => group.Key))
        {
            file.Append(CultureInfo.InvariantCulture, $"  - name: incidentbot-{group.Key.ToString().ToLowerInvariant()}\n    rules:\n");
            foreach (var threshold in group)
            {
                Rule(file, threshold);
            }
        }

        return file.ToString();
    }

    private static void Rule(StringBuilder file, Threshold threshold)
    {
        file.Append(CultureInfo.InvariantCulture, $"      - alert: {threshold.Name}\n");
        file.Append(CultureInfo.InvariantCulture, $"        expr: {Quoted($"({threshold.Query}) {(threshold.Above ? ">" : "<")} {threshold.Limit.ToString(CultureInfo.InvariantCulture)}")}\n");
        file.Append(CultureInfo.InvariantCulture, $"        for: {threshold.For.TotalSeconds:0}s\n");
        file.Append(CultureInfo.InvariantCulture, $"        labels:\n          severity: {SeverityOf(threshold.Class)}\n          service: {Quoted(threshold.Service)}\n");
        if (threshold.Playbook is { } playbook)
        {
            file.Append(CultureInfo.InvariantCulture, $"          playbook: {Quoted(playbook)}\n");
        }

        if (threshold.Outage)
        {
            file.Append("          outage: 'true'\n");
        }

        file.Append(CultureInfo.InvariantCulture, $"        annotations:\n          summary: {Quoted(threshold.Says)}\n          description: {Quoted($"{threshold.Says}; it is {{{{ $value }}}} now.")}\n");
    }

    /// <summary>The word by which the bot knows the class again.</summary>
    private static string SeverityOf(AlertClass found) => found switch
    {
        AlertClass.Red => "critical",
        AlertClass.Orange => "high",
        AlertClass.Yellow => "warning",
        _ => "info",
    };

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
