using System.CommandLine;
using IncidentBot.Running;
using IncidentBot.Simulation.Runs;
using IncidentBot.Simulation.Stories;
using Spectre.Console;

namespace IncidentBot.Cli;

/// <summary><c>simulate</c>: weeks of incidents, failing chats and kills in seconds, and a verdict on every promise.</summary>
internal static class SimulateCommand
{
    public static Command Create(Surroundings around)
    {
        var days = new Option<int>("--days") { Description = "How many days to live through.", DefaultValueFactory = _ => 30 };
        var incidents = new Option<int>("--incidents") { Description = "How many incidents people declare.", DefaultValueFactory = _ => 200 };
        var seed = new Option<int>("--seed") { Description = "The same number gives the same files.", DefaultValueFactory = _ => 7 };
        var restarts = new Option<int>("--restarts") { Description = "How often the process is killed or redeployed.", DefaultValueFactory = _ => 20 };
        var output = new Option<string>("--out") { Description = "Where transcripts, timelines, drafts of post-mortems and summary.json are written.", HelpName = "folder", DefaultValueFactory = _ => "out" };
        var flush = new Option<bool>("--flush") { Description = "Wait for the disk at every write: slower, with the same outcome." };
        var stories = new Option<bool>("--stories") { Description = "Write the transcripts of a few told incidents instead: a P1 run well and one run badly, a P2, a P3." };
        var command = new Command("simulate", "Live through weeks of incidents in seconds and check every promise. Exit code 1 when one is broken.") { days, incidents, seed, restarts, output, flush, stories };
        command.SetAction((arguments, cancellationToken) => Guard.RunAsync(around, () => arguments.GetValue(stories)
            ? TellAsync(Path.GetFullPath(arguments.GetValue(output)!, around.Folder), around)
            : RunAsync(
                new SimulationOptions
                {
                    Days = arguments.GetValue(days),
                    Incidents = arguments.GetValue(incidents),
                    Seed = arguments.GetValue(seed),
                    Restarts = arguments.GetValue(restarts),
                    Out = Path.GetFullPath(arguments.GetValue(output)!, around.Folder),
                    Flush = arguments.GetValue(flush),
                },
                around,
                cancellationToken)));
        return command;
    }

    private static async Task<int> TellAsync(string folder, Surroundings around)
    {
        var told = Transcripts.Write(folder);
        foreach (var story in told)
        {
            await around.Out.WriteLineAsync($"{(story.Broken.Count == 0 ? "kept  " : "BROKEN")}  {Path.Combine(folder, story.FileName)}");
            foreach (var broken in story.Broken)
            {
                await around.Out.WriteLineAsync($"        {broken.Number}  {broken.What}");
            }
        }

        return told.All(story => story.Broken.Count == 0) ? ExitCode.Good : ExitCode.Found;
    }

    private static async Task<int> RunAsync(SimulationOptions options, Surroundings around, CancellationToken cancellationToken)
    {
        var began = around.Time.GetTimestamp();
        var summary = around.IsTerminal ? Watched(options, around, cancellationToken) : SimulationRun.Run(options, new DayLines(around.Error), cancellationToken);
        await around.Out.WriteLineAsync(SimulationText.Of(summary, options.Out, around.Time.GetElapsedTime(began)));
        return summary.Kept ? ExitCode.Good : ExitCode.Found;
    }

    private static SimulationSummary Watched(SimulationOptions options, Surroundings around, CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(around.Error) });
        return console.Progress().AutoClear(true).Start(context =>
        {
            var bar = context.AddTask("simulating", maxValue: options.Days);
            return SimulationRun.Run(options, new DayBar(bar), cancellationToken);
        });
    }

    private static string Describe(SimulationProgress now) =>
        $"day {now.Day} of {now.Days}: {now.Incidents} incidents, {now.Messages} messages, {now.Starts} starts";

    private sealed class DayBar(ProgressTask bar) : IProgress<SimulationProgress>
    {
        public void Report(SimulationProgress value)
        {
            bar.Value = value.Day;
            bar.Description = Markup.Escape(Describe(value));
        }
    }

    /// <summary>About ten lines, however long the run.</summary>
    private sealed class DayLines(TextWriter writer) : IProgress<SimulationProgress>
    {
        public void Report(SimulationProgress value)
        {
            if (value.Day * 10 / value.Days != (value.Day - 1) * 10 / value.Days)
            {
                writer.WriteLine(Describe(value));
            }
        }
    }
}
