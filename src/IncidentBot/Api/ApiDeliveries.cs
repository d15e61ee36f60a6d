using System.Security.Cryptography;
using System.Text;
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

    /// <summary>Enough to tell requests of one key apart by accident; nobody gains by making two alike.</summary>
    private const int FingerprintBytes = 8;

    private readonly long _started = time.GetUtcNow().ToUnixTimeMilliseconds();
    private long _count;

    /// <summary>What makes two requests the same; names hold no line breaks.</summary>
    public static string FingerprintOf(CommandRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Actor}\n{request.Conversation}\n{request.Text}")).AsSpan(0, FingerprintBytes));

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
