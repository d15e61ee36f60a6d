using System.Text.Json;
using Microsoft.Extensions.Configuration.Json;

namespace IncidentBot.Configuration;

/// <summary>
/// Where settings come from, later ones over earlier ones: what a launch profile proposes, files of the working folder, environment variables,
/// the command line.
/// </summary>
/// <param name="Folder">The working folder; relative paths in settings start here.</param>
/// <param name="File">Read instead of <c>appsettings*.json</c> when given.</param>
/// <param name="Pairs">Of the command line: <c>Storage:Path=/var/lib/incidentbot</c>.</param>
internal sealed record SettingsSources(string Folder, string Environment, string? File, IReadOnlyList<string> Pairs)
{
    /// <summary>
    /// A launch profile's own address would be set as ASPNETCORE_URLS and so win over every file; under this name it is below them all.
    /// </summary>
    private const string Proposed = "INCIDENTBOT_DEFAULT_";

    /// <param name="problems">Takes the pairs that are none.</param>
    /// <exception cref="SettingsException">A file cannot be read; names it besides those.</exception>
    public IConfigurationRoot Read(List<SettingsProblem> problems)
    {
        var builder = new ConfigurationBuilder().AddEnvironmentVariables(Proposed);
        foreach (var (path, optional) in Files())
        {
            builder.Add(new JsonConfigurationSource { FileProvider = null, Path = path, Optional = optional, ReloadOnChange = false });
        }

        builder.AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables();
        builder.AddInMemoryCollection(Split(problems));
        foreach (var source in builder.Sources.OfType<JsonConfigurationSource>())
        {
            source.ResolveFileProvider();
        }

        try
        {
            return builder.Build();
        }
        catch (Exception error) when (error is InvalidDataException or FileNotFoundException)
        {
            throw new SettingsException([Unreadable(error), .. problems]);
        }
    }

    private IEnumerable<(string Path, bool Optional)> Files() => File is null
        ? [(Path.GetFullPath("appsettings.json", Folder), true), (Path.GetFullPath($"appsettings.{Environment}.json", Folder), true)]
        : [(Path.GetFullPath(File, Folder), false)];

    private List<KeyValuePair<string, string?>> Split(List<SettingsProblem> problems)
    {
        List<KeyValuePair<string, string?>> split = [];
        foreach (var pair in Pairs)
        {
            if (pair.IndexOf('=', StringComparison.Ordinal) is var at and > 0)
            {
                // Said twice, the last one counts.
                split.RemoveAll(earlier => string.Equals(earlier.Key, pair[..at], StringComparison.OrdinalIgnoreCase));
                split.Add(new(pair[..at], pair[(at + 1)..]));
            }
            else
            {
                problems.Add(new SettingsProblem("--set", "is followed by something that is no pair", "--set Section:Name=value"));
            }
        }

        return split;
    }

    private SettingsProblem Unreadable(Exception error)
    {
        if (error is FileNotFoundException)
        {
            return new SettingsProblem(File ?? "appsettings.json", "is not there");
        }

        var where = error.InnerException?.InnerException as JsonException ?? error.InnerException as JsonException;
        var path = Files().Select(file => file.Path).FirstOrDefault(path => error.Message.Contains(path, StringComparison.Ordinal)) ?? "A settings file";
        return new SettingsProblem(path, where is null ? "is not valid JSON" : $"is not valid JSON near line {where.LineNumber + 1}, column {where.BytePositionInLine + 1}");
    }
}
