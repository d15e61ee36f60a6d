using IncidentBot.Core.Doctor;

namespace IncidentBot.Doctor;

/// <summary>A report as a person reads it: each finding with its mend below.</summary>
internal static class ReportText
{
    public static string Of(Report report)
    {
        var width = report.Findings.Max(finding => finding.Area.Length);
        var lines = report.Findings.SelectMany(finding => Lines(finding, width));
        var problems = report.Findings.Count(finding => finding.Level == Level.Problem);
        var warnings = report.Findings.Count(finding => finding.Level == Level.Warning);
        return string.Join('\n', [.. lines, string.Empty, Closing(problems, warnings)]);
    }

    private static string Closing(int problems, int warnings) => (problems, warnings) switch
    {
        (0, 0) => "Everything is well.",
        (0, _) => $"It works. {warnings} thing(s) to look at.",
        _ => $"{problems} problem(s), {warnings} thing(s) to look at.",
    };

    private static IEnumerable<string> Lines(Finding finding, int width)
    {
        var mark = finding.Level switch
        {
            Level.Good => "ok      ",
            Level.Warning => "look    ",
            _ => "PROBLEM ",
        };
        yield return $"{mark}{finding.Area.PadRight(width)}  {finding.What}";
        if (finding.Mend is { } mend)
        {
            yield return $"{new string(' ', mark.Length + width)}  -> {mend}";
        }
    }
}
