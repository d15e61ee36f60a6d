using IncidentBot.Core.Figures;

namespace IncidentBot.Api;

/// <summary>The addresses of the API, all behind the policy for callers.</summary>
internal static class ApiRoutes
{
    private static readonly (string Name, string Meaning)[] Page = [("after", "The number of the last entry that is known."), ("max", "1 to 200 entries.")];

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").RequireAuthorization(ApiPolicies.Caller);
        api.MapPost("/commands", (HttpContext http, CommandEndpoint commands, CancellationToken cancellationToken) => commands.HandleAsync(http, cancellationToken))
            .Accepts<CommandRequest>("application/json")
            .Told<CommandReply>("One typed line, as a chat would bring it.", 400, 408, 409, 413, 415, 422, 503);
        api.MapGet("/incidents", (HttpContext http, IncidentEndpoints incidents, CancellationToken cancellationToken) => incidents.ListAsync(http, cancellationToken))
            .Told<IncidentList>("Incidents, newest first.", 400, 403)
            .Asked(("open", "true: only those that are open."), ("severity", "P1, P2, P3 or P4."), ("text", "Words of the title."), ("before", "The 'next' of the page before."), ("max", "1 to 200 of them."), ("includePrivate", "true: private ones too; the key needs SeesPrivate."));
        api.MapGet("/incidents/{id}", (HttpContext http, string id, IncidentEndpoints incidents, CancellationToken cancellationToken) => incidents.ShowAsync(http, id, cancellationToken))
            .Told<IncidentDetail>("One incident: where it stands and what it waits for.", 404);
        api.MapGet("/incidents/{id}/timeline", (HttpContext http, string id, IncidentEndpoints incidents, CancellationToken cancellationToken) => incidents.TimelineAsync(http, id, cancellationToken))
            .Told<TimelinePage>("What happened, oldest first, each entry with its chain hash.", 400, 404)
            .Asked(Page);
        api.MapGet("/incidents/{id}/postmortem", (HttpContext http, string id, IncidentEndpoints incidents, CancellationToken cancellationToken) => incidents.PostMortemAsync(http, id, cancellationToken))
            .Told<string>("The draft of the post-mortem as Markdown.", "text/markdown", 404);
        api.MapGet("/actions", (HttpContext http, ActionEndpoint actions, CancellationToken cancellationToken) => actions.ListAsync(http, cancellationToken))
            .Told<ActionItems>("Open action items of all incidents, soonest first.", 400, 403)
            .Asked(("person", "The id of an owner: only theirs."), ("overdue", "true: only those whose date has passed."), ("max", "1 to 1000 of them."), ("includePrivate", "true: those of private incidents too; the key needs SeesPrivate."));
        api.MapGet("/figures", (HttpContext http, FigureEndpoint figures, CancellationToken cancellationToken) => figures.ShowAsync(http, cancellationToken))
            .Told<FiguresReport>("What a window of time looked like.", 400, 403)
            .Asked(("from", "A date or an instant."), ("to", "A date or an instant."), ("includePrivate", "true: private incidents too; the key needs SeesPrivate."));
        api.MapGet("/doctor", (Doctor.DoctorEndpoint doctor, CancellationToken cancellationToken) => doctor.ExamineAsync(cancellationToken))
            .Told<Doctor.Report>("What 'incidentbot doctor' prints.");
    }
}
