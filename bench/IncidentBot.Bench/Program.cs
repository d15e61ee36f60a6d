using IncidentBot.Bench;

// Speed and memory as ratios, by hand: scripts/bench.sh [commits|timers|closed|cold|alerts|slack] … ; without a name all of them run.
if (args is [SlackCallers.Name])
{
    await SlackCallers.RunAsync();
    return;
}

var wanted = args.Length == 0 ? ["commits", "timers", "closed", "cold", "alerts", "slack"] : args;
var folder = Path.Combine(Path.GetTempPath(), $"incidentbot-bench-{Environment.ProcessId}");
try
{
    foreach (var name in wanted)
    {
        var part = Path.Combine(folder, name);
        await (name switch
        {
            "commits" => CommitRates.RunAsync(part),
            "timers" => OpenTimers.RunAsync(part),
            "closed" => ClosedIncidents.RunAsync(part),
            "cold" => ColdStart.RunAsync(part),
            "alerts" => AlertStorms.RunAsync(part),
            "slack" => SlackCommands.RunAsync(part),
            _ => throw new ArgumentException($"There is no benchmark '{name}'; there are commits, timers, closed, cold, alerts and slack."),
        });
    }
}
finally
{
    if (Directory.Exists(folder))
    {
        Directory.Delete(folder, recursive: true);
    }
}
