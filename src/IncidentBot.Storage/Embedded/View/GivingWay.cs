namespace IncidentBot.Storage.Embedded.View;

/// <summary>
/// Under a burst of commits the view would take a core from them for something nobody is looking at: it works an eighth of the time.
/// </summary>
internal sealed class GivingWay(TimeProvider time, Action wake) : IDisposable
{
    /// <summary>More commits than this while one batch was written are a burst.</summary>
    private const int BurstChanges = 100;

    private const int RestPerWork = 7;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly Rest _rest = new(time, wake);

    public bool IsRunning => _rest.IsRunning;

    /// <param name="started">When the batch was begun, as a time stamp of the clock.</param>
    /// <param name="committedMeanwhile">Changes that became durable while it was written.</param>
    public void After(long started, long committedMeanwhile)
    {
        if (committedMeanwhile < BurstChanges)
        {
            return;
        }

        var rest = time.GetElapsedTime(started) * RestPerWork;
        _rest.Begin(rest < Longest ? rest : Longest);
    }

    public void End() => _rest.End();

    public void Dispose() => _rest.Dispose();
}
