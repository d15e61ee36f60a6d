using System.CommandLine;
using IncidentBot.Running;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Cli;

/// <summary><c>backup</c>: a verified copy, while the bot runs or not.</summary>
internal static class BackupCommand
{
    public static Command Create(Surroundings around)
    {
        var to = new Argument<string>("to") { Description = "An absent or empty folder for the copy." };
        var command = new Command("backup", "Copy the data, while the bot runs or not, and verify the copy.") { to };
        command.SetAction((arguments, cancellationToken) => Guard.RunAsync(around, async () =>
        {
            var from = SettingsArguments.Load(arguments, around).Storage.Path;
            var target = Path.GetFullPath(arguments.GetValue(to)!, around.Folder);
            var report = await ProgressView.WatchAsync(around, progress => StoreTools.BackupAsync(from, target, progress, cancellationToken).AsTask());
            await around.Out.WriteLineAsync($"Copied {report.Segments} segment(s), {report.Bytes} bytes, to {target}. The copy is whole up to change {report.Copy.Sequence}.");
            return ExitCode.Good;
        }));
        return command;
    }
}
