using IncidentBot.Api;

namespace IncidentBot.Health;

/// <summary>For the machine that watches this process: <c>/healthz</c> says it runs, <c>/readyz</c> says it can take work. Open to all, and say nothing else.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Text("ok\n")).WithSummary("200 while the process runs.").Produces<string>(StatusCodes.Status200OK, "text/plain").AllowAnonymous().DisableRateLimiting();
        routes.MapGet("/readyz", (Readiness readiness) =>
        {
            var report = readiness.Report();
            return TypedResults.Json(report, ApiJson.Web.ReadyReport, statusCode: report.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).WithSummary("Whether it can take work.").Produces<ReadyReport>().Produces<ReadyReport>(StatusCodes.Status503ServiceUnavailable).AllowAnonymous().DisableRateLimiting();
    }
}
