namespace IncidentBot.Core.Playbooks;

/// <summary>What helps people who look for the cause: playbooks, and links to dashboards. Read once at start.</summary>
public sealed class Handbook(IEnumerable<Playbook> playbooks, IEnumerable<Link> links)
{
    /// <summary>More suggestions than this help nobody.</summary>
    private const int MostSuggested = 3;

    public static Handbook Empty { get; } = new([], []);

    public IReadOnlyList<Playbook> Playbooks { get; } = [.. playbooks.OrderBy(playbook => playbook.Name, StringComparer.Ordinal)];

    public IReadOnlyList<Link> Links { get; } = [.. links];

    /// <summary>By name or title, or by the beginning of one; several where that is not enough.</summary>
    public IReadOnlyList<Playbook> Find(string words)
    {
        var exact = Playbooks.Where(playbook => Same(playbook.Name, words) || Same(playbook.Title, words)).ToList();
        return exact.Count > 0 ? exact
            : [.. Playbooks.Where(playbook => playbook.Name.StartsWith(words, StringComparison.OrdinalIgnoreCase) || playbook.Title.StartsWith(words, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>Those whose alert has fired first, then those with the most symptoms in the title.</summary>
    /// <param name="alerts">Names of the rules that fired, and playbooks that alerts name.</param>
    public IReadOnlyList<Playbook> Suggest(string title, IReadOnlyCollection<string> alerts)
    {
        var words = Bare(title);
        return
        [
            .. Playbooks
                .Select(playbook => (Playbook: playbook, Alert: alerts.Any(alert => Same(alert, playbook.Name) || playbook.Alerts.Any(known => Same(known, alert))), Symptoms: playbook.Symptoms.Count(symptom => words.Contains(Bare(symptom), StringComparison.Ordinal))))
                .Where(one => one.Alert || one.Symptoms > 0)
                .OrderByDescending(one => one.Alert)
                .ThenByDescending(one => one.Symptoms)
                .Take(MostSuggested)
                .Select(one => one.Playbook),
        ];
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whole words only: "slow" is not in "slowdance".</summary>
    private static string Bare(string text) =>
        $" {string.Join(' ', string.Concat(text.Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries))} ";
}

/// <summary>A page that people look at when something is wrong; from the settings, so it may be followed.</summary>
public sealed record Link(string Name, string Url);
