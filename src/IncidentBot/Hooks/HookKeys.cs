using System.Security.Cryptography;
using System.Text;
using IncidentBot.Configuration;

namespace IncidentBot.Hooks;

/// <summary>
/// The sources that are known. An unknown source and a wrong key take the same road and the same time, so that nobody learns names by asking.
/// </summary>
internal sealed class HookKeys(IReadOnlyList<AlertSourceOptions> sources)
{
    private const string Bearer = "Bearer ";
    private const string Signature = "sha256=";

    private static readonly byte[] Nobody = new byte[SHA256.HashSizeInBytes];

    private readonly IReadOnlyList<HookSource> _sources = [.. sources.Select(source => new HookSource(source))];

    public IReadOnlyList<HookSource> Sources => _sources;

    /// <summary>By <c>Authorization: Bearer</c>; null when it is missing or wrong.</summary>
    public HookSource? ByBearer(string name, string header)
    {
        var known = Named(name);
        var hash = Hash(header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : "");
        return CryptographicOperations.FixedTimeEquals(known?.KeyHash ?? Nobody, hash) ? known : null;
    }

    /// <summary>By <c>X-Signature-256: sha256=&lt;hex&gt;</c> over the bytes as they came; null when it is wrong, or only the hash of the key is known.</summary>
    public HookSource? BySignature(string name, string header, ReadOnlySpan<byte> body)
    {
        var known = Named(name);
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(known?.Secret ?? Nobody, body, expected);
        Span<byte> presented = stackalloc byte[SHA256.HashSizeInBytes];
        presented.Clear();
        var well = header.StartsWith(Signature, StringComparison.OrdinalIgnoreCase) && header.Length == Signature.Length + (2 * SHA256.HashSizeInBytes)
            && Convert.FromHexString(header.AsSpan(Signature.Length), presented, out _, out _) == System.Buffers.OperationStatus.Done;
        return CryptographicOperations.FixedTimeEquals(expected, presented) && well && known?.Secret is not null ? known : null;
    }

    /// <summary>By the key alone, as the Events API v2 does it.</summary>
    public HookSource? ByKey(string key)
    {
        var hash = Hash(key);
        HookSource? found = null;
        foreach (var source in _sources)
        {
            if (CryptographicOperations.FixedTimeEquals(source.KeyHash, hash))
            {
                found = source;
            }
        }

        return found;
    }

    private HookSource? Named(string name)
    {
        HookSource? found = null;
        var wanted = Hash(name);
        foreach (var source in _sources)
        {
            if (CryptographicOperations.FixedTimeEquals(source.NameHash, wanted))
            {
                found = source;
            }
        }

        return found;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

/// <summary>A source that may send alerts.</summary>
internal sealed class HookSource(AlertSourceOptions options)
{
    public string Name { get; } = options.Name;

    public byte[] NameHash { get; } = SHA256.HashData(Encoding.UTF8.GetBytes(options.Name));

    public byte[] KeyHash { get; } = options.Key.IsEmpty ? Convert.FromHexString(options.Sha256) : SHA256.HashData(Encoding.UTF8.GetBytes(options.Key.Reveal()));

    /// <summary>Null where only the hash of the key is known; then no signature can be checked.</summary>
    public byte[]? Secret { get; } = options.Key.IsEmpty ? null : Encoding.UTF8.GetBytes(options.Key.Reveal());

    public int RequestsPerSecond { get; } = options.RequestsPerSecond;

    public int Burst { get; } = options.Burst;

    public AlertFields Fields { get; } = new(options.Fields, options.ResolvedWords);
}
