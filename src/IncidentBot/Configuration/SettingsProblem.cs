namespace IncidentBot.Configuration;

/// <summary>One thing wrong with the settings. Holds no value of a setting: it may be a secret in the wrong place.</summary>
/// <param name="Path">Where: <c>Storage:SegmentBytes</c>.</param>
/// <param name="Wrong">What is wrong, as the rest of a sentence: <c>is not a whole number</c>.</param>
/// <param name="Allowed">What would be right; null when the sentence says it already.</param>
internal sealed record SettingsProblem(string Path, string Wrong, string? Allowed = null)
{
    public static SettingsProblem Unknown(string path, string key, IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToList();
        return NearMiss.Of(key, names) is { } meant
            ? new SettingsProblem(path, $"is unknown; probably {meant} was meant")
            : new SettingsProblem(path, "is unknown", string.Join(", ", names));
    }

    /// <summary>From a whole sentence that begins with the path.</summary>
    public static SettingsProblem Sentence(string sentence)
    {
        var space = sentence.IndexOf(' ', StringComparison.Ordinal);
        return new SettingsProblem(sentence[..space], sentence[(space + 1)..].TrimEnd('.'));
    }

    public override string ToString() => Allowed is null ? $"{Path} {Wrong}." : $"{Path} {Wrong}. Allowed: {Allowed}.";
}

/// <summary>Nothing was started, because of all of these at once.</summary>
internal sealed class SettingsException(IReadOnlyList<SettingsProblem> problems) : Exception(Describe(problems))
{
    public IReadOnlyList<SettingsProblem> Problems { get; } = problems;

    private static string Describe(IReadOnlyList<SettingsProblem> problems) => string.Join('\n',
        [
            problems.Count == 1 ? "The settings have a problem; nothing was started." : $"The settings have {problems.Count} problems; nothing was started.",
            .. problems.Select(problem => $"  - {problem}"),
            "Settings come from appsettings.json, appsettings.<environment>.json, environment variables (Storage__Path) and --set Storage:Path=...",
            "appsettings.example.json lists every setting with its meaning.",
        ]);
}
