using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>When the process was there to do anything: lateness while it was down is the outage's, not the product's.</summary>
internal sealed class UpTime(IReadOnlyList<LifeSeen> lives)
{
    /// <summary>How long the process was up between the two instants.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var up = TimeSpan.Zero;
        foreach (var life in lives)
        {
            var (start, end) = (life.From > from ? life.From : from, life.To < to ? life.To : to);
            up += end > start ? end - start : TimeSpan.Zero;
        }

        return up;
    }
}
