using System.Net.Http.Json;
using System.Text.Json;
using IncidentBot.Configuration;
using IncidentBot.Logging;
using IncidentBot.Running;
using IncidentBot.Tests.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Stories;

/// <summary>The whole bot in this process: real store in a folder, real web server on a free port, loops running. As <c>serve</c> puts it together.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    private readonly ILoggerFactory _logs;
    private readonly Engine _engine;
    private readonly WebApplication _app;

    private RunningBot(ILoggerFactory logs, Engine engine, WebApplication app, StringWriter console, CollectingSink log)
    {
        _logs = logs;
        _engine = engine;
        _app = app;
        Console = console;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    /// <summary>The terminal: log lines and the rooms.</summary>
    public StringWriter Console { get; }

    public CollectingSink Log { get; }

    public static Task<RunningBot> StartAsync(string folder, string environment, params string[] pairs) => StartAsync(folder, environment, TimeProvider.System, pairs);

    public static async Task<RunningBot> StartAsync(string folder, string environment, TimeProvider time, params string[] pairs)
    {
        var console = new StringWriter();
        var log = new CollectingSink();
        var around = new Surroundings { Out = TextWriter.Synchronized(console), Folder = folder, AlsoLogTo = log, Time = time };
        var settings = HostSettings.Load(new SettingsSources(folder, environment, null, ["Urls=http://127.0.0.1:0", .. pairs]));
        var logs = LogSetup.Create(settings.Logging, around.Out, log);
        var engine = await Engine.OpenAsync(settings, around, logs, CancellationToken.None);
        var app = Server.Build(settings, around, engine.Machinery, logs);
        await app.StartAsync();
        return new RunningBot(logs, engine, app, console, log);
    }

    /// <summary>Every address that takes requests: <c>POST /slack/commands</c>.</summary>
    public IReadOnlyList<string> Routes =>
    [
        .. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(route => (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method} {route.RoutePattern.RawText}")),
    ];

    /// <summary>Types a line and returns what was answered: the text, or for a refusal its sentence and hint.</summary>
    public async Task<(int Status, string Text)> SayAsync(string text, string actor = "anna")
    {
        using var response = await Client.PostAsJsonAsync("/api/commands", new { actor, conversation = "incidents", text });
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        var said = answer.TryGetProperty("text", out var reply) ? reply.GetString()! : $"{answer.GetProperty("detail").GetString()} {(answer.TryGetProperty("hint", out var hint) ? hint.GetString() : null)}";
        return ((int)response.StatusCode, said);
    }

    public async Task<JsonElement> GetAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _engine.DisposeAsync();
        _logs.Dispose();
    }
}
