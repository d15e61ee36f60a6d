using System.Security.Cryptography;
using System.Text;
using IncidentBot.Configuration;

namespace IncidentBot.Api;

/// <summary>The callers that are known. Holds hashes only, and compares them in a time that tells nothing.</summary>
internal sealed class ApiKeyRing(IReadOnlyList<ApiKeyOptions> keys)
{
    private readonly IReadOnlyList<ApiCaller> _callers =
        [.. keys.Select(key => new ApiCaller(key.Name, key.SeesPrivate, key.Key.IsEmpty ? Convert.FromHexString(key.Sha256) : Hash(key.Key.Reveal())))];

    public ApiCaller? Find(string presented)
    {
        var hash = Hash(presented);
        ApiCaller? found = null;
        foreach (var caller in _callers)
        {
            if (CryptographicOperations.FixedTimeEquals(caller.KeyHash, hash))
            {
                found = caller;
            }
        }

        return found;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

/// <summary>A program that may call the API.</summary>
internal sealed record ApiCaller(string Name, bool SeesPrivate, byte[] KeyHash);
