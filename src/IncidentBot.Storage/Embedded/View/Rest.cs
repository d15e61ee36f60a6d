namespace IncidentBot.Storage.Embedded.View;

/// <summary>
/// A pause of the view's thread that always ends in a wake. A timer may come a moment before the clock says so; it is the timer that ends the
/// rest, or the thread would look at the clock, go back to sleep, and be woken by nobody.
/// </summary>
internal sealed class Rest(TimeProvider time, Action wake) : IDisposable
{
    private ITimer? _timer;
    private long _until;

    public bool IsRunning => Interlocked.Read(ref _until) is not 0 and var until && time.GetTimestamp() < until;

    public void Begin(TimeSpan length)
    {
        _timer?.Dispose();
        Interlocked.Exchange(ref _until, time.GetTimestamp() + (long)(length.TotalSeconds * time.TimestampFrequency));
        _timer = time.CreateTimer(_ => Over(), null, length, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends it without waking anybody.</summary>
    public void End() => Interlocked.Exchange(ref _until, 0);

    public void Dispose() => _timer?.Dispose();

    private void Over()
    {
        End();
        wake();
    }
}
