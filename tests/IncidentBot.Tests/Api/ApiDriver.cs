using System.Net.Http.Headers;
using System.Text;
using IncidentBot.Configuration;
using IncidentBot.Core.Roster;
using IncidentBot.Hooks;
using IncidentBot.Logging;
using IncidentBot.Running;
using IncidentBot.Tests.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Api;

/// <summary>The real web server on a free port of this machine, with doubles behind it.</summary>
internal sealed class ApiDriver : IAsyncDisposable
{
    public const string Key = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db";
    public const string SourceKey = "5b1e60f2d3a94c87a1c0e9f4b7d25a68";
    public const string PrivateKey = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c";

    private readonly ILoggerFactory _logs;

    private ApiDriver(WebApplication app, ILoggerFactory logs, CollectingSink log, TestDesk desk, TestAlertDesk alerts, TestStore store)
    {
        App = app;
        _logs = logs;
        Log = log;
        Desk = desk;
        Alerts = alerts;
        Store = store;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    public CollectingSink Log { get; }

    public TestDesk Desk { get; }

    public TestAlertDesk Alerts { get; }

    public HookCounts Counts => App.Services.GetRequiredService<HookCounts>();

    public TestStore Store { get; }

    public static async Task<ApiDriver> StartAsync(string environment = "Production", IReadOnlyList<Loop>? loops = null, Task? rehearsed = null, params string[] pairs)
    {
        string[] standard =
        [
            "Urls=http://127.0.0.1:0",
            "Api:Keys:0:Name=ci", $"Api:Keys:0:Key={Key}",
            "Api:Keys:1:Name=console", $"Api:Keys:1:Key={PrivateKey}", "Api:Keys:1:SeesPrivate=true",
            "Alerts:Sources:0:Name=smoke-runner", $"Alerts:Sources:0:Key={SourceKey}",
            "People:List:0:Id=anna", "People:List:0:Name=Anna Ash", "People:Primary=anna",
        ];
        var settings = HostSettings.Load(new SettingsSources(Path.GetTempPath(), environment, null, [.. standard, .. pairs]));
        var sink = new CollectingSink();
        var around = new Surroundings { Out = TextWriter.Null, Folder = Path.GetTempPath(), AlsoLogTo = sink };
        var logs = LogSetup.Create(settings.Logging, TextWriter.Null, sink);
        var desk = new TestDesk();
        var store = new TestStore();
        var alerts = new TestAlertDesk();
        var machinery = new Machinery(desk, alerts, store, store, PeopleRoster.From(settings.People), "api", loops ?? []) { Rehearsed = rehearsed ?? Task.CompletedTask };
        var app = Server.Build(settings, around, machinery, logs);
        await app.StartAsync();
        return new ApiDriver(app, logs, sink, desk, alerts, store);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? key = Key) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), key);

    public Task<HttpResponseMessage> CommandAsync(string json, string? key = Key, string? idempotency = null, string mediaType = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/commands") { Content = new StringContent(json, Encoding.UTF8, mediaType) };
        if (idempotency is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotency);
        }

        return SendAsync(request, key);
    }

    public Task<HttpResponseMessage> SayAsync(string text, string? idempotency = null) =>
        CommandAsync($$"""{"actor":"anna","conversation":"incidents","text":"{{text}}"}""", idempotency: idempotency);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? key)
    {
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        _logs.Dispose();
    }
}
