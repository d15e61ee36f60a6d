using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace IncidentBot.Tests.SlackStories;

/// <summary>
/// A Slack workspace as a process of its own: the third-party emulator in <c>tests/tools/slack-emulator</c>, which knows nothing of this
/// product. Installed by <c>scripts/setup.sh</c>; where it is missing the tests are skipped and say so, except in CI, where that is a failure.
/// </summary>
public sealed class SlackEmulator : IAsyncLifetime
{
    public const string BotToken = "xoxb-test-incidentbot";
    public const string SigningSecret = "test-signing-secret-0123456789abcdef";

    internal static readonly string Folder = Path.Combine(Repository.Root, "tests", "tools", "slack-emulator");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Process? _process;
    private string? _missing;

    public int Port { get; } = FreePort();

    public HttpClient Client { get; private set; } = new();

    /// <summary>Why it cannot be started here; in CI that is a failure.</summary>
    internal static string? Missing
    {
        get
        {
            var missing = Directory.Exists(Path.Combine(Folder, "node_modules", "emulate")) ? null : "The Slack emulator is not installed; run scripts/setup.sh.";
            Assert.False(missing is not null && string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), missing);
            return missing;
        }
    }

    public async Task InitializeAsync()
    {
        _missing = Missing;
        if (_missing is not null)
        {
            return;
        }

        var ready = new TaskCompletionSource();
        _process = new Process { StartInfo = new ProcessStartInfo("node", ["serve.mjs", "--port", $"{Port}", "--seed", "seed.yaml"]) { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true } };
        _process.OutputDataReceived += (_, line) => Notice(line.Data, ready);
        _process.ErrorDataReceived += (_, _) => { };
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The Slack emulator ended by itself."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ready.Task.WaitAsync(Patience, TimeProvider.System);
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
    }

    /// <summary>The first line of every test: a workspace as it was seeded.</summary>
    public async Task BeginAsync()
    {
        Skip.If(_missing is not null, _missing);
        await ControlAsync("reset", new { });
    }

    /// <summary>Settings with which the bot lives in this workspace; alice and bob are on call, carol leads.</summary>
    /// <param name="more">In place of those that have the same name.</param>
    public string[] Settings(params string[] more) => [.. Usual().Concat(more).GroupBy(pair => pair.Split('=')[0], StringComparer.Ordinal).Select(pair => pair.Last())];

    private string[] Usual() =>
    [
        "Slack:Mode=Http",
        $"Slack:ApiBaseUrl=http://127.0.0.1:{Port}/api/",
        $"Slack:BotToken={BotToken}",
        $"Slack:SigningSecret={SigningSecret}",
        "People:List:0:Id=alice",
        "People:List:0:Name=Alice",
        "People:List:0:Phone=+49 30 111",
        "People:List:0:Chats:slack=U0ALICE",
        "People:List:1:Id=bob",
        "People:List:1:Name=Bob",
        "People:List:1:Chats:slack=U0BOB",
        "People:List:2:Id=carol",
        "People:List:2:Name=Carol",
        "People:List:2:Chats:slack=U0CAROL",
        "People:Primary=alice",
        "People:Secondary=bob",
        "People:Lead=carol",
        "Logging:Level=Warning",
    ];

    public async Task<JsonElement> ControlAsync(string control, object body)
    {
        using var response = await Client.PostAsJsonAsync($"/_t/{control}", body);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(response.IsSuccessStatusCode, $"/_t/{control}: {answer}");
        return answer;
    }

    /// <summary>What somebody else does in the workspace, by the Web API.</summary>
    public async Task CallAsync(string method, string token, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/{method}") { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.Authorization = new("Bearer", token);
        using var response = await Client.SendAsync(request);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.GetProperty("ok").GetBoolean(), $"{method}: {answer}");
    }

    /// <summary>The conversation as it stands: channel, messages, ephemerals, pins, bookmarks.</summary>
    public Task<JsonElement> ReadAsync(string channel) => Client.GetFromJsonAsync<JsonElement>($"/_t/messages?channel={Uri.EscapeDataString(channel)}");

    public Task<JsonElement> StateAsync() => Client.GetFromJsonAsync<JsonElement>("/_t/state");

    /// <summary>Returns once so many calls were answered well; fails with what was called instead.</summary>
    public async Task<IReadOnlyList<JsonElement>> WaitAsync(string method, string? contains = null, int count = 1)
    {
        using var response = await Client.GetAsync($"/_t/wait?method={method}&count={count}&timeout={Patience.TotalMilliseconds:0}{(contains is null ? "" : $"&contains={Uri.EscapeDataString(contains)}")}");
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{method} {contains} was not called {count} time(s): {await Client.GetStringAsync("/_t/calls")}");
        return [.. answer.GetProperty("calls").EnumerateArray()];
    }

    public async Task<IReadOnlyList<JsonElement>> CallsAsync(string method) =>
        [.. (await Client.GetFromJsonAsync<JsonElement>($"/_t/calls?method={method}")).GetProperty("calls").EnumerateArray()];

    private static void Notice(string? line, TaskCompletionSource ready)
    {
        if (line?.StartsWith("slack emulator ready", StringComparison.Ordinal) == true)
        {
            ready.TrySetResult();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
