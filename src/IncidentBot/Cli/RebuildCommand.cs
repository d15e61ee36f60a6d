using System.CommandLine;
using IncidentBot.Running;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Cli;

/// <summary><c>rebuild</c>: the archive is made again from the journal.</summary>
internal static class RebuildCommand
{
    public static Command Create(Surroundings around)
    {
        var command = new Command("rebuild", "Throw the archive away and make it again from the journal. The bot has to be stopped.");
        command.SetAction((arguments, cancellationToken) => Guard.RunAsync(around, async () =>
        {
            var folder = SettingsArguments.Load(arguments, around).Storage.Path;
            var report = await ProgressView.WatchAsync(around, progress => StoreTools.RebuildAsync(folder, around.Time, progress, cancellationToken).AsTask());
            await around.Out.WriteLineAsync($"The archive holds {report.Streams} streams, up to change {report.Sequence}.");
            return ExitCode.Good;
        }));
        return command;
    }
}
