using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace IncidentBot.Slack.Inbound;

/// <summary>
/// The addresses that Slack calls in Http mode. Every one of them checks the signature over the raw bytes before anything is parsed; what is
/// not Slack's gets 401 and not a word.
/// </summary>
internal sealed partial class SlackEndpoints(SlackIntake intake, Signing signing, Replays replays, TimeProvider time, ILogger<SlackEndpoints> log)
{
    /// <summary>Nothing that is typed, and no event, is larger.</summary>
    private const int Small = 256 * 1024;

    /// <summary>A click brings the message or the window it was made in.</summary>
    private const int Large = 1024 * 1024;

    private static readonly TimeSpan LoggedEvery = TimeSpan.FromMinutes(1);

    private long _refused;
    private long _loggedAt = long.MinValue;
    private long _heardAt;

    /// <summary>Requests that were answered 401 since the start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>When the last event came; null while there has been none since the start.</summary>
    public DateTimeOffset? HeardAt => Interlocked.Read(ref _heardAt) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The last part of each address: <c>/slack/commands</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["commands", "interactions", "options", "events"];

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var name in Names)
        {
            routes.MapPost($"/slack/{name}", (HttpContext http) => AnswerAsync(http, name)).AllowAnonymous().DisableRateLimiting();
        }
    }

    /// <exception cref="ArgumentException">No such address.</exception>
    public Task AnswerAsync(HttpContext http, string name) => name switch
    {
        "commands" => AnswerAsync(http, Small, CommandAsync),
        "interactions" or "options" => AnswerAsync(http, Large, InteractionAsync),
        "events" => AnswerAsync(http, Large, (signed, _) => EventAsync(signed)),
        _ => throw new ArgumentException($"There is no /slack/{name}.", nameof(name)),
    };

    private async Task AnswerAsync(HttpContext http, int max, Func<Signed, CancellationToken, Task<Ack>> handle)
    {
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        var ack = await CheckedAsync(http, max, handle);
        if (ack.Status == StatusCodes.Status401Unauthorized)
        {
            Count();
        }

        http.Response.StatusCode = ack.Status;
        if (ack.Body is { } body)
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            var bytes = System.Text.Encoding.UTF8.GetBytes(body.ToJsonString(JsonSerializerOptions.Default));
            http.Response.ContentLength = bytes.Length;
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
        else
        {
            http.Response.ContentLength = 0;
        }
    }

    private async Task<Ack> CheckedAsync(HttpContext http, int max, Func<Signed, CancellationToken, Task<Ack>> handle)
    {
        var headers = http.Request.Headers;
        var unsigned = !headers.ContainsKey(Signing.TimestampHeader) && !headers.ContainsKey(Signing.SignatureHeader);
        var claim = Signing.Read(headers[Signing.TimestampHeader], headers[Signing.SignatureHeader], time.GetUtcNow());
        if (claim is null && !(unsigned && http.Request.ContentLength <= 1024))
        {
            return Ack.Stranger;
        }

        var (bytes, status) = await RawBody.ReadAsync(http.Request, max, time, http.RequestAborted);
        if (bytes is null)
        {
            return new Ack(status);
        }

        if (claim is null)
        {
            // Slack's certificate check is the one thing it does not sign. It is answered, and nothing in it is looked at.
            return IsForm(http.Request) && FormBody.Read(bytes) is { } form && form.TryGetValue("ssl_check", out var check) && check is "1" ? Ack.Empty : Ack.Stranger;
        }

        if (!signing.IsGood(claim, bytes))
        {
            return Ack.Stranger;
        }

        if (replays.IsKnown(claim.Signature))
        {
            return Ack.Empty;
        }

        var ack = await HandledAsync(new Signed(http.Request, bytes, claim.Signature), handle, http.RequestAborted);
        if (ack.Status == StatusCodes.Status200OK)
        {
            replays.Remember(claim.Signature);
        }

        return ack;
    }

    private async Task<Ack> HandledAsync(Signed signed, Func<Signed, CancellationToken, Task<Ack>> handle, CancellationToken cancellationToken)
    {
        try
        {
            return await handle(signed, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Ack(StatusCodes.Status408RequestTimeout);
        }
        catch (Exception error)
        {
            Log.Failed(log, error);
            return Ack.Again;
        }
    }

    private async Task<Ack> CommandAsync(Signed signed, CancellationToken cancellationToken)
    {
        if (!IsForm(signed.Request) || FormBody.Read(signed.Body) is not { } form)
        {
            return Ack.Broken;
        }

        return form.TryGetValue("ssl_check", out var check) && check is "1" ? Ack.Empty
            : SlashCommand.Of(form) is { } command ? await intake.CommandAsync(command, signed.Signature, cancellationToken)
            : Ack.Broken;
    }

    private async Task<Ack> InteractionAsync(Signed signed, CancellationToken cancellationToken)
    {
        if (!IsForm(signed.Request) || FormBody.Read(signed.Body) is not { } form)
        {
            return Ack.Broken;
        }

        if (form.TryGetValue("ssl_check", out var check) && check is "1")
        {
            return Ack.Empty;
        }

        if (!form.TryGetValue("payload", out var payload))
        {
            return Ack.Broken;
        }

        Interaction? interaction;
        using (var json = Json.Read(System.Text.Encoding.UTF8.GetBytes(payload)))
        {
            interaction = json is null ? null : Interaction.Of(json.RootElement);
        }

        return interaction is null ? Ack.Broken : await intake.InteractAsync(interaction, signed.Signature, cancellationToken);
    }

    /// <summary>
    /// Slack hangs up after three seconds and sends it again; what was begun goes on, as over a socket, and the retry finds it done. A read that takes
    /// longer would never end otherwise: each retry would begin it anew.
    /// </summary>
    private async Task<Ack> EventAsync(Signed signed)
    {
        if (!Is(signed.Request, "application/json"))
        {
            return Ack.Broken;
        }

        SlackEvent? happened;
        string? app;
        using (var json = Json.Read(signed.Body))
        {
            happened = json is null ? null : SlackEvent.Of(json.RootElement);
            app = json?.RootElement.Text("api_app_id");
        }

        if (happened is null)
        {
            return Ack.Broken;
        }

        if (happened is not SlackEvent.Verification)
        {
            Interlocked.Exchange(ref _heardAt, time.GetUtcNow().UtcTicks);
        }

        return await intake.EventAsync(happened, app, CancellationToken.None);
    }

    private static bool IsForm(HttpRequest request) => Is(request, "application/x-www-form-urlencoded");

    /// <summary>By its kind alone: parameters such as a charset change nothing.</summary>
    private static bool Is(HttpRequest request, string kind) => MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(kind, StringComparison.OrdinalIgnoreCase);

    /// <summary>One line a minute, however many come.</summary>
    private void Count()
    {
        var count = Interlocked.Increment(ref _refused);
        var now = time.GetUtcNow().UtcTicks;
        var last = Interlocked.Read(ref _loggedAt);
        if ((last == long.MinValue || now - last >= LoggedEvery.Ticks) && Interlocked.CompareExchange(ref _loggedAt, now, last) == last)
        {
            Log.Refused(log, count);
        }
    }

    /// <summary>A request of Slack's, and its bytes.</summary>
    private sealed record Signed(HttpRequest Request, byte[] Body, string Signature);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Requests to /slack that are not Slack's were refused: {Count} since the start. If Slack's own are among them: is Slack:SigningSecret the app's, and this machine's clock right?")]
        public static partial void Refused(ILogger logger, long count);

        [LoggerMessage(2, LogLevel.Error, "A request from Slack could not be handled")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
