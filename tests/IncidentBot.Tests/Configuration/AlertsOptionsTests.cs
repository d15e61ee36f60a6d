using IncidentBot.Configuration;
using IncidentBot.Core.Alerts;

namespace IncidentBot.Tests.Configuration;

public sealed class AlertsOptionsTests
{
    [Fact]
    public void Every_problem_is_named_at_once_with_its_place()
    {
        var problems = Assert.Throws<SettingsException>(() => Load(
            "Alerts:Sources:0:Name=Big Name", "Alerts:Sources:0:Key=short",
            "Alerts:Sources:1:Name=twice", "Alerts:Sources:1:Key=11111111222222223333333344444444",
            "Alerts:Sources:2:Name=twice", "Alerts:Sources:2:Key=11111111222222223333333344444444",
            "Alerts:Sources:3:Name=fields", "Alerts:Sources:3:Sha256=abc", "Alerts:Sources:3:Fields:Id=a..b", "Alerts:Sources:3:Burst=0",
            "Alerts:Severities:disaster=Purple", "Alerts:TaskReminder=00:45:00", "Alerts:JoinsFor=00:00:00")).Problems;

        Assert.Equal(
            [
                "Alerts:JoinsFor", "Alerts:Severities:disaster", "Alerts:Sources", "Alerts:Sources", "Alerts:Sources:0:Key", "Alerts:Sources:0:Name", "Alerts:Sources:3:Burst",
                "Alerts:Sources:3:Fields:Id", "Alerts:Sources:3:Sha256", "Alerts:TaskReminder",
            ],
            problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("11111111222222223333333344444444", string.Concat(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_and_times_of_the_settings_reach_the_desk()
    {
        var settings = Load("Alerts:Severities:disaster=Red", "Alerts:JoinsFor=00:10:00").Alerts.ToSettings();

        Assert.Equal((AlertClass.Red, TimeSpan.FromMinutes(10)), (settings.Words["DISASTER"], settings.JoinsFor));
    }

    private static HostSettings Load(params string[] pairs) => HostSettings.Load(new SettingsSources(Path.GetTempPath(), "Production", null, pairs));
}
