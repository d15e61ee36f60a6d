using System.Text.Json;
using Microsoft.Extensions.Configuration.Json;

namespace IncidentBot.Configuration;

/// <summary>Where settings come from, later ones over earlier ones: files of the working folder, environment variables, the command line.</summary>
/// <param name="Folder">The working folder; relative paths in settings start here.</param>
/// <param name="File">Read instead of <c>appsettings*.json</c> when given.</param>
/// <param name="Pairs">Of the command line: <c>Storage:Path=/var/lib/incidentbot</c>.</param>
internal sealed record SettingsSources(string Folder, string Environment, string? File, IReadOnlyList<string> Pairs)
{
    /// <exception cref="SettingsException">A file cannot be read, or a pair is none.</exception>
    public IConfigurationRoot Read()
    {
        var builder = new ConfigurationBuilder();
        foreach (var (path, optional) in Files())
        {
            builder.Add(new JsonConfigurationSource { FileProvider = null, Path = path, Optional = optional, ReloadOnChange = false });
        }

        builder.AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables();
        builder.AddInMemoryCollection(Pairs.Select(Split));
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
            throw new SettingsException([Unreadable(error)]);
        }
    }

    private IEnumerable<(string Path, bool Optional)> Files() => File is null
        ? [(Path.GetFullPath("appsettings.json", Folder), true), (Path.GetFullPath($"appsettings.{Environment}.json", Folder), true)]
        : [(Path.GetFullPath(File, Folder), false)];

    private static KeyValuePair<string, string?> Split(string pair) => pair.IndexOf('=', StringComparison.Ordinal) is var at and > 0
        ? new(pair[..at], pair[(at + 1)..])
        : throw new SettingsException([new SettingsProblem("--set", "is followed by something that is no pair", "--set Section:Name=value")]);

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
