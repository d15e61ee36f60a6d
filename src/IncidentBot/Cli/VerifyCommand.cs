using System.CommandLine;
using IncidentBot.Running;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Cli;

/// <summary><c>verify</c>: reads every record and follows every timeline; changes nothing.</summary>
internal static class VerifyCommand
{
    public static Command Create(Surroundings around)
    {
        var command = new Command("verify", "Check every record, every link and every timeline's chain. Exit code 1 when something is lost.");
        command.SetAction((arguments, cancellationToken) => Guard.RunAsync(around, async () =>
        {
            var folder = SettingsArguments.Load(arguments, around).Storage.Path;
            var report = await ProgressView.WatchAsync(around, progress => StoreTools.VerifyAsync(folder, progress, cancellationToken).AsTask());
            await around.Out.WriteLineAsync(Describe(report));
            return report.IsWhole ? ExitCode.Good : ExitCode.Found;
        }));
        return command;
    }

    private static string Describe(VerifyReport report) => string.Join('\n',
        [
            $"{report.Segments} segment(s), {report.Frames} frames, {report.Streams} timelines with {report.Entries} entries, up to change {report.Sequence}."
            + (report.ViewChecked ? " The archive agrees with them or is named below." : string.Empty),
            .. report.Findings.SelectMany(Lines),
            report.IsWhole ? "Everything that was acknowledged is there." : "Something is lost.",
        ]);

    private static IEnumerable<string> Lines(StoreFinding finding)
    {
        yield return $"{(finding.Harmless ? "look    " : "PROBLEM ")}{finding.What}";
        yield return $"        -> {finding.Mend}";
    }
}
