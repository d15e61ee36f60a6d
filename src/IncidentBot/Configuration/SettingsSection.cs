using IncidentBot.Core.Alerts.Thresholds;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.Procedures.Settings;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Sla;
using IncidentBot.Slack;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Configuration;

/// <summary>A section of the settings and the options class that gives it its shape.</summary>
internal sealed record SettingsSection(string Name, Type Options)
{
    /// <summary>Every section there is, in the order of the example file.</summary>
    public static IReadOnlyList<SettingsSection> All { get; } =
    [
        new(EmbeddedStoreOptions.Section, typeof(EmbeddedStoreOptions)),
        new(PeopleOptions.Section, typeof(PeopleOptions)),
        new(SlaOptions.Section, typeof(SlaOptions)),
        new(ProceduresOptions.Section, typeof(ProceduresOptions)),
        new(WorkingHoursOptions.Section, typeof(WorkingHoursOptions)),
        new(SlackOptions.Section, typeof(SlackOptions)),
        new(DeploymentWindowsOptions.Section, typeof(DeploymentWindowsOptions)),
        new(PlaybooksOptions.Section, typeof(PlaybooksOptions)),
        new(LinksOptions.Section, typeof(LinksOptions)),
        new("Alerts", typeof(AlertsOptions)),
        new(ThresholdsOptions.Section, typeof(ThresholdsOptions)),
        new("Api", typeof(ApiOptions)),
        new("Logging", typeof(LoggingOptions)),
    ];

    /// <summary>The one setting outside a section: the addresses to listen on, separated by semicolons.</summary>
    public const string Urls = "Urls";

    /// <summary>Keys of the hosting framework that may stand beside ours.</summary>
    public static IReadOnlyList<string> Foreign { get; } = ["AllowedHosts", "$schema"];

    public object Bind(IConfiguration configuration) =>
        configuration.GetSection(Name).Get(Options) ?? Activator.CreateInstance(Options)!;
}
