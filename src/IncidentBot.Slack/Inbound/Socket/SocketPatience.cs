namespace IncidentBot.Slack.Inbound.Socket;

/// <summary>How long is waited for what, when sockets come and go.</summary>
internal sealed record SocketPatience
{
    /// <summary>The longest first wait; the next ones are twice as long each.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>When Slack holds as many sockets as it allows: this long, and up to twice as long.</summary>
    public TimeSpan Crowded { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Hello { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Quiet for this long may be a dead line that looks open; a new socket tells.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Full jitter: anything from nothing to the wait itself, so that many bots do not come back at once.</summary>
    /// <param name="failures">In a row, since Slack last said hello.</param>
    public TimeSpan Backoff(int failures, Random chance)
    {
        var most = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Min(failures, 16)));
        return TimeSpan.FromSeconds(most * chance.NextDouble());
    }
}
