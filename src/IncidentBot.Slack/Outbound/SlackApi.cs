using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Outbound;

/// <summary>
/// The Web API of one workspace. A call never throws for what Slack or the network does; it answers what is known of it. Nothing is tried
/// twice here: who calls knows whether that is harmless. Tokens travel in the Authorization header only, and no text of a message is logged.
/// </summary>
internal sealed partial class SlackApi : IDisposable
{
    /// <summary>One call, from sending to the last byte of its answer.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Waits up to here are spent in the call; a longer one is told to the caller.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2.5);

    /// <summary>Slack's advice where it limits without saying for how long.</summary>
    private static readonly TimeSpan UnsaidWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestAskedWait = TimeSpan.FromHours(1);

    /// <summary>A token that was refused is tried again this often; in between nothing leaves.</summary>
    private static readonly TimeSpan RefusedFor = TimeSpan.FromSeconds(30);

    private const int LargestAnswer = 8 * 1024 * 1024;

    private readonly HttpClient _http;
    private readonly SlackOptions _options;
    private readonly Pace _pace;
    private readonly TimeProvider _time;
    private readonly ILogger<SlackApi> _log;
    private volatile Rejection? _rejection;

    public SlackApi(HttpMessageHandler handler, SlackOptions options, TimeProvider time, ILogger<SlackApi> log)
    {
        _http = new HttpClient(handler) { BaseAddress = options.ApiBaseUrl, Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
        _options = options;
        _pace = new Pace(time);
        _time = time;
        _log = log;
    }

    /// <summary>Told of every conversation that a message was posted into.</summary>
    public Action<string>? Posted { get; set; }

    /// <summary>The word with which Slack refuses the bot's token; null while it takes it.</summary>
    public string? TokenTrouble => _rejection?.Error;

    /// <summary>Slack said by another road that the token does not count any more; it is tried again in a while all the same.</summary>
    public void Distrust(string error) => _rejection = new Rejection(error, _time.GetUtcNow());

    public static SocketsHttpHandler Wire() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),

        // A connection that is there saves the hand-shakes from the three seconds in which a form opens (Slack page, section 3); see WarmLine.
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
        KeepAlivePingDelay = TimeSpan.FromSeconds(45),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        EnableMultipleHttp2Connections = true,
        AutomaticDecompression = DecompressionMethods.All,
    };

    public void Dispose() => _http.Dispose();

    public async Task<SlackReply> CallAsync(SlackCall call, CancellationToken cancellationToken)
    {
        if (call.Token is null && _rejection is { } rejection && rejection.At + RefusedFor > _time.GetUtcNow() && call.Method is not "auth.test")
        {
            return new SlackReply.Refused(rejection.Error, null, [], default);
        }

        if (await WaitAsync(call, cancellationToken) is { } until)
        {
            return new SlackReply.Limited(until);
        }

        var start = _time.GetTimestamp();
        var reply = await SendAsync(call, cancellationToken);
        Watch(call, reply);
        if (reply is SlackReply.Fine && call is { Method: "chat.postMessage", Channel: { } channel })
        {
            Posted?.Invoke(channel);
        }

        Log.Called(_log, call.Method, reply is SlackReply.Refused refused ? refused.Error : reply.GetType().Name, _time.GetElapsedTime(start).TotalMilliseconds);
        return reply;
    }

    private async Task<DateTimeOffset?> WaitAsync(SlackCall call, CancellationToken cancellationToken)
    {
        var patience = _time.GetUtcNow() + ShortWait;
        while (_pace.Take(call) is var free && _time.GetUtcNow() is var now && free > now)
        {
            if (free > patience)
            {
                return free;
            }

            await Task.Delay(free - now, _time, cancellationToken);
        }

        return null;
    }

    private async Task<SlackReply> SendAsync(SlackCall call, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(CallTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, call.Method)
        {
            Content = new FormUrlEncodedContent(call.Fields),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (call.Token ?? _options.BotToken).Reveal());
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            return await ReadAsync(call, response, either.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            return !timeout.IsCancellationRequested && NeverLeft(error)
                ? new SlackReply.NotSent("Slack could not be reached.")
                : new SlackReply.Unclear($"Slack did not answer within {CallTimeout.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException error)
        {
            return NeverLeft(error)
                ? new SlackReply.NotSent($"Slack could not be reached ({error.HttpRequestError}).")
                : new SlackReply.Unclear($"The connection to Slack was lost ({error.HttpRequestError}).");
        }
        catch (IOException)
        {
            return new SlackReply.Unclear("The connection to Slack was lost.");
        }
    }

    /// <summary>No connection came about: nothing of the request can have arrived.</summary>
    internal static bool NeverLeft(Exception error) => error is OperationCanceledException { InnerException: TimeoutException }
        or HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError };

    private async Task<SlackReply> ReadAsync(SlackCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return Limit(call, response);
        }

        if (status >= 500)
        {
            return new SlackReply.Unclear($"Slack answered {status}.");
        }

        var body = status is >= 300 and < 400 ? null : await BodyAsync(response, cancellationToken);
        return body is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("ok", out var ok)
            ? ok.ValueKind == JsonValueKind.True ? new SlackReply.Fine(json, Scopes(response), response.Headers.Date) : Refusal(call, json, response)
            : NotSlacks(status);
    }

    /// <summary>
    /// Slack says what it refuses in JSON. A page of a proxy, a log-in or a firewall says nothing about the message, which waits until Slack itself
    /// is there again; after 408 and what looks like success nobody knows.
    /// </summary>
    private static SlackReply NotSlacks(int status) => status switch
    {
        (int)HttpStatusCode.RequestTimeout => new SlackReply.Unclear("Slack answered 408."),
        >= 300 => new SlackReply.NotSent(string.Create(CultureInfo.InvariantCulture, $"Something between the bot and Slack answered with {status}, in words that are not Slack's: a proxy, or a firewall.")),
        _ => new SlackReply.Unclear("Slack's answer could not be read."),
    };

    private SlackReply Refusal(SlackCall call, JsonElement body, HttpResponseMessage response)
    {
        var reply = new SlackReply.Fine(body);
        var error = reply.Text("error") ?? "unknown_error";
        return SlackErrors.ClassOf(error) switch
        {
            FailureClass.Wait => Limit(call, response),
            FailureClass.Unclear => new SlackReply.Unclear($"Slack answered {error}."),
            _ => new SlackReply.Refused(error, reply.Text("needed"), Messages(body), body),
        };
    }

    private SlackReply.Limited Limit(SlackCall call, HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter?.Delta ?? UnsaidWait;
        var wait = asked < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : asked > LongestAskedWait ? LongestAskedWait : asked;
        Log.Limited(_log, call.Method, wait.TotalSeconds);
        return new SlackReply.Limited(_pace.Pause(call, wait));
    }

    /// <summary>A token that Slack refuses stops everything, and shows; one that it takes again ends that.</summary>
    private void Watch(SlackCall call, SlackReply reply)
    {
        if (call.Token is not null)
        {
            return;
        }

        if (reply is SlackReply.Refused { Class: FailureClass.Credentials } refused)
        {
            if (_rejection is null)
            {
                Log.TokenRefused(_log, refused.Error);
            }

            _rejection = new Rejection(refused.Error, _time.GetUtcNow());
        }
        else if (reply is SlackReply.Fine && _rejection is not null)
        {
            _rejection = null;
            Log.TokenTaken(_log);
        }
    }

    private static async Task<JsonElement?> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<string> Messages(JsonElement body) =>
        body.TryGetProperty("response_metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array
            ? [.. messages.EnumerateArray().Where(message => message.ValueKind == JsonValueKind.String).Take(10).Select(message => message.GetString()!)]
            : [];

    private static IReadOnlyList<string>? Scopes(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-oauth-scopes", out var values)
            ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]
            : null;

    private sealed record Rejection(string Error, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Slack {Method}: {Result} in {Milliseconds:0} ms")]
        public static partial void Called(ILogger logger, string method, string result, double milliseconds);

        [LoggerMessage(2, LogLevel.Warning, "Slack asks to wait {Seconds:0} s before {Method}")]
        public static partial void Limited(ILogger logger, string method, double seconds);

        [LoggerMessage(3, LogLevel.Critical, "Slack refuses the bot token ({Error}): nothing reaches Slack until Slack:BotToken is replaced and the bot restarted")]
        public static partial void TokenRefused(ILogger logger, string error);

        [LoggerMessage(4, LogLevel.Information, "Slack takes the bot token again")]
        public static partial void TokenTaken(ILogger logger);
    }
}
