using IncidentBot.TestKit;

namespace IncidentBot.Slack.Tests.Inbound.Support;

/// <summary>Requests and frames as Slack sends them, byte for byte.</summary>
internal static class Payloads
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "IncidentBot.Slack.Tests", "Inbound", "Payloads");

    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));
}
