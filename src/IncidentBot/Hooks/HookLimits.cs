using System.Threading.RateLimiting;

namespace IncidentBot.Hooks;

/// <summary>How fast each source may send, and how fast an address may fail to prove who it is.</summary>
internal sealed class HookLimits : IDisposable
{
    private const int FailuresPerSecond = 10;
    private const int FailuresAtOnce = 100;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<HookSource> _sources = PartitionedRateLimiter.Create<HookSource, string>(source => RateLimitPartition.GetTokenBucketLimiter(source.Name, _ => Bucket(source.Burst, source.RequestsPerSecond)));

    private readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetTokenBucketLimiter(address, _ => Bucket(FailuresAtOnce, FailuresPerSecond)));

    public bool Allows(HookSource source) => Taken(_sources.AttemptAcquire(source));

    /// <summary>Guessing keys is slow.</summary>
    public bool AllowsFailureFrom(HttpContext http) => Taken(_failures.AttemptAcquire(http.Connection.RemoteIpAddress?.ToString() ?? "unknown"));

    public void Dispose()
    {
        _sources.Dispose();
        _failures.Dispose();
    }

    private static TokenBucketRateLimiterOptions Bucket(int atOnce, int perSecond) =>
        new() { TokenLimit = atOnce, TokensPerPeriod = perSecond, ReplenishmentPeriod = Second, QueueLimit = 0 };

    private static bool Taken(RateLimitLease lease)
    {
        using (lease)
        {
            return lease.IsAcquired;
        }
    }
}
