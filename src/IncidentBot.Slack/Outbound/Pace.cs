namespace IncidentBot.Slack.Outbound;

/// <summary>
/// Slack's limits, kept on this side: calls of a method per minute, posts per channel, edits per message; and how long Slack asked for a
/// pause. A method or channel that has to wait holds up no other.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    /// <summary>Posts to one channel: one a second is allowed, a few at once are tolerated (Slack's page on rate limits).</summary>
    private static readonly Allowance PerChannel = new(1, 3);

    /// <summary>A card that is edited more often flickers and uses up everybody's edits.</summary>
    private static readonly Allowance PerMessage = new(1, 1);

    /// <summary>Slack's tiers, calls a minute. Anything else is tier 3.</summary>
    private static readonly Dictionary<string, int> PerMinute = new(StringComparer.Ordinal)
    {
        ["chat.postMessage"] = 240,
        ["chat.postEphemeral"] = 100,
        ["conversations.create"] = 20,
        ["conversations.list"] = 20,
        ["conversations.setTopic"] = 20,
        ["conversations.archive"] = 20,
        ["conversations.rename"] = 20,
        ["pins.add"] = 20,
        ["bookmarks.add"] = 20,
        ["usergroups.list"] = 20,
        ["usergroups.users.list"] = 20,
        ["users.list"] = 20,
        ["users.info"] = 100,
        ["conversations.members"] = 100,
        ["views.open"] = 100,
        ["views.push"] = 100,
        ["views.update"] = 100,
        ["views.publish"] = 100,
        ["auth.test"] = 100,
        ["apps.connections.open"] = 20,
    };

    private const int Tier3 = 50;
    private const int Remembered = 4096;

    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _pauses = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Takes this call's place. Now or earlier: it may leave. Later: nothing was taken, come back then.</summary>
    public DateTimeOffset Take(SlackCall call)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            Forget(now);
            var keys = Keys(call).ToList();
            var free = keys.Select(key => FreeAt(key.Name, key.Allowance, now)).Append(PausedUntil(call, now)).Max();
            if (free > now)
            {
                return free;
            }

            foreach (var (name, allowance) in keys)
            {
                _buckets[name] = _buckets[name].Use(allowance, now);
            }

            return now;
        }
    }

    /// <summary>Slack asked for patience with this method, and this channel where the limit is the channel's.</summary>
    public DateTimeOffset Pause(SlackCall call, TimeSpan wait)
    {
        var until = time.GetUtcNow() + wait;
        lock (_gate)
        {
            _pauses[PauseKey(call)] = until;
        }

        return until;
    }

    private static IEnumerable<(string Name, Allowance Allowance)> Keys(SlackCall call)
    {
        var perMinute = PerMinute.GetValueOrDefault(call.Method, Tier3);

        // A list is read page by page, and one that is broken off begins anew: it may use up its minute at once.
        yield return (call.Method, new Allowance(perMinute / 60.0, call.Method is "conversations.list" or "users.list" ? perMinute : perMinute / 2));
        if (call is { Method: "chat.postMessage", Channel: { } channel })
        {
            yield return ($"post {channel}", PerChannel);
        }

        if (call is { Method: "chat.update", Channel: { } at, Message: { } message })
        {
            yield return ($"edit {at} {message}", PerMessage);
        }
    }

    private static string PauseKey(SlackCall call) => call.Method is "chat.postMessage" ? $"{call.Method} {call.Channel}" : call.Method;

    private DateTimeOffset PausedUntil(SlackCall call, DateTimeOffset now) => _pauses.GetValueOrDefault(PauseKey(call), now);

    private DateTimeOffset FreeAt(string name, Allowance allowance, DateTimeOffset now)
    {
        if (!_buckets.TryGetValue(name, out var bucket))
        {
            _buckets[name] = bucket = new Bucket(allowance.Burst, now);
        }

        return bucket.FreeAt(allowance, now);
    }

    /// <summary>A bucket that is full again is as good as none: what is kept stays bounded.</summary>
    private void Forget(DateTimeOffset now)
    {
        if (_buckets.Count + _pauses.Count <= Remembered)
        {
            return;
        }

        foreach (var name in _buckets.Where(bucket => bucket.Value.At + TimeSpan.FromMinutes(2) < now).Select(bucket => bucket.Key).ToList())
        {
            _buckets.Remove(name);
        }

        foreach (var name in _pauses.Where(pause => pause.Value < now).Select(pause => pause.Key).ToList())
        {
            _pauses.Remove(name);
        }
    }

    private sealed record Allowance(double PerSecond, double Burst);

    private readonly record struct Bucket(double Left, DateTimeOffset At)
    {
        /// <summary>Rounding must not make a call wait for a part of a tick.</summary>
        private const double Enough = 0.999999;

        public DateTimeOffset FreeAt(Allowance allowance, DateTimeOffset now) =>
            LeftAt(allowance, now) is var left && left >= Enough ? now : now + TimeSpan.FromSeconds((1 - left) / allowance.PerSecond);

        public Bucket Use(Allowance allowance, DateTimeOffset now) => new(LeftAt(allowance, now) - 1, now);

        private double LeftAt(Allowance allowance, DateTimeOffset now) =>
            Math.Min(allowance.Burst, Left + (Math.Max(0, (now - At).TotalSeconds) * allowance.PerSecond));
    }
}
