using System.Diagnostics;
using System.Text.Json.Nodes;
using IncidentBot.Slack.Outbound;
using IncidentBot.TestKit;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>Slack's rules for messages as the emulator has them, written by somebody else than ours. Needs node, which scripts/setup.sh installs.</summary>
internal static class SecondOpinion
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "tools", "slack-emulator");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>One line for each thing that Slack would refuse or shorten.</summary>
    public static async Task<IReadOnlyList<string>> AskAsync(IEnumerable<SlackMessage> messages)
    {
        using var node = new Process { StartInfo = new ProcessStartInfo("node", ["check.mjs"]) { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true } };
        try
        {
            node.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            const string missing = "node is not installed; run scripts/setup.sh.";
            Assert.False(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), missing);
            Skip.If(true, missing);
        }

        var bodies = new JsonArray([.. messages.Select(message => new JsonObject
        {
            ["channel"] = "C0INCIDENTS",
            ["text"] = message.Text,
            ["blocks"] = message.Blocks.DeepClone(),
            ["metadata"] = Marker.Metadata("ib:INC-7/1/0"),
        })]);
        var answer = node.StandardOutput.ReadToEndAsync();
        await node.StandardInput.WriteAsync(bodies.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        Assert.Equal(0, node.ExitCode);
        return [.. (await answer).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
