using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using IncidentBot.Api;
using IncidentBot.Core.Alerts;

namespace IncidentBot.Hooks;

/// <summary>
/// <c>POST /hooks/pagerduty-events</c>: takes a body of the PagerDuty Events API v2, so that every tool that can page PagerDuty at an address
/// of one's choice works at once. The key of the source stands in <c>routing_key</c>.
/// </summary>
internal sealed class PagerDutyHook(HookGate gate)
{
    private const int LongestKey = 255;

    public async Task<IResult> HandleAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var (bytes, problem) = await HookBody.ReadAsync(http, gate.Time, cancellationToken);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        // The key stands in the body; nothing else of it is looked at before.
        using var body = HookBody.Parse(bytes);
        if (body is null || Text(body.RootElement, "routing_key") is not { } key || gate.Keys.ByKey(key) is not { } source)
        {
            return gate.Refuse(http);
        }

        return gate.Limit(http, source) ?? await TakeAsync(http, source, body.RootElement, bytes, cancellationToken);
    }

    private async Task<IResult> TakeAsync(HttpContext http, HookSource source, JsonElement body, byte[] bytes, CancellationToken cancellationToken)
    {
        var action = Text(body, "event_action");
        var payload = body.TryGetProperty("payload", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        var dedup = Text(body, "dedup_key");
        var mistakes = Mistakes(action, payload, dedup).ToList();
        if (mistakes.Count > 0)
        {
            return gate.Invalid(source, TypedResults.Json(new EventReply("invalid event", "Event object is invalid", null, mistakes), ApiJson.Web.EventReply, statusCode: StatusCodes.Status400BadRequest));
        }

        // Without a name of its own the same bytes are the same alert.
        dedup ??= Convert.ToHexStringLower(SHA256.HashData(bytes));

        // Who acknowledges elsewhere has not acknowledged here: only a person's word stops a ladder.
        if (action is not "acknowledge")
        {
            var (_, failed) = await gate.HandAsync(http, source, new AlertCall(source.Name, [Read(source, body, payload, dedup, action is "trigger")]), cancellationToken);
            if (failed is not null)
            {
                return failed;
            }
        }

        return TypedResults.Json(new EventReply("success", "Event processed", dedup), ApiJson.Web.EventReply, statusCode: StatusCodes.Status202Accepted);
    }

    private static IEnumerable<string> Mistakes(string? action, JsonElement payload, string? dedup)
    {
        if (action is not ("trigger" or "acknowledge" or "resolve"))
        {
            yield return "'event_action' is invalid (must be 'trigger', 'acknowledge' or 'resolve')";
        }

        if (action is "trigger" && Text(payload, "summary") is null)
        {
            yield return "'payload.summary' is missing or blank";
        }

        if (action is "acknowledge" or "resolve" && dedup is null)
        {
            yield return "'dedup_key' is missing or blank";
        }

        if (dedup is { Length: > LongestKey })
        {
            yield return $"'dedup_key' is too long (at most {LongestKey} characters)";
        }
    }

    private static Alert Read(HookSource source, JsonElement body, JsonElement payload, string dedup, bool firing)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in new[] { "class", "group", "source" })
        {
            if (Text(payload, name) is { } value)
            {
                labels.Add(name, value);
            }
        }

        var details = payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("custom_details", out var found) ? found : default;
        return new Alert(source.Name, dedup, firing, Text(payload, "summary") ?? dedup)
        {
            Severity = Text(payload, "severity"),
            Service = Text(payload, "component") ?? Text(payload, "group"),
            Url = Link(body) ?? Text(body, "client_url"),
            Playbook = Text(details, "playbook"),
            Labels = labels.ToImmutable(),
        };
    }

    private static string? Link(JsonElement body) =>
        body.TryGetProperty("links", out var links) && links.ValueKind == JsonValueKind.Array && links.GetArrayLength() > 0 ? Text(links[0], "href") : null;

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
