using IncidentBot.Configuration;
using IncidentBot.Running;

namespace IncidentBot.Api;

/// <summary>The parts of the API and the guards every request passes, in order.</summary>
internal static class ApiSetup
{
    public static void AddApi(this IServiceCollection services, HostSettings settings, Machinery machinery)
    {
        services.AddRouting();
        services.AddApiAccess();
        services.AddApiRateLimit(settings.Api);
        services.AddExceptionHandler<ApiErrors>();
        services.AddProblemDetails();
        services.AddDescription();
        services.AddSingleton(new ApiKeyRing(settings.Api.Keys));
        services.AddSingleton(new ApiActors(machinery.Roster));
        services.AddSingleton(new ApiPlaces(machinery.Home, machinery.Store));
        services.AddSingleton<ApiDeliveries>();
        services.AddSingleton<CommandEndpoint>();
        services.AddSingleton<IncidentEndpoints>();
        services.AddSingleton(provider => new ActionEndpoint(machinery.Store, machinery.Archive, settings.WorkingHours.ToHours(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new FigureEndpoint(machinery.Store, machinery.Archive, settings.WorkingHours.ToHours(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new Doctor.DoctorEndpoint(machinery));
    }

    public static void UseApiGuards(this WebApplication app)
    {
        app.Use(Headers);
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => Problem.Of(context.HttpContext.Response.StatusCode).WriteAsync(context.HttpContext.Response, context.HttpContext.RequestAborted));
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    private static Task Headers(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        return next(http);
    }
}
