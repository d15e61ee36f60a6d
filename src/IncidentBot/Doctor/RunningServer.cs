using System.Net;
using System.Net.Http.Headers;
using IncidentBot.Api;
using IncidentBot.Configuration;
using IncidentBot.Core.Doctor;

namespace IncidentBot.Doctor;

/// <summary>Asks the process that holds the data folder how it is; only it can tell.</summary>
internal static class RunningServer
{
    /// <summary>The key to ask with, where the settings hold only hashes.</summary>
    public const string KeyVariable = "INCIDENTBOT_API_KEY";

    private const string Area = "server";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Finding>> AskAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        var address = Address(settings.Urls[0]);
        using var http = new HttpClient { BaseAddress = address, Timeout = Patience };
        if (Key(settings) is { } key)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        try
        {
            using var response = await http.GetAsync("/api/doctor", cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK when await response.Content.ReadFromJsonAsync(ApiJson.Web.Report, cancellationToken) is { } report => [Finding.Good(Area, $"Runs at {address}."), .. report.Findings],
                HttpStatusCode.Unauthorized => [Finding.Warning(Area, $"Runs at {address} and tells nothing without an API key.", $"Put one of its keys into the environment variable {KeyVariable}.")],
                _ => [Unclear($"{address} answered {(int)response.StatusCode}.")],
            };
        }
        catch (Exception error) when (error is HttpRequestException or System.Text.Json.JsonException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [Unclear($"{address} does not answer as IncidentBot does.")];
        }
    }

    private static Finding Unclear(string what) =>
        Finding.Problem(Area, $"The data folder is in use, but {what}", "Look with the same settings as the server has (Urls, Storage:Path), or restart the server if it hangs.");

    /// <summary>What it listens on may be every address; this machine is asked by name.</summary>
    private static Uri Address(string url)
    {
        var address = new Uri(url.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal));
        return address.Host is "0.0.0.0" or "[::]" ? new UriBuilder(address) { Host = "localhost" }.Uri : address;
    }

    private static string? Key(HostSettings settings) =>
        Environment.GetEnvironmentVariable(KeyVariable) ?? settings.Api.Keys.Select(key => key.Key).FirstOrDefault(key => !key.IsEmpty)?.Reveal();
}
