using IncidentBot.Api;
using IncidentBot.Configuration;
using IncidentBot.Health;
using IncidentBot.Hooks;

namespace IncidentBot.Running;

/// <summary>The web server around an engine: what is served, in which order requests pass, and how long a stop may take.</summary>
internal static class Server
{
    /// <summary>Requests in flight are finished within this; then they are let go and the store is closed.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    public static WebApplication Build(HostSettings settings, Surroundings around, Machinery machinery, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = around.Folder,
            EnvironmentName = settings.Sources.Environment,
            ApplicationName = "incidentbot",
        });
        builder.WebHost.UseKestrelCore().UseUrls([.. settings.Urls]).ConfigureKestrel(ApiLimits.Apply);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton(around.Time);
        builder.Services.AddSingleton(settings);
        builder.Services.AddMachinery(machinery);
        builder.Services.AddApi(settings, machinery);
        builder.Services.AddHooks(settings, machinery);

        var app = builder.Build();
        app.UseApiGuards();
        app.MapApi();
        app.MapDescription();
        app.MapHooks();
        app.MapHealth();
        machinery.Slack?.Map(app);
        return app;
    }

    private static void AddMachinery(this IServiceCollection services, Machinery machinery)
    {
        services.AddSingleton(machinery.Desk);
        services.AddSingleton(machinery.Store);
        services.AddSingleton(machinery.Archive);
        services.AddSingleton(provider => new Readiness(provider.GetRequiredService<IHostApplicationLifetime>(), [.. machinery.Loops.Select(loop => loop.Heartbeat)], machinery.Rehearsed, () => machinery.Slack?.Troubles.Select(trouble => $"slack: {trouble}") ?? []));
        foreach (var loop in machinery.Loops)
        {
            services.AddSingleton<IHostedService>(provider => new LoopHost(loop, provider.GetRequiredService<ILogger<LoopHost>>()));
        }
    }
}
