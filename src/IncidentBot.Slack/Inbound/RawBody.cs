using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IncidentBot.Slack.Inbound;

/// <summary>Reads a request's bytes as they are: bounded in size and in time, and never an exception for what a sender does.</summary>
internal static class RawBody
{
    /// <summary>Slack itself gives up after 3 s; a body that drips longer is nobody's we wait for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>The bytes, or the status to answer with.</returns>
    public static async ValueTask<(byte[]? Bytes, int Status)> ReadAsync(HttpRequest request, int max, TimeProvider time, CancellationToken cancellationToken)
    {
        if (request.ContentLength > max)
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // The size is counted here; the server's own bound is for other roads.
            limit.MaxRequestBodySize = max + 1L;
        }

        using var tooSlow = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooSlow.Token, cancellationToken);
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(either.Token);
                if (read.Buffer.Length > max)
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return (null, StatusCodes.Status413PayloadTooLarge);
                }

                if (read.IsCompleted)
                {
                    var bytes = read.Buffer.ToArray();
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return (bytes, StatusCodes.Status200OK);
                }

                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException error)
        {
            return (null, error.StatusCode);
        }
        catch (OperationCanceledException)
        {
            return (null, StatusCodes.Status408RequestTimeout);
        }
        catch (IOException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }
    }
}
