using IncidentBot.Running;
using IncidentBot.Storage.Embedded;
using Spectre.Console;

namespace IncidentBot.Cli;

/// <summary>Shows how far a long piece of work has come: a bar where somebody watches, else a line now and then. Work under a second stays silent.</summary>
internal static class ProgressView
{
    public static Task<T> WatchAsync<T>(Surroundings around, Func<IProgress<StoreProgress>, Task<T>> work)
    {
        if (!around.IsTerminal)
        {
            return work(new ProgressLines(around.Error, around.Time));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(around.Error) });
        return console.Progress().AutoClear(true).StartAsync(context => work(new ProgressBars(context)));
    }

    /// <summary>One bar for each thing that is done.</summary>
    private sealed class ProgressBars(ProgressContext context) : IProgress<StoreProgress>
    {
        private readonly Dictionary<string, ProgressTask> _bars = new(StringComparer.Ordinal);
        private readonly Lock _lock = new();

        public void Report(StoreProgress value)
        {
            lock (_lock)
            {
                if (!_bars.TryGetValue(value.What, out var bar))
                {
                    _bars[value.What] = bar = context.AddTask(Markup.Escape(value.What), maxValue: 100);
                }

                bar.Value = value.Percent;
            }
        }
    }
}

/// <summary>At most one line a second, and none in the first.</summary>
internal sealed class ProgressLines(TextWriter writer, TimeProvider time) : IProgress<StoreProgress>
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _last = time.GetTimestamp();

    public void Report(StoreProgress value)
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_last) < Between)
            {
                return;
            }

            _last = time.GetTimestamp();
            writer.WriteLine($"{value.What}: {value.Percent} %");
        }
    }
}
