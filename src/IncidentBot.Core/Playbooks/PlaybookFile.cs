using System.Text;
using System.Text.RegularExpressions;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Playbooks;

/// <summary>
/// Reads a playbook from Markdown: a front matter of <c>key: value</c> lines between two lines of <c>---</c>, then a text whose list items
/// are the steps; what is indented below an item is its help. Nothing in it is markup to anybody afterwards.
/// </summary>
public static partial class PlaybookFile
{
    public const int MostSteps = 40;
    public const int StepLength = 200;
    public const int DetailsLength = 1500;

    private const string Fence = "---";
    private static readonly string[] Keys = ["name", "title", "symptoms", "alerts"];

    /// <summary>The playbook, or everything that is wrong with the text, each as the rest of a sentence.</summary>
    public static (Playbook? Playbook, IReadOnlyList<string> Problems) Read(string text)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var end = lines.Length > 0 && string.Equals(lines[0].TrimEnd(), Fence, StringComparison.Ordinal) ? Array.FindIndex(lines, 1, line => string.Equals(line.TrimEnd(), Fence, StringComparison.Ordinal)) : -1;
        if (end < 0)
        {
            return (null, [$"has no front matter; it begins with a line '{Fence}', then {string.Join(", ", Keys.Select(key => $"{key}:"))}, then '{Fence}'"]);
        }

        List<string> problems = [];
        var front = Front(lines, end, problems);
        var (name, title) = (front.GetValueOrDefault("name", ""), Words.Clean(front.GetValueOrDefault("title", "")));
        if (!NamePattern().IsMatch(name))
        {
            problems.Add("needs a name of 1 to 40 small letters, digits and dashes");
        }

        if (title.Length is 0 or > 80)
        {
            problems.Add("needs a title of 1 to 80 characters");
        }

        var steps = Steps(lines.Skip(end + 1), problems);
        return problems.Count > 0 ? (null, problems) : (new Playbook(name, title, List(front, "symptoms"), List(front, "alerts"), steps), []);
    }

    private static Dictionary<string, string> Front(string[] lines, int end, List<string> problems)
    {
        Dictionary<string, string> front = new(StringComparer.Ordinal);
        for (var i = 1; i < end; i++)
        {
            var colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            var key = colon < 0 ? "" : lines[i][..colon].Trim();
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                continue;
            }

            if (!Keys.Contains(key, StringComparer.Ordinal) || !front.TryAdd(key, lines[i][(colon + 1)..].Trim()))
            {
                problems.Add($"has a line {i + 1} in its front matter that is none of {string.Join(", ", Keys.Select(one => $"'{one}: …'"))}, each once");
            }
        }

        return front;
    }

    private static List<PlaybookStep> Steps(IEnumerable<string> lines, List<string> problems)
    {
        List<PlaybookStep> steps = [];
        var details = new StringBuilder();
        string? words = null;
        foreach (var line in lines)
        {
            if (Item().Match(line) is { Success: true } item)
            {
                Finish();
                words = Words.Clean(item.Groups["words"].Value.Replace("**", "", StringComparison.Ordinal));
            }
            else if (words is not null && line.StartsWith("  ", StringComparison.Ordinal))
            {
                Help(details, line);
            }
            else if (line.Length > 0)
            {
                Finish();
            }
        }

        Finish();
        if (steps.Count is 0 or > MostSteps)
        {
            problems.Add($"has {steps.Count} steps; allowed: 1 to {MostSteps} list items at the beginning of a line");
        }

        return steps;

        void Finish()
        {
            if (words is { } said)
            {
                var help = details.ToString().Trim('\n');
                if (said.Length > StepLength || help.Length > DetailsLength)
                {
                    problems.Add($"has a step {steps.Count + 1} that is too long; allowed: {StepLength} characters, and {DetailsLength} below it");
                }

                steps.Add(new PlaybookStep(said, help.Length == 0 ? null : help));
            }

            words = null;
            details.Clear();
        }
    }

    /// <summary>Indentation of code is kept; the marks around it are not needed where everything is plain.</summary>
    private static void Help(StringBuilder details, string line)
    {
        var bare = line.TrimStart();
        if (!bare.StartsWith("```", StringComparison.Ordinal))
        {
            details.Append(' ', Math.Max(0, line.Length - bare.Length - 3)).Append(Words.Clean(bare)).Append('\n');
        }
    }

    private static string[] List(Dictionary<string, string> front, string key) =>
        [.. front.GetValueOrDefault(key, "").Split(',').Select(Words.Clean).Where(word => word.Length > 0)];

    [GeneratedRegex("^[a-z0-9-]{1,40}$", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(\d+\.|[-*])\s+(\[[ xX]\]\s+)?(?<words>\S.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Item();
}
