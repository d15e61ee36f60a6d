using System.CommandLine;
using IncidentBot.Configuration;
using IncidentBot.Running;

namespace IncidentBot.Cli;

/// <summary>How the command line reaches the settings; the same for every verb.</summary>
internal static class SettingsArguments
{
    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "One setting over all others, such as --set Storage:Path=/var/lib/incidentbot. May be given several times.",
        HelpName = "Section:Name=value",
        Recursive = true,
    };

    private static readonly Option<string?> SettingsFile = new("--settings")
    {
        Description = "A settings file to read in place of appsettings.json and appsettings.<environment>.json.",
        HelpName = "file",
        Recursive = true,
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "The data folder; the same as --set Storage:Path=...",
        HelpName = "folder",
        Recursive = true,
    };

    public static IEnumerable<Option> All => [Data, SettingsFile, Set];

    /// <exception cref="SettingsException">Names everything that is wrong.</exception>
    public static HostSettings Load(ParseResult arguments, Surroundings around)
    {
        List<string> pairs = [.. arguments.GetValue(Set) ?? []];
        if (arguments.GetValue(Data) is { } folder)
        {
            pairs.Add($"{EmbeddedPath}={folder}");
        }

        return HostSettings.Load(new SettingsSources(around.Folder, Environment(), arguments.GetValue(SettingsFile), pairs));
    }

    private const string EmbeddedPath = "Storage:Path";

    /// <summary>As every ASP.NET program takes it; what is not said is Production, because that is the careful one.</summary>
    private static string Environment() =>
        System.Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Production";
}
