using System.Security.Cryptography;
using IncidentBot.Api;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Store;

namespace IncidentBot.Hooks;

/// <summary><c>POST /hooks/generic/{source}</c>: alerts of any program, described in docs/alerts.md.</summary>
internal sealed class GenericHook(HookGate gate)
{
    private const string SignatureHeader = "X-Signature-256";

    public async Task<IResult> HandleAsync(HttpContext http, string source, CancellationToken cancellationToken)
    {
        var bearer = http.Request.Headers.Authorization.ToString();
        var known = bearer.Length > 0 ? gate.Keys.ByBearer(source, bearer) : null;
        if (known is null && (bearer.Length > 0 || http.Request.Headers[SignatureHeader].Count != 1))
        {
            return gate.Refuse(http);
        }

        var (bytes, problem) = await HookBody.ReadAsync(http, gate.Time, cancellationToken);
        if (problem is null)
        {
            known ??= gate.Keys.BySignature(source, http.Request.Headers[SignatureHeader].ToString(), bytes);
        }

        if (known is null)
        {
            return problem is null ? gate.Refuse(http) : problem.ToResult();
        }

        if (gate.Limit(http, known) is { } limited)
        {
            return limited;
        }

        return problem is null ? await TakeAsync(http, known, bytes, cancellationToken) : gate.Invalid(known, problem.ToResult());
    }

    private async Task<IResult> TakeAsync(HttpContext http, HookSource source, byte[] bytes, CancellationToken cancellationToken)
    {
        if (!DeliveryOf(http, source, bytes, out var delivery))
        {
            return Wrong(source, [new HookError("Idempotency-Key", $"is no name. Allowed: 1 to {ApiDeliveries.MaxKey} visible characters")]);
        }

        using var body = HookBody.Parse(bytes);
        if (body is null)
        {
            return Wrong(source, [new HookError("$", "is no JSON of at most 32 levels without a name given twice")]);
        }

        var (alerts, errors) = GenericAlerts.Read(source.Name, body.RootElement, source.Fields);
        if (errors.Count > 0)
        {
            return Wrong(source, errors);
        }

        var (answer, failed) = await gate.HandAsync(http, source, new AlertCall(source.Name, alerts, delivery), cancellationToken);
        return failed ?? TypedResults.Json(new HookReply(answer!.Accepted, answer.Duplicates, answer.Incident?.ToString()), ApiJson.Web.HookReply, statusCode: StatusCodes.Status202Accepted);
    }

    private IResult Wrong(HookSource source, IReadOnlyList<HookError> errors) =>
        gate.Invalid(source, TypedResults.Json(new HookErrors(errors), ApiJson.Web.HookErrors, statusCode: StatusCodes.Status400BadRequest));

    /// <summary>The key and what was sent with it: a sender that gives every call the same key loses no alert by it, and a repeated call is still one.</summary>
    private static bool DeliveryOf(HttpContext http, HookSource source, byte[] bytes, out DeliveryId? delivery)
    {
        delivery = null;
        if (http.Request.Headers[ApiDeliveries.Header] is not { Count: > 0 } keys)
        {
            return true;
        }

        var key = keys.ToString();
        delivery = new DeliveryId($"alert/{source.Name}/{key}/{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}");
        return key.Length is > 0 and <= ApiDeliveries.MaxKey && key.All(letter => letter is > ' ' and <= '~');
    }
}
