using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IncidentBot.Api;

/// <summary>Reads a JSON body, or says in a sentence why it cannot be read.</summary>
internal static class RequestBody
{
    /// <summary>Nothing typed by a person is larger.</summary>
    public const long MaxBytes = 256 * 1024;

    /// <summary>A body that takes longer is given up, however steadily it drips.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<(T? Value, Problem? Problem)> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, TimeProvider time, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return (null, Problem.Of(StatusCodes.Status415UnsupportedMediaType));
        }

        using var tooSlow = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooSlow.Token, cancellationToken);
        try
        {
            var value = await JsonSerializer.DeserializeAsync(request.Body, type, either.Token);
            return value is null ? (null, Problem.Invalid("The body is 'null'.")) : (value, null);
        }
        catch (JsonException error)
        {
            return (null, Problem.Invalid($"The body is not the JSON that is expected here{Where(error)}.", "A command looks like {\"actor\":\"anna\",\"conversation\":\"incidents\",\"text\":\"p1 checkout is down\"}."));
        }
        catch (BadHttpRequestException error)
        {
            return (null, Problem.Of(error.StatusCode));
        }
        catch (OperationCanceledException) when (tooSlow.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (null, Problem.Of(StatusCodes.Status408RequestTimeout));
        }
    }

    private static string Where(JsonException error) => error.LineNumber is { } line ? $" (line {line + 1}, column {error.BytePositionInLine + 1})" : string.Empty;
}
