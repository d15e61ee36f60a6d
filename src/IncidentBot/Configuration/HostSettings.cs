using IncidentBot.Core.Alerts.Thresholds;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.Procedures.Settings;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Sla;
using IncidentBot.Slack;
using IncidentBot.Storage.Embedded;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace IncidentBot.Configuration;

/// <summary>All settings, read once at start and found valid; nothing is re-read while running.</summary>
internal sealed class HostSettings
{
    private const string DefaultUrl = "http://localhost:5080";

    private readonly IReadOnlyDictionary<Type, object> _sections;

    private HostSettings(SettingsSources sources, IReadOnlyDictionary<Type, object> sections, IReadOnlyList<string> urls)
    {
        Sources = sources;
        _sections = sections;
        Urls = urls;
    }

    public SettingsSources Sources { get; }

    public IReadOnlyList<string> Urls { get; }

    public bool IsDevelopment => string.Equals(Sources.Environment, "Development", StringComparison.OrdinalIgnoreCase);

    /// <summary>With its folder made absolute: the one the process was started in counts.</summary>
    public EmbeddedStoreOptions Storage => Of<EmbeddedStoreOptions>();

    public PeopleOptions People => Of<PeopleOptions>();

    public SlaOptions Sla => Of<SlaOptions>();

    public ProceduresOptions Procedures => Of<ProceduresOptions>();

    /// <summary>Playbooks and links.</summary>
    public Handbook Handbook { get; private init; } = Handbook.Empty;

    public DeploymentWindowsOptions DeploymentWindows => Of<DeploymentWindowsOptions>();

    public ThresholdsOptions Thresholds => Of<ThresholdsOptions>();

    public WorkingHoursOptions WorkingHours => Of<WorkingHoursOptions>();

    public SlackOptions Slack => Of<SlackOptions>();

    public AlertsOptions Alerts => Of<AlertsOptions>();

    public ApiOptions Api => Of<ApiOptions>();

    public LoggingOptions Logging => Of<LoggingOptions>();

    /// <exception cref="SettingsException">Anything is wrong; it names everything that is.</exception>
    public static HostSettings Load(SettingsSources sources)
    {
        List<SettingsProblem> problems = [];
        var configuration = sources.Read(problems);
        UnknownSections(configuration, problems);
        var urls = ListenUrls.Read(configuration[SettingsSection.Urls] ?? DefaultUrl, problems);
        var sections = new Dictionary<Type, object>();
        foreach (var section in SettingsSection.All)
        {
            sections[section.Options] = Bind(section, configuration, problems);
        }

        var playbooks = PlaybookFolders.Read((PlaybooksOptions)sections[typeof(PlaybooksOptions)], sources.Folder, problems);
        if (problems.Count > 0)
        {
            throw new SettingsException(problems);
        }

        var settings = new HostSettings(sources, sections, urls) { Handbook = new Handbook(playbooks, ((LinksOptions)sections[typeof(LinksOptions)]).ToLinks()) };
        settings.Storage.Path = Path.GetFullPath(settings.Storage.Path, sources.Folder);
        return settings;
    }

    private static object Bind(SettingsSection section, IConfiguration configuration, List<SettingsProblem> problems)
    {
        List<SettingsProblem> found = [];
        new SettingsCheck(found).Section(configuration.GetSection(section.Name), section.Options);
        var bad = found.Select(problem => problem.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var options = section.Bind(Without(configuration.GetSection(section.Name), bad));
        List<SettingsProblem> broken = [.. OwnRules.Check(options)];
        new SettingsRules(broken).Check(section.Name, options);
        problems.AddRange(found);

        // A value that cannot be read has its default here; what the rules say of that is not the reader's concern.
        problems.AddRange(broken.Where(problem => !bad.Contains(problem.Path)));
        return options;
    }

    /// <summary>The section with its readable values only, so that one that cannot be read does not hide what is wrong with its neighbours.</summary>
    private static IConfigurationRoot Without(IConfigurationSection section, HashSet<string> bad) => new ConfigurationBuilder()
        .AddInMemoryCollection(section.AsEnumerable().Where(pair => pair.Value is not null && !bad.Any(path => IsAtOrBelow(pair.Key, path))))
        .Build();

    private static bool IsAtOrBelow(string key, string path) =>
        key.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (key.Length == path.Length || key[path.Length] == ':');

    /// <summary>Files and the command line are asked; among environment variables most names are somebody else's.</summary>
    private static void UnknownSections(IConfigurationRoot configuration, List<SettingsProblem> problems)
    {
        string[] known = [.. SettingsSection.All.Select(section => section.Name), SettingsSection.Urls];
        var unknown = configuration.Providers
            .Where(source => source is JsonConfigurationProvider or MemoryConfigurationProvider)
            .SelectMany(source => source.GetChildKeys([], null))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(key => !known.Concat(SettingsSection.Foreign).Contains(key, StringComparer.OrdinalIgnoreCase));
        problems.AddRange(unknown.Select(key => SettingsProblem.Unknown(key, key, known)));
    }

    private T Of<T>() => (T)_sections[typeof(T)];
}
