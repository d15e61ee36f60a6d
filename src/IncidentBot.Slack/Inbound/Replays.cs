namespace IncidentBot.Slack.Inbound;

/// <summary>
/// What was done already. By signature, requests that were answered: the very same bytes with the very same moment again are a replay, and do
/// nothing. By id, what somebody was told. Only what went well is remembered, so a retry of something that failed is never lost. Bounded by time,
/// longer than Slack's six minutes of retries, and by number.
/// </summary>
internal sealed class Replays(TimeProvider time)
{
    private const int Most = 50_000;

    /// <summary>After this the moment itself is too old, on either side of the clock.</summary>
    private static readonly TimeSpan KeptFor = Signing.Window * 2;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(string Signature, DateTimeOffset At)> _order = new();
    private readonly Lock _lock = new();

    public bool IsKnown(string signature)
    {
        lock (_lock)
        {
            return _seen.Contains(signature);
        }
    }

    /// <summary>True when it was not known.</summary>
    public bool Remember(string signature)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            while (_order.TryPeek(out var oldest) && (now - oldest.At > KeptFor || _order.Count >= Most))
            {
                _order.Dequeue();
                _seen.Remove(oldest.Signature);
            }

            if (!_seen.Add(signature))
            {
                return false;
            }

            _order.Enqueue((signature, now));
            return true;
        }
    }
}
