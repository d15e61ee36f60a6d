using System.CommandLine;
using IncidentBot.Core.Doctor;
using IncidentBot.Doctor;
using IncidentBot.Logging;
using IncidentBot.Running;

namespace IncidentBot.Cli;

/// <summary><c>serve</c>: runs the bot until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create(Surroundings around)
    {
        var command = new Command("serve", "Run the bot: HTTP API, timers, messages. This is also what happens without any verb.");
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, around, cancellationToken));
        return command;
    }

    public static Task<int> RunAsync(ParseResult arguments, Surroundings around, CancellationToken cancellationToken) => Guard.RunAsync(around, async () =>
    {
        var settings = SettingsArguments.Load(arguments, around);
        if (SettingsCheckup.Zones(settings).FirstOrDefault(zone => zone.Level == Level.Problem) is { } missing)
        {
            // Without zone data every local time would quietly be another one.
            await around.Error.WriteLineAsync($"{missing.What} Nothing was started.\n{missing.Mend}");
            return ExitCode.Machine;
        }

        using var logs = LogSetup.Create(settings.Logging, around.Out, around.AlsoLogTo);
        await using var engine = await Engine.OpenAsync(settings, around, logs, cancellationToken);
        await using var app = Server.Build(settings, around, engine.Machinery, logs);
        await app.StartAsync(cancellationToken);
        await Welcome.WriteAsync(settings, around, app.Urls, logs);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Good;
    });
}
