using IncidentBot.Api;
using IncidentBot.Configuration;
using IncidentBot.Running;

namespace IncidentBot.Hooks;

/// <summary>The addresses at which other programs send alerts. Each proves its source itself, with a key of the setting <c>Alerts:Sources</c>, and has its own limit.</summary>
internal static class HookRoutes
{
    public static void AddHooks(this IServiceCollection services, HostSettings settings, Machinery machinery)
    {
        services.AddSingleton(machinery.Alerts);
        services.AddSingleton(machinery.HookCounts);
        services.AddSingleton(new HookKeys(settings.Alerts.Sources));
        services.AddSingleton<HookLimits>();
        services.AddSingleton<HookGate>();
        services.AddSingleton<GenericHook>();
        services.AddSingleton<PagerDutyHook>();
    }

    public static void MapHooks(this IEndpointRouteBuilder routes)
    {
        var hooks = routes.MapGroup("/hooks").AllowAnonymous().DisableRateLimiting();
        hooks.MapPost("/generic/{source}", (HttpContext http, string source, GenericHook hook, CancellationToken cancellationToken) => hook.HandleAsync(http, source, cancellationToken))
            .WithSummary("Alerts of a program with a key of its own; docs/alerts.md tells the bodies.")
            .Produces<HookReply>(StatusCodes.Status202Accepted)
            .Produces<HookErrors>(StatusCodes.Status400BadRequest)
            .Errors(StatusCodes.Status401Unauthorized, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable);
        foreach (var path in new[] { "/pagerduty-events", "/pagerduty-events/v2/enqueue" })
        {
            hooks.MapPost(path, (HttpContext http, PagerDutyHook hook, CancellationToken cancellationToken) => hook.HandleAsync(http, cancellationToken))
                .WithSummary("Alerts of a tool that pages PagerDuty; docs/alerts.md tells more.")
                .Produces<EventReply>(StatusCodes.Status202Accepted)
                .Produces<EventReply>(StatusCodes.Status400BadRequest);
        }
    }
}
