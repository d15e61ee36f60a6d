using IncidentBot.Api;
using IncidentBot.Core.Alerts;

namespace IncidentBot.Hooks;

/// <summary>What every hook shares: turning away, limiting, counting, handing over to the desk for alerts.</summary>
internal sealed partial class HookGate(HookKeys keys, HookLimits limits, HookCounts counts, IAlertDesk desk, TimeProvider time, ILogger<HookGate> log)
{
    private const string RetryAfter = "5";

    private static readonly Problem Unauthorized = new(
        StatusCodes.Status401Unauthorized, "Not a known source", "This request proves no source of alerts that is known here.", "Send 'Authorization: Bearer <key>' or 'X-Signature-256: sha256=<hex>' with a key of the setting Alerts:Sources.");

    private static readonly Problem TooMany = new(
        StatusCodes.Status429TooManyRequests, "Too many requests", "This source sends faster than its RequestsPerSecond of Alerts:Sources allows.", "Wait a second and send it again; nothing is counted twice.");

    public HookKeys Keys => keys;

    public TimeProvider Time => time;

    /// <summary>The same answer for an unknown source and a wrong key.</summary>
    public IResult Refuse(HttpContext http)
    {
        counts.Of(HookCounts.Strangers).Refuse();
        Log.Refused(log);
        return limits.AllowsFailureFrom(http) ? Unauthorized.ToResult() : Limited(http, HookCounts.Strangers);
    }

    /// <summary>Null: it may go on.</summary>
    public IResult? Limit(HttpContext http, HookSource source) => limits.Allows(source) ? null : Limited(http, source.Name);

    public IResult Invalid(HookSource source, IResult answer)
    {
        counts.Of(source.Name).Invalidate();
        return answer;
    }

    /// <summary>The answer of the desk, or what the caller is told when nothing was saved.</summary>
    public async Task<(AlertAnswer? Answer, IResult? Failed)> HandAsync(HttpContext http, HookSource source, AlertCall call, CancellationToken cancellationToken)
    {
        var answer = await desk.HandleAsync(call, cancellationToken);
        if (answer.NotSaved is { } reason)
        {
            counts.Of(source.Name).FailToSave();
            http.Response.Headers.RetryAfter = RetryAfter;
            return (null, new Problem(StatusCodes.Status503ServiceUnavailable, "Not saved", reason, "Send it again; nothing is counted twice.").ToResult());
        }

        counts.Of(source.Name).Take(answer.Accepted, answer.Duplicates);
        return (answer, null);
    }

    private IResult Limited(HttpContext http, string source)
    {
        counts.Of(source).Limit();
        http.Response.Headers.RetryAfter = "1";
        return TooMany.ToResult();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A call with alerts proved no source that is known")]
        public static partial void Refused(ILogger logger);
    }
}
