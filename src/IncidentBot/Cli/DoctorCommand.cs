using System.CommandLine;
using IncidentBot.Configuration;
using IncidentBot.Core.Doctor;
using IncidentBot.Core.Roster;
using IncidentBot.Doctor;
using IncidentBot.Running;
using IncidentBot.Slack;
using IncidentBot.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Cli;

/// <summary><c>doctor</c>: what is wrong, and how to mend it. A running server is asked; a stopped one's store is read, and nothing is changed.</summary>
internal static class DoctorCommand
{
    public static Command Create(Surroundings around)
    {
        var command = new Command("doctor", "Look at store, disk, clock, time zones, settings, people and chats; say how to mend what is wrong. Exit code 1 when something does not work.");
        command.SetAction((arguments, cancellationToken) => Guard.RunAsync(around, async () =>
        {
            var report = new Report(await ExamineAsync(arguments, around, cancellationToken));
            await around.Out.WriteLineAsync(ReportText.Of(report));
            return report.HasProblem ? ExitCode.Found : ExitCode.Good;
        }));
        return command;
    }

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(ParseResult arguments, Surroundings around, CancellationToken cancellationToken)
    {
        HostSettings settings;
        try
        {
            settings = SettingsArguments.Load(arguments, around);
        }
        catch (SettingsException error)
        {
            return [.. error.Problems.Select(problem => Finding.Problem("settings", problem.ToString(), "appsettings.example.json lists every setting; the server does not start before this is mended."))];
        }

        var folder = settings.Storage.Path;
        return StoreTools.IsServed(folder)
            ? await RunningServer.AskAsync(settings, cancellationToken)
            : [.. SettingsCheckup.Look(settings, around.Time, folder), .. await SlackAsync(settings, around, cancellationToken), .. await StoppedAsync(settings.Storage, around, cancellationToken)];
    }

    private static async Task<IReadOnlyList<Finding>> SlackAsync(HostSettings settings, Surroundings around, CancellationToken cancellationToken)
    {
        if (settings.Slack.Mode == SlackMode.Off)
        {
            return [];
        }

        using var slack = new SlackModule(settings.Slack, PeopleRoster.From(settings.People), around.Time, NullLoggerFactory.Instance);
        return await slack.ExamineAsync(alone: true, cancellationToken);
    }

    private static async Task<IReadOnlyList<Finding>> StoppedAsync(EmbeddedStoreOptions storage, Surroundings around, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(storage.Path, "store.json")))
        {
            return [StoreCheck.Missing(storage)];
        }

        var report = await ProgressView.WatchAsync(around, progress => StoreTools.VerifyAsync(storage.Path, progress, cancellationToken).AsTask());
        var free = new StoreEnvironment().FreeBytes(storage.Path);
        return [.. StoreCheck.Look(report), StoreCheck.Space(StoreCheck.LevelOf(free, storage), free)];
    }
}
