using System.Text.Json;
using IncidentBot.Core.Messages;

namespace IncidentBot.Api;

/// <summary>
/// A refusal as RFC 9457 describes it (<c>application/problem+json</c>): a sentence for a person, what to do instead, and never anything
/// of the inside.
/// </summary>
/// <param name="Hint">What to do instead.</param>
/// <param name="Incident">The incident it is about.</param>
/// <param name="Card">Choices, where there are any.</param>
/// <param name="ErrorId">Finds the log line of a fault.</param>
internal sealed record Problem(int Status, string Title, string Detail, string? Hint = null, string? Incident = null, Card? Card = null, string? ErrorId = null)
{
    public const string ContentType = "application/problem+json";

    public static Problem Unauthorized { get; } = new(
        StatusCodes.Status401Unauthorized, "No valid API key", "This request carries no API key that is known here.", "Send 'Authorization: Bearer <key>' with a key of the setting Api:Keys.");

    public static Problem Invalid(string detail, string? hint = null) => new(StatusCodes.Status400BadRequest, "Not understood", detail, hint);

    /// <summary>The body for a status code that a part of the framework has set without one.</summary>
    public static Problem Of(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Unauthorized,
        StatusCodes.Status403Forbidden => new(status, "Not allowed", "This API key may not do that."),
        StatusCodes.Status404NotFound => new(status, "Not found", "There is nothing at this address.", "The API is described in docs/api.md."),
        StatusCodes.Status405MethodNotAllowed => new(status, "Wrong method", "This address does not take that method.", "The API is described in docs/api.md."),
        StatusCodes.Status408RequestTimeout => new(status, "Too slow", "The request did not arrive in time.", "Send it again."),
        StatusCodes.Status413PayloadTooLarge => new(status, "Too large", "A request may have at most 256 KiB."),
        StatusCodes.Status415UnsupportedMediaType => new(status, "Wrong media type", "The body has to be JSON.", "Send 'Content-Type: application/json'."),
        StatusCodes.Status429TooManyRequests => new(status, "Too many requests", "This caller sends faster than Api:RequestsPerSecond allows.", "Wait a second and send it again; with the same Idempotency-Key nothing is done twice."),
        _ => new(status, "Failed", "The request could not be answered."),
    };

    public IResult ToResult() => TypedResults.Json(this, ApiJson.Web.Problem, ContentType, Status);

    public Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;
        return JsonSerializer.SerializeAsync(response.Body, this, ApiJson.Web.Problem, cancellationToken);
    }
}
