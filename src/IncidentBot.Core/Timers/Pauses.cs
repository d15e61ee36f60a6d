namespace IncidentBot.Core.Timers;

/// <summary>Waiting inside a loop that ends quietly when it is told to stop.</summary>
internal static class Pauses
{
    /// <summary>Returns after <paramref name="length"/>, or at once when cancelled; never throws.</summary>
    public static async Task PauseAsync(this TimeProvider time, TimeSpan length, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(length, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The loop looks at its token next.
        }
    }
}
