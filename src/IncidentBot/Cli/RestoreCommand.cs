using System.CommandLine;
using IncidentBot.Running;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Cli;

/// <summary><c>restore</c>: a backup becomes the data folder again.</summary>
internal static class RestoreCommand
{
    public static Command Create(Surroundings around)
    {
        var from = new Argument<string>("from") { Description = "The folder of a backup." };
        var command = new Command("restore", "Put a backup into the data folder, which has to be absent or empty.") { from };
        command.SetAction((arguments, cancellationToken) => Guard.RunAsync(around, async () =>
        {
            var folder = SettingsArguments.Load(arguments, around).Storage.Path;
            var backup = Path.GetFullPath(arguments.GetValue(from)!, around.Folder);
            var report = await ProgressView.WatchAsync(around, progress => StoreTools.RestoreAsync(backup, folder, around.Time, progress, cancellationToken).AsTask());
            await around.Out.WriteLineAsync(
                $"Restored {report.Segments} segment(s), {report.Bytes} bytes, to {folder}, up to change {report.Sequence}. "
                + $"{report.Unsettled} message(s) were under way; each is looked for in its chat before it is sent again.");
            return ExitCode.Good;
        }));
        return command;
    }
}
