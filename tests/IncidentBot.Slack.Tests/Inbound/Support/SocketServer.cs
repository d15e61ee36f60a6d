using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Slack.Tests.Inbound.Support;

/// <summary>Slack's side of Socket Mode, on this machine: a real web server with real web sockets, and nothing that a test did not ask for.</summary>
internal sealed class SocketServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ServerSocket> _accepted = Channel.CreateUnbounded<ServerSocket>();

    private SocketServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public string Link => $"ws://127.0.0.1:{Address.Port}/link?ticket=1";

    public static async Task<SocketServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var app = builder.Build();
        var server = new SocketServer(app);
        app.UseWebSockets();
        app.Run(server.AcceptAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>The next socket that the bot opens, greeted.</summary>
    public async Task<ServerSocket> NextAsync(bool hello = true)
    {
        var socket = await _accepted.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        if (hello)
        {
            await socket.SendAsync(Payloads.Text("socket.hello.json"));
        }

        return socket;
    }

    public bool HasMore => _accepted.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AcceptAsync(HttpContext http)
    {
        using var socket = new ServerSocket(await http.WebSockets.AcceptWebSocketAsync());
        await _accepted.Writer.WriteAsync(socket);
        await socket.RunAsync();
    }
}

/// <summary>One socket, seen from Slack.</summary>
internal sealed class ServerSocket(WebSocket socket) : IDisposable
{
    private readonly Channel<string> _frames = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the bot has closed it, or the line broke.</summary>
    public Task Closed => _closed.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public bool IsClosed => _closed.Task.IsCompleted;

    public Task SendAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public async Task SendInPiecesAsync(string text, int size)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < bytes.Length; at += size)
        {
            await socket.SendAsync(bytes.AsMemory(at, Math.Min(size, bytes.Length - at)), WebSocketMessageType.Text, endOfMessage: at + size >= bytes.Length, CancellationToken.None);
        }
    }

    /// <summary>What the bot answers next.</summary>
    public async Task<JsonElement> AnswerAsync() => JsonDocument.Parse(await _frames.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20))).RootElement;

    public bool HasAnswer => _frames.Reader.TryPeek(out _);

    public void Break() => socket.Abort();

    public async Task RunAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                // The bot's answers are small: one piece each.
                _frames.Writer.TryWrite(Encoding.UTF8.GetString(buffer, 0, received.Count));
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // broken, by the test or by the bot
        }
        finally
        {
            _closed.TrySetResult();
        }
    }

    public void Dispose() => socket.Dispose();
}
