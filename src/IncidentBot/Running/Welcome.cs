using IncidentBot.Configuration;

namespace IncidentBot.Running;

/// <summary>The first thing somebody sees: where it listens, where the data is, and one line to try.</summary>
internal static partial class Welcome
{
    public static async Task WriteAsync(HostSettings settings, Surroundings around, IEnumerable<string> urls, ILoggerFactory logs)
    {
        var addresses = urls.ToList();
        if (settings.Logging.Json)
        {
            // whoever reads JSON lines must not find others among them
            Log.Listening(logs.CreateLogger("IncidentBot"), string.Join(' ', addresses), settings.Storage.Path, settings.Sources.Environment);
            return;
        }

        await around.Out.WriteLineAsync(Text(settings, addresses[0]));
    }

    private static string Text(HostSettings settings, string address) => string.Join('\n',
        [
            $"IncidentBot listens on {address} ({settings.Sources.Environment}); its data is in {settings.Storage.Path}",
            settings.IsDevelopment
                ? "Try, in another terminal:"
                : settings.Api.Keys.Count > 0 ? "Try, with one of your API keys in $KEY:" : "No API key is known, so the API answers nobody; add one under Api:Keys. Then try, with the key in $KEY:",
            $"  {Curl(settings, address)}",
            "Ctrl+C stops it.",
            string.Empty,
        ]);

    private static string Curl(HostSettings settings, string address) =>
        $$"""curl {{address}}/api/commands {{(settings.IsDevelopment ? string.Empty : "-H \"Authorization: Bearer $KEY\" ")}}--json '{"actor":"anna","conversation":"incidents","text":"p1 checkout is down"}'""";

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Listening on {Urls}, data in {Folder}, environment {Environment}")]
        public static partial void Listening(ILogger logger, string urls, string folder, string environment);
    }
}
