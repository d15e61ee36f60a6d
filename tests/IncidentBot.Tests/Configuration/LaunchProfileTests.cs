using System.Text.Json;
using IncidentBot.Tests.Crash;

namespace IncidentBot.Tests.Configuration;

/// <summary>What <c>dotnet run</c> hands to the program from launchSettings.json is a proposal: files and variables win.</summary>
public sealed class LaunchProfileTests
{
    private static readonly JsonElement Profile = Assert.Single(
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src/IncidentBot/Properties/launchSettings.json"))).RootElement.GetProperty("profiles").EnumerateObject()).Value;

    [Fact]
    public void It_shows_the_environment_and_the_address()
    {
        var variables = Profile.GetProperty("environmentVariables");

        Assert.Equal("Development", variables.GetProperty("ASPNETCORE_ENVIRONMENT").GetString());
        Assert.Contains(variables.EnumerateObject(), variable => variable.Value.GetString() == "http://localhost:5080");
    }

    [Fact]
    public async Task A_file_wins_over_it()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "appsettings.json"), """{ "Urls": "http://127.0.0.1:0" }""");
        await using var host = HostProcess.Start(folder.Path, Variables());

        Assert.Equal("127.0.0.1", (await host.ReadyAsync()).Host);
    }

    [Fact]
    public async Task An_environment_variable_wins_over_it()
    {
        using var folder = new TempFolder();
        var variables = Variables();
        variables.TryAdd("ASPNETCORE_URLS", "http://127.0.0.1:0");
        await using var host = HostProcess.Start(folder.Path, variables);

        Assert.Equal("127.0.0.1", (await host.ReadyAsync()).Host);
    }

    /// <summary>As <c>dotnet run</c> sets them.</summary>
    private static Dictionary<string, string> Variables()
    {
        var variables = Profile.GetProperty("environmentVariables").EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!, StringComparer.Ordinal);
        if (Profile.TryGetProperty("applicationUrl", out var url))
        {
            variables["ASPNETCORE_URLS"] = url.GetString()!;
        }

        return variables;
    }
}
