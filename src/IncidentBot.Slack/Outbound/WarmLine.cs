namespace IncidentBot.Slack.Outbound;

/// <summary>
/// Keeps a connection to Slack open: a form has to be there within three seconds of the press, and a first connection of the hour takes a good
/// part of them (Slack page, section 3). What asks also learns that a token was revoked before somebody needs it.
/// </summary>
internal sealed class WarmLine(SlackApi api, TimeProvider time)
{
    /// <summary>Within the time after which the connection would be closed.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(4);

    /// <summary>Until it is cancelled. How the call ends changes nothing here: whoever uses the line finds out the same.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await api.CallAsync(new SlackCall("auth.test"), cancellationToken);
        }
    }
}
