using System.Security.Cryptography;
using System.Text;
using IncidentBot.Core.Store;

namespace IncidentBot.Slack.Inbound;

/// <summary>Slack's ids as ours: bounded, and what is secret about them hashed.</summary>
internal static class SlackIds
{
    private const int HashBytes = 16;

    public static string? Channel(string? id) => id is { Length: >= 2 and <= 32 } && id[0] is 'C' or 'G' or 'D' && id.All(char.IsAsciiLetterOrDigit) ? id : null;

    /// <summary>"1790000010.000100"; text, because a number would lose its last digits.</summary>
    public static string? Ts(string? ts) => ts is { Length: >= 3 and <= 32 } && ts.All(c => char.IsAsciiDigit(c) || c == '.') ? ts : null;

    /// <summary>A command, a click, a submission: its trigger is used once. A trigger opens a window, so it is not written down as it is.</summary>
    public static DeliveryId Trigger(string? trigger, string what) => new($"slack/do/{Hash($"{trigger}\n{what}")}");

    /// <summary>A message is one thing, however many events tell of it.</summary>
    public static DeliveryId Message(string channel, string ts) => new($"slack/message/{channel}/{ts}");

    public static DeliveryId Event(string id) => new($"slack/event/{(id.Length <= 64 && id.All(char.IsAsciiLetterOrDigit) ? id : Hash(id))}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
}
