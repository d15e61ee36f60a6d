using System.Net.WebSockets;
using IncidentBot.Slack.Outbound;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Inbound.Socket;

/// <summary>
/// Keeps one socket to Slack open for as long as the process lives: the one loop that decides about connecting. A new socket is opened before
/// the old one is let go, waiting grows only until Slack has said hello, and where trying again is pointless the loop ends and says why.
/// </summary>
internal sealed partial class SocketSupervisor(SlackApi api, SocketEnvelopes envelopes, Workspace workspace, SlackOptions options, TimeProvider time, ILoggerFactory logs)
{
    private static readonly TimeSpan BeatsEvery = TimeSpan.FromSeconds(10);

    /// <summary>Trying again does not help; a person has to.</summary>
    private static readonly string[] Hopeless = ["invalid_auth", "not_authed", "account_inactive", "user_removed_from_team", "team_disabled", "token_revoked", "not_allowed_token_type", "missing_scope"];

    private readonly ILogger _log = logs.CreateLogger<SocketSupervisor>();

    // Waits are spread so that many bots do not come back at once; a run is not to be repeated by them.
    private readonly Random _chance = new((int)(time.GetUtcNow().UtcTicks & int.MaxValue));

    private volatile string? _trouble = "the socket to Slack is not open yet";
    private long _opened;

    public SocketPatience Patience { get; init; } = new();

    /// <summary>What stands in the way; null while a socket is open.</summary>
    public string? Trouble => _trouble;

    /// <summary>Sockets that Slack has said hello on since the start.</summary>
    public long Opened => Interlocked.Read(ref _opened);

    /// <param name="beat">Told that the loop lives.</param>
    public async Task RunAsync(Action beat, CancellationToken cancellationToken)
    {
        SocketConnection? current = null;
        var leaving = new List<Task>();
        try
        {
            for (var failures = 0; ;)
            {
                beat();
                leaving.RemoveAll(task => task.IsCompleted);
                var (next, wait, hopeless) = await ConnectAsync(cancellationToken);
                if (hopeless is not null)
                {
                    Stop(hopeless);
                    return;
                }

                if (next is null)
                {
                    _trouble = current is null ? "Slack cannot be reached, or does not let a socket open" : _trouble;
                    await Task.Delay(wait ?? Backoff(failures++), time, cancellationToken);
                    continue;
                }

                failures = 0;
                if (current is not null)
                {
                    leaving.Add(current.DrainAsync());
                }

                current = next;
                _trouble = null;
                Log.Open(_log, Interlocked.Increment(ref _opened));
                switch (await LiveAsync(current, beat, cancellationToken))
                {
                    case SocketEnd.Refresh or SocketEnd.Silence:
                        // This one stays until the next is open: nothing that Slack sends meanwhile is lost.
                        break;

                    case SocketEnd.Disabled:
                        await current.DisposeAsync();
                        current = null;
                        Stop("Socket Mode is switched off for this app: switch it on at api.slack.com/apps, Socket Mode, and restart the bot");
                        return;

                    case SocketEnd.TooMany:
                        await current.DisposeAsync();
                        current = null;
                        _trouble = "Slack holds too many sockets of this app: another bot uses the same app-level token";
                        Log.TooMany(_log);
                        await Task.Delay(Patience.Crowded * (1 + _chance.NextDouble()), time, cancellationToken);
                        break;

                    default:
                        await current.DisposeAsync();
                        current = null;
                        _trouble = "the socket to Slack was lost";
                        Log.Lost(_log);
                        await Task.Delay(Backoff(failures++), time, cancellationToken);
                        break;
                }
            }
        }
        finally
        {
            if (current is not null)
            {
                leaving.Add(current.DrainAsync());
            }

            await Task.WhenAll(leaving);
        }
    }

    private async Task<SocketEnd> LiveAsync(SocketConnection current, Action beat, CancellationToken cancellationToken)
    {
        while (!current.Ended.IsCompleted)
        {
            beat();
            await Task.WhenAny(current.Ended, Task.Delay(BeatsEvery, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        return await current.Ended;
    }

    /// <summary>A socket that Slack has greeted; or how long to wait (null: the usual), or why it is pointless.</summary>
    private async Task<(SocketConnection? Next, TimeSpan? Wait, string? Hopeless)> ConnectAsync(CancellationToken cancellationToken)
    {
        switch (await api.CallAsync(new SlackCall("apps.connections.open") { Token = options.AppToken }, cancellationToken))
        {
            case SlackReply.Fine fine when Address(fine.Text("url")) is { } address:
                return (await DialAsync(address, cancellationToken), null, null);

            case SlackReply.Refused refused when Hopeless.Contains(refused.Error, StringComparer.Ordinal):
                return (null, null, $"Slack refuses the app-level token ({refused.Error}): set Slack:AppToken anew, with the scope connections:write, and restart the bot");

            case SlackReply.Limited limited:
                var wait = limited.Until - time.GetUtcNow();
                return (null, wait > Patience.First ? wait : Patience.First, null);

            default:
                return (null, null, null);
        }
    }

    private async Task<SocketConnection?> DialAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(10);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        SocketConnection? connection = null;
        try
        {
            using var patience = new CancellationTokenSource(Patience.Hello, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            await socket.ConnectAsync(address, either.Token);
            connection = new SocketConnection(socket, envelopes, time, Patience.Silence);
            if (await connection.Hello.WaitAsync(either.Token) is { } app)
            {
                workspace.Learn(app);
            }

            return connection;
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or HttpRequestException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Log.NotOpened(_log, error.GetType().Name);
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
            else
            {
                socket.Dispose();
            }

            return null;
        }
    }

    /// <summary>Only Slack's own hosts, encrypted; on this machine, in a test, the one that stands in for it.</summary>
    private Uri? Address(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && ((address.Scheme == "wss" && (address.Host.EndsWith(".slack.com", StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith(".slack-gov.com", StringComparison.OrdinalIgnoreCase)))
            || (options.ApiBaseUrl.IsLoopback && address is { IsLoopback: true, Scheme: "ws" }))
            ? address
            : null;

    private TimeSpan Backoff(int failures) => Patience.Backoff(failures, _chance);

    private void Stop(string why)
    {
        _trouble = why;
        Log.Stopped(_log, why);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The socket to Slack is open (number {Count} since the start)")]
        public static partial void Open(ILogger logger, long count);

        [LoggerMessage(2, LogLevel.Warning, "The socket to Slack was lost; a new one is opened")]
        public static partial void Lost(ILogger logger);

        [LoggerMessage(3, LogLevel.Error, "Slack holds too many sockets of this app: does another bot use the same app-level token?")]
        public static partial void TooMany(ILogger logger);

        [LoggerMessage(4, LogLevel.Critical, "Nothing from Slack arrives any more. {Why}")]
        public static partial void Stopped(ILogger logger, string why);

        [LoggerMessage(5, LogLevel.Warning, "The socket to Slack could not be opened ({Error})")]
        public static partial void NotOpened(ILogger logger, string error);
    }
}
