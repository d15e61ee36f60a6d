using IncidentBot.Configuration;

namespace IncidentBot.Tests.Configuration;

/// <summary>Loads settings from pairs alone, from a folder without files.</summary>
internal static class Settings
{
    public static HostSettings From(params string[] pairs) => HostSettings.Load(new SettingsSources(Path.GetTempPath(), "Production", null, pairs));

    public static IReadOnlyList<SettingsProblem> Problems(params string[] pairs) => Assert.Throws<SettingsException>(() => From(pairs)).Problems;

    public static SettingsProblem Problem(params string[] pairs) => Assert.Single(Problems(pairs));
}
