using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Tests.SlackStories;

/// <summary>
/// Socket Mode in front of the emulator, which has none: hands out a socket's address and passes every other call through. What people do goes
/// into the socket that is open, and a socket breaks when a test says so.
/// </summary>
internal sealed class SlackFrontDoor : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly HttpClient _workspace;
    private readonly Channel<WebSocket> _opened = Channel.CreateUnbounded<WebSocket>();
    private readonly ConcurrentDictionary<WebSocket, TaskCompletionSource> _broken = new();

    private SlackFrontDoor(WebApplication app, Uri workspace)
    {
        _app = app;
        _workspace = new HttpClient { BaseAddress = workspace };
    }

    public string Address => _app.Urls.First();

    public static async Task<SlackFrontDoor> OpenAsync(Uri workspace)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var door = new SlackFrontDoor(app, workspace);
        app.UseWebSockets();
        app.Run(door.PassAsync);
        await app.StartAsync();
        return door;
    }

    /// <summary>The next socket the bot opens, greeted.</summary>
    public async Task<WebSocket> NextAsync()
    {
        var socket = await _opened.Reader.ReadAsync().AsTask().WaitAsync(Patience, TimeProvider.System);
        await SendAsync(socket, """{"type":"hello","num_connections":1,"connection_info":{"app_id":"A0INCIDENT"}}""");
        return socket;
    }

    public static Task SendAsync(WebSocket socket, string frame) => socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public static async Task<JsonElement> AnswerAsync(WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var answer = await socket.ReceiveAsync(buffer, patience.Token);
        return JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, answer.Count));
    }

    /// <summary>The line is cut without a word.</summary>
    public void Break(WebSocket socket)
    {
        socket.Abort();
        _broken[socket].TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var broken in _broken.Values)
        {
            broken.TrySetResult();
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
        _workspace.Dispose();
    }

    private async Task PassAsync(HttpContext http)
    {
        if (http.WebSockets.IsWebSocketRequest)
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            var broken = _broken[socket] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _opened.Writer.WriteAsync(socket);
            await broken.Task;
            return;
        }

        if (http.Request.Path == "/api/apps.connections.open")
        {
            await http.Response.WriteAsync($$"""{"ok":true,"url":"{{Address.Replace("http:", "ws:", StringComparison.Ordinal)}}/link"}""");
            return;
        }

        using var passed = new HttpRequestMessage(new HttpMethod(http.Request.Method), http.Request.Path) { Content = new StreamContent(http.Request.Body) };
        passed.Content.Headers.TryAddWithoutValidation("Content-Type", http.Request.ContentType);
        passed.Headers.TryAddWithoutValidation("Authorization", http.Request.Headers.Authorization.ToString());
        using var answer = await _workspace.SendAsync(passed, http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        await http.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync());
    }
}
