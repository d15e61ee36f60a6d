using IncidentBot.Core.Store;

namespace IncidentBot.Api;

/// <summary>
/// Names each request for the store. With an <c>Idempotency-Key</c> the name is the caller's, and a second delivery gets the first answer;
/// without one it is made of the start of this process and a counter, unique but not repeatable.
/// </summary>
internal sealed class ApiDeliveries(TimeProvider time)
{
    public const string Header = "Idempotency-Key";
    public const int MaxKey = 128;

    private readonly long _started = time.GetUtcNow().ToUnixTimeMilliseconds();
    private long _count;

    /// <summary>Null when the key cannot be used: 1 to 128 visible ASCII characters.</summary>
    public DeliveryId? For(string caller, string? key)
    {
        if (key is null)
        {
            return new DeliveryId($"api-once/{caller}/{_started}-{Interlocked.Increment(ref _count)}");
        }

        return key.Length is > 0 and <= MaxKey && key.All(letter => letter is > ' ' and <= '~') ? new DeliveryId($"api/{caller}/{key}") : null;
    }
}
