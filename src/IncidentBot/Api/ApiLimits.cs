using System.Threading.RateLimiting;
using IncidentBot.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace IncidentBot.Api;

/// <summary>Bounds on what callers can send: how much, how fast, how many at once.</summary>
internal static class ApiLimits
{
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);

    public static void Apply(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = RequestBody.MaxBytes;
        server.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        server.Limits.MaxRequestLineSize = 4 * 1024;
        server.Limits.RequestHeadersTimeout = HeadersWithin;
        server.Limits.MaxConcurrentConnections = 1_000;
        server.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }

    /// <summary>One bucket per key; who has none shares one per address, so that guessing keys is slow.</summary>
    public static void AddApiRateLimit(this IServiceCollection services, ApiOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            return ValueTask.CompletedTask;
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(
            http.User.Identity is { IsAuthenticated: true, Name: { } caller } ? $"key {caller}" : $"from {http.Connection.RemoteIpAddress}",
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.Burst,
                TokensPerPeriod = options.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
    });
}
