namespace IncidentBot.Api;

/// <summary>The addresses of the API, all behind the policy for callers.</summary>
internal static class ApiRoutes
{
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").RequireAuthorization(ApiPolicies.Caller);
        api.MapPost("/commands", (HttpContext http, CommandEndpoint commands, CancellationToken cancellationToken) => commands.HandleAsync(http, cancellationToken));
        api.MapGet("/incidents", (HttpContext http, IncidentEndpoints incidents, CancellationToken cancellationToken) => incidents.ListAsync(http, cancellationToken));
        api.MapGet("/incidents/{id}", (HttpContext http, string id, IncidentEndpoints incidents, CancellationToken cancellationToken) => incidents.ShowAsync(http, id, cancellationToken));
        api.MapGet("/incidents/{id}/timeline", (HttpContext http, string id, IncidentEndpoints incidents, CancellationToken cancellationToken) => incidents.TimelineAsync(http, id, cancellationToken));
        api.MapGet("/incidents/{id}/postmortem", (HttpContext http, string id, IncidentEndpoints incidents, CancellationToken cancellationToken) => incidents.PostMortemAsync(http, id, cancellationToken));
        api.MapGet("/figures", (HttpContext http, FigureEndpoint figures, CancellationToken cancellationToken) => figures.ShowAsync(http, cancellationToken));
        api.MapGet("/doctor", (Doctor.DoctorEndpoint doctor, CancellationToken cancellationToken) => doctor.ExamineAsync(cancellationToken));
    }
}
