using System.Text.Json;
using IncidentBot.Api;
using Microsoft.AspNetCore.Http.Features;

namespace IncidentBot.Hooks;

/// <summary>The bytes of a hook's body as they came, bounded in size, depth and time.</summary>
internal static class HookBody
{
    /// <summary>Reliability page, threats: "Bombs".</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int MaxDepth = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    public static async Task<(byte[] Bytes, Problem? Problem)> ReadAsync(HttpContext http, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!http.Request.HasJsonContentType())
        {
            return ([], Problem.Of(StatusCodes.Status415UnsupportedMediaType));
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBytes;
        }

        using var tooSlow = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooSlow.Token, cancellationToken);
        using var bytes = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(bytes, either.Token);
            return (bytes.ToArray(), null);
        }
        catch (BadHttpRequestException error)
        {
            return ([], error.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge : Problem.Of(error.StatusCode));
        }
        catch (OperationCanceledException) when (tooSlow.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return ([], Problem.Of(StatusCodes.Status408RequestTimeout));
        }
    }

    /// <summary>Null when the bytes are no JSON, or JSON of an unreasonable shape.</summary>
    public static JsonDocument? Parse(byte[] bytes)
    {
        JsonDocument? body = null;
        try
        {
            body = JsonDocument.Parse(bytes, Strict);

            // Half a surrogate pair passes the parser and throws where it is read; read once here, it never does later.
            ReadAll(body.RootElement);
            return body;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            body?.Dispose();
            return null;
        }
    }

    private static void ReadAll(JsonElement item)
    {
        switch (item.ValueKind)
        {
            case JsonValueKind.String:
                _ = item.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var one in item.EnumerateArray())
                {
                    ReadAll(one);
                }

                break;
            case JsonValueKind.Object:
                foreach (var pair in item.EnumerateObject())
                {
                    _ = pair.Name;
                    ReadAll(pair.Value);
                }

                break;
        }
    }

    private static Problem TooLarge { get; } = new(StatusCodes.Status413PayloadTooLarge, "Too large", "A call with alerts may have at most 1 MiB.", "Send fewer alerts at once.");
}
