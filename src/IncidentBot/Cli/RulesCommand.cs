using System.CommandLine;
using IncidentBot.Core.Alerts.Thresholds;
using IncidentBot.Running;

namespace IncidentBot.Cli;

/// <summary><c>rules</c>: writes the alert rules for Prometheus from the thresholds of the settings.</summary>
internal static class RulesCommand
{
    public static Command Create(Surroundings around)
    {
        var command = new Command("rules", "Write the alert rules for Prometheus, from section Thresholds of the settings.");
        command.SetAction((arguments, _) => Guard.RunAsync(around, async () =>
        {
            await around.Out.WriteAsync(PrometheusRules.Of(SettingsArguments.Load(arguments, around).Thresholds.ToThresholds()));
            return ExitCode.Good;
        }));
        return command;
    }
}
