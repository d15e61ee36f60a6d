namespace IncidentBot.Storage.Embedded.View;

/// <summary>
/// Nobody is looking, and the view would take the processor from the commits: what comes within a quarter of a second is written together, and
/// under a burst of commits it works an eighth of the time.
/// </summary>
internal sealed class GivingWay(TimeProvider time, Action wake) : IDisposable
{
    /// <summary>More commits than this while one batch was written are a burst.</summary>
    private const int BurstChanges = 100;

    private const int RestPerWork = 7;

    /// <summary>What several changes of an incident rewrite is then written once, by one transaction.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly Rest _rest = new(time, wake);

    public bool IsRunning => _rest.IsRunning;

    /// <param name="started">When the batch was begun, as a time stamp of the clock.</param>
    /// <param name="committedMeanwhile">Changes that became durable while it was written.</param>
    /// <param name="backlog">Changes that were durable before and are still to be written.</param>
    public void After(long started, long committedMeanwhile, long backlog)
    {
        if (committedMeanwhile >= BurstChanges)
        {
            var rest = time.GetElapsedTime(started) * RestPerWork;
            _rest.Begin(rest < Longest ? rest : Longest);
        }
        else if (backlog == 0)
        {
            _rest.Begin(Gathering);
        }
    }

    public void End() => _rest.End();

    public void Dispose() => _rest.Dispose();
}
