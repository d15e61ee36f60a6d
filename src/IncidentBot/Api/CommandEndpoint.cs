using IncidentBot.Core.Desk;

namespace IncidentBot.Api;

/// <summary><c>POST /api/commands</c>: one typed line in, the answer out. It only translates; the desk decides.</summary>
internal sealed class CommandEndpoint(ICommandDesk desk, ApiActors actors, ApiPlaces places, ApiDeliveries deliveries, TimeProvider time, ILogger<CommandEndpoint> log)
{
    private const string RetryAfterSeconds = "2";

    public async Task<IResult> HandleAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var (request, problem) = await RequestBody.ReadAsync(http.Request, ApiJson.Web.CommandRequest, time, cancellationToken);
        if (request is null)
        {
            return problem!.ToResult();
        }

        if (request.Mistake() is { } mistake)
        {
            return Problem.Invalid(mistake).ToResult();
        }

        var key = http.Request.Headers.TryGetValue(ApiDeliveries.Header, out var header) ? header.ToString() : null;
        if (deliveries.For(http.User.Identity!.Name!, key) is not { } delivery)
        {
            return Problem.Invalid($"The {ApiDeliveries.Header} has 1 to {ApiDeliveries.MaxKey} visible characters without spaces.").ToResult();
        }

        using var scope = log.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["delivery"] = delivery.Value });
        var place = places.Find(request.Conversation!);
        var inbound = new Inbound(delivery, actors.Find(request.Actor!), place, new Input.Line(request.Text!))
        {
            SeenByOthers = await places.IsSeenByOthersAsync(place, cancellationToken),
            SeesPrivate = http.SeesPrivate(),
            Fingerprint = key is null ? null : ApiDeliveries.FingerprintOf(request),
        };
        return Answered(http, await desk.HandleAsync(inbound, cancellationToken));
    }

    private static IResult Answered(HttpContext http, Answer answer)
    {
        var incident = answer.Incident?.ToString();
        switch (answer.Kind)
        {
            case AnswerKind.Refused:
                return new Problem(StatusCodes.Status409Conflict, "Refused", answer.Text, answer.Hint, incident, answer.Card).ToResult();
            case AnswerKind.IdReused:
                return new Problem(StatusCodes.Status422UnprocessableEntity, "Key used before", answer.Text, answer.Hint).ToResult();
            case AnswerKind.NotSaved:
                http.Response.Headers.RetryAfter = RetryAfterSeconds;
                return new Problem(StatusCodes.Status503ServiceUnavailable, "Not saved", answer.Text, answer.Hint, incident).ToResult();
            default:
                return TypedResults.Json(new CommandReply(answer.Kind, answer.To, answer.Text, answer.Hint, incident, answer.Card, answer.Repeated), ApiJson.Web.CommandReply);
        }
    }
}
