using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.Core.Alerts;

/// <summary>Short names for what alerts are told apart and put together by.</summary>
public static class AlertKey
{
    /// <summary>64 bits: among a million signals two are alike once in forty million tries.</summary>
    private const int Bytes = 8;

    /// <summary>The signal: the same for every occurrence.</summary>
    public static string Of(Alert alert) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{alert.Source}\n{alert.Id}")).AsSpan(0, Bytes));

    /// <summary>What belongs together: the service, or all of a source that names none.</summary>
    public static string GroupOf(Alert alert) => alert.Service?.ToLowerInvariant() ?? $"source {alert.Source}";
}
