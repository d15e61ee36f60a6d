namespace IncidentBot.Health;

/// <summary>Whether new work should be sent here: started, not stopping, every loop alive, store open.</summary>
internal sealed class Readiness(IHostApplicationLifetime lifetime, IReadOnlyList<Heartbeat> loops)
{
    public ReadyReport Report()
    {
        List<string> reasons = [];
        if (!lifetime.ApplicationStarted.IsCancellationRequested)
        {
            reasons.Add("starting");
        }

        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            reasons.Add("stopping");
        }

        reasons.AddRange(loops.Select(loop => loop.Trouble()).OfType<string>());
        return new ReadyReport(reasons.Count == 0, reasons);
    }
}

/// <summary>The body of <c>/readyz</c>.</summary>
internal sealed record ReadyReport(bool Ready, IReadOnlyList<string> Reasons);
