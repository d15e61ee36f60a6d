namespace IncidentBot.Health;

/// <summary>Whether new work should be sent here: started, not stopping, every loop alive, store open, and the first command no slower than the others.</summary>
/// <param name="rehearsed">Ends when the road of a command was walked once.</param>
/// <param name="warnings">What does not work though work can be taken, in words without content: asked anew each time.</param>
internal sealed class Readiness(IHostApplicationLifetime lifetime, IReadOnlyList<Heartbeat> loops, Task rehearsed, Func<IEnumerable<string>> warnings)
{
    public ReadyReport Report()
    {
        List<string> reasons = [];
        if (!lifetime.ApplicationStarted.IsCancellationRequested || !rehearsed.IsCompleted)
        {
            reasons.Add("starting");
        }

        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            reasons.Add("stopping");
        }

        reasons.AddRange(loops.Select(loop => loop.Trouble()).OfType<string>());
        return new ReadyReport(reasons.Count == 0, reasons, [.. warnings()]);
    }
}

/// <summary>The body of <c>/readyz</c>.</summary>
/// <param name="Reasons">Why it cannot take work.</param>
/// <param name="Warnings">What does not work though it can: a watcher should tell somebody, and send work here all the same.</param>
internal sealed record ReadyReport(bool Ready, IReadOnlyList<string> Reasons, IReadOnlyList<string> Warnings);
