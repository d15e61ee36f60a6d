using System.Globalization;
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

    private const string Lost = "the socket to Slack was lost";
    private const string Disabled = "Socket Mode is switched off for this app: switch it on at api.slack.com/apps, Socket Mode, and restart the bot";

    private readonly ILogger _log = logs.CreateLogger<SocketSupervisor>();

    // Waits are spread so that many bots do not come back at once; a run is not to be repeated by them.
    private readonly Random _chance = new((int)(time.GetUtcNow().UtcTicks & int.MaxValue));

    private volatile string? _trouble = "the socket to Slack is not open yet";
    private volatile SocketConnection? _current;
    private string? _said;
    private long _opened;

    public SocketPatience Patience { get; init; } = new();

    /// <summary>What stands in the way, without a full stop; null while there is a socket that Slack has said hello on and that is not closed.</summary>
    public string? Trouble => _trouble ?? (_current is { IsOver: true } ? Lost : null);

    /// <summary>Sockets that Slack has said hello on since the start.</summary>
    public long Opened => Interlocked.Read(ref _opened);

    /// <param name="beat">Told that the loop lives.</param>
    public async Task RunAsync(Action beat, CancellationToken cancellationToken)
    {
        var leaving = new List<Task>();
        try
        {
            for (var failures = 0; ;)
            {
                beat();
                leaving.RemoveAll(task => task.IsCompleted);
                switch (await ConnectAsync(cancellationToken))
                {
                    case Dialled.Pointless pointless:
                        Stop(pointless.Why);
                        return;

                    case Dialled.Crowded:
                        // Slack counts the old one too: with it gone there is room for the next.
                        Crowd();
                        Leave(leaving);
                        await CrowdedAsync(cancellationToken);
                        continue;

                    case Dialled.Missed missed:
                        Miss(missed.Why);
                        await WaitAsync(missed.Wait ?? Backoff(failures++), beat, cancellationToken);
                        continue;

                    case Dialled.Greeted greeted:
                        Leave(leaving);
                        _current = greeted.Socket;
                        break;
                }

                failures = 0;
                _trouble = _said = null;
                Log.Open(_log, Interlocked.Increment(ref _opened));
                switch (await LiveAsync(_current!, beat, cancellationToken))
                {
                    case SocketEnd.Refresh or SocketEnd.Silence:
                        // This one stays until the next is open: nothing that Slack sends meanwhile is lost.
                        break;

                    case SocketEnd.Disabled:
                        Stop(Disabled);
                        return;

                    case SocketEnd.TooMany:
                        Crowd();
                        Leave(leaving);
                        await CrowdedAsync(cancellationToken);
                        break;

                    default:
                        _trouble = Lost;
                        Leave(leaving);
                        Log.Lost(_log);
                        await Task.Delay(Backoff(failures++), time, cancellationToken);
                        break;
                }
            }
        }
        finally
        {
            Leave(leaving);
            await Task.WhenAll(leaving);
        }
    }

    /// <summary>What is in work on the socket in use is finished, then it is closed.</summary>
    private void Leave(List<Task> leaving)
    {
        if (_current is { } current)
        {
            leaving.Add(current.DrainAsync());
            _current = null;
        }
    }

    private void Crowd()
    {
        _trouble = "Slack holds too many sockets of this app: another bot uses the same app-level token";
        Log.TooMany(_log);
    }

    /// <summary>Slack may ask for an hour; the loop lives meanwhile.</summary>
    private async Task WaitAsync(TimeSpan wait, Action beat, CancellationToken cancellationToken)
    {
        for (var left = wait; left > TimeSpan.Zero; left -= BeatsEvery)
        {
            beat();
            await Task.Delay(left < BeatsEvery ? left : BeatsEvery, time, cancellationToken);
        }
    }

    private Task CrowdedAsync(CancellationToken cancellationToken) => Task.Delay(Patience.Crowded * (1 + _chance.NextDouble()), time, cancellationToken);

    /// <summary>No new socket. That the bot is deaf is said at once; nothing is deaf while the old one still works.</summary>
    private void Miss(string why)
    {
        if (_current is null or { IsOver: true })
        {
            _trouble = $"no socket to Slack can be opened ({why})";
        }

        if (!string.Equals(_said, why, StringComparison.Ordinal))
        {
            _said = why;
            Log.NotOpened(_log, why);
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

    private async Task<Dialled> ConnectAsync(CancellationToken cancellationToken)
    {
        switch (await api.CallAsync(new SlackCall("apps.connections.open") { Token = options.AppToken }, cancellationToken))
        {
            case SlackReply.Fine fine:
                return Address(fine.Text("url")) is { } address ? await DialAsync(address, cancellationToken) : new Dialled.Missed("the address that Slack gives is not Slack's");

            case SlackReply.Refused refused when Hopeless.Contains(refused.Error, StringComparer.Ordinal):
                return new Dialled.Pointless($"Slack refuses the app-level token ({refused.Error}): set Slack:AppToken anew, with the scope connections:write, and restart the bot");

            case SlackReply.Refused refused:
                return new Dialled.Missed(refused.Error);

            case SlackReply.Limited limited:
                var wait = limited.Until - time.GetUtcNow();
                return new Dialled.Missed(string.Create(CultureInfo.InvariantCulture, $"Slack asks to wait until {limited.Until.UtcDateTime:HH:mm} UTC"), wait > Patience.First ? wait : Patience.First);

            case SlackReply.NotSent lost:
                return new Dialled.Missed(lost.Why.TrimEnd('.'));

            case SlackReply.Unclear unclear:
                return new Dialled.Missed(unclear.Why.TrimEnd('.'));

            case var reply:
                throw new InvalidOperationException($"No reply is called {reply.GetType().Name}.");
        }
    }

    private async Task<Dialled> DialAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(10);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        SocketConnection? connection = null;
        Dialled.Greeted? greeted = null;
        try
        {
            using var patience = new CancellationTokenSource(Patience.Hello, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            await socket.ConnectAsync(address, either.Token);
            connection = new SocketConnection(socket, envelopes, time, Patience.Silence);
            await Task.WhenAny(connection.Hello, connection.Ended).WaitAsync(either.Token);
            if (connection.Hello.IsCompletedSuccessfully)
            {
                if (await connection.Hello is { } app)
                {
                    workspace.Learn(app);
                }

                return greeted = new Dialled.Greeted(connection);
            }

            return await connection.Ended switch
            {
                SocketEnd.TooMany => new Dialled.Crowded(),
                SocketEnd.Disabled => new Dialled.Pointless(Disabled),
                _ => new Dialled.Missed("it was closed before Slack said hello"),
            };
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or HttpRequestException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new Dialled.Missed(error is OperationCanceledException ? "Slack said no hello in time" : error.GetType().Name);
        }
        finally
        {
            if (connection is null)
            {
                socket.Dispose();
            }
            else if (greeted is null)
            {
                await connection.DisposeAsync();
            }
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

    /// <summary>What came of dialling.</summary>
    private abstract record Dialled
    {
        private Dialled()
        {
        }

        /// <summary>Slack has said hello.</summary>
        public sealed record Greeted(SocketConnection Socket) : Dialled;

        /// <param name="Why">Without a full stop.</param>
        /// <param name="Wait">How long to; null: the usual.</param>
        public sealed record Missed(string Why, TimeSpan? Wait = null) : Dialled;

        /// <summary>Slack holds as many sockets of this app as it allows.</summary>
        public sealed record Crowded : Dialled;

        /// <summary>Trying again does not help.</summary>
        public sealed record Pointless(string Why) : Dialled;
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

        [LoggerMessage(5, LogLevel.Warning, "No socket to Slack could be opened ({Why}); it is tried again until one can")]
        public static partial void NotOpened(ILogger logger, string why);
    }
}
