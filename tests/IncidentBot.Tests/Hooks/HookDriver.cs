using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentBot.Tests.Api;

namespace IncidentBot.Tests.Hooks;

/// <summary>Sends bodies to the hooks of a running server.</summary>
internal static class HookDriver
{
    public const string Alert = """{ "id": "deploy-check-77", "status": "firing", "title": "Smoke test failed" }""";

    public static Task<HttpResponseMessage> HookAsync(this ApiDriver api, string body = Alert, string source = "smoke-runner", string? key = ApiDriver.SourceKey, string? idempotency = null, string mediaType = "application/json")
    {
        var request = Request($"/hooks/generic/{source}", body, mediaType);
        if (idempotency is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotency);
        }

        return api.SendAsync(request, key);
    }

    public static Task<HttpResponseMessage> SignedAsync(this ApiDriver api, string signature, string body = Alert, string source = "smoke-runner")
    {
        var request = Request($"/hooks/generic/{source}", body);
        request.Headers.TryAddWithoutValidation("X-Signature-256", signature);
        return api.SendAsync(request, null);
    }

    public static Task<HttpResponseMessage> EventAsync(this ApiDriver api, string body, string path = "/hooks/pagerduty-events") => api.SendAsync(Request(path, body), null);

    public static string Signature(string body, string key = ApiDriver.SourceKey) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(body)))}";

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    public static async Task<List<(string Path, string Message)>> ErrorsAsync(this HttpResponseMessage response) =>
        [.. (await response.JsonAsync()).GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("path").GetString()!, error.GetProperty("message").GetString()!))];

    private static HttpRequestMessage Request(string path, string body, string mediaType = "application/json") =>
        new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(mediaType)) };
}
