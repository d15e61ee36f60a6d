using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Core.Settings;
using Microsoft.Extensions.Primitives;

namespace IncidentBot.Slack.Inbound;

/// <summary>
/// Is this request Slack's? HMAC-SHA256 over the bytes as they came, before anything is parsed; the clock may differ by five minutes in either
/// direction. With no secret nothing is good.
/// </summary>
internal sealed class Signing(IEnumerable<Secret> secrets)
{
    public const string TimestampHeader = "X-Slack-Request-Timestamp";
    public const string SignatureHeader = "X-Slack-Signature";

    /// <summary>Slack's page on verifying requests: older is a replay. Newer is a clock that cannot be right.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(300);

    private const string Version = "v0=";
    private const int Digits = 12;

    private readonly byte[][] _keys = [.. secrets.Select(secret => Encoding.UTF8.GetBytes(secret.Reveal()))];

    /// <summary>What the headers claim; null when they are missing, repeated, malformed, or the moment is too far away. The body need not be read then.</summary>
    public static Claim? Read(StringValues timestamps, StringValues signatures, DateTimeOffset now)
    {
        if (timestamps is not [{ } timestamp] || signatures is not [{ } signature] || timestamp.Length is 0 or > Digits
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || !signature.StartsWith(Version, StringComparison.Ordinal)
            || signature.Length != Version.Length + (SHA256.HashSizeInBytes * 2))
        {
            return null;
        }

        return Math.Abs(now.ToUnixTimeSeconds() - seconds) <= (long)Window.TotalSeconds ? new Claim(timestamp, signature) : null;
    }

    /// <summary>Takes the same time whatever is wrong with it.</summary>
    public bool IsGood(Claim claim, ReadOnlySpan<byte> body)
    {
        Span<byte> claimed = stackalloc byte[claim.Signature.Length];
        if (Encoding.ASCII.GetBytes(claim.Signature, claimed) != claimed.Length)
        {
            return false;
        }

        var good = false;
        foreach (var key in _keys)
        {
            good |= CryptographicOperations.FixedTimeEquals(claimed, Sign(key, claim.Timestamp, body));
        }

        return good;
    }

    /// <summary>What Slack would send: for this and for tests.</summary>
    internal static byte[] Sign(byte[] key, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.ASCII.GetBytes($"v0:{timestamp}:"));
        hmac.AppendData(body);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        hmac.GetHashAndReset(hash);
        return Encoding.ASCII.GetBytes(Version + Convert.ToHexStringLower(hash));
    }

    /// <summary>A moment and a signature, as they stood in the headers.</summary>
    internal sealed record Claim(string Timestamp, string Signature);
}
