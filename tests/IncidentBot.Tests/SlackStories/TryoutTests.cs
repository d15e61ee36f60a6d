using System.Diagnostics;

namespace IncidentBot.Tests.SlackStories;

/// <summary>What <c>scripts/slack-tryout.sh</c> prints of what people would see.</summary>
public sealed class TryoutTests
{
    [SkippableFact]
    public async Task A_command_without_an_answer_says_so_and_how_long_it_was_waited_for() => Assert.Equal(
        "  (no answer after 10.0 s, timeout: in Slack dave reads that the command failed; what is done all the same follows)",
        await PrintAsync("""["dave", {"status":0,"ms":10000,"error":"timeout","late":true}]"""));

    [SkippableFact]
    public async Task A_late_answer_is_shown_and_called_late() => Assert.Equal(
        "  (only dave sees this) INC-1 declared at 14:00. (after 3.4 s; Slack waits for 3)",
        await PrintAsync("""["dave", {"status":200,"ms":3400,"late":true,"body":{"text":"INC-1 declared at <!date^1790000000^{time}|14:00>."}}]"""));

    [SkippableFact]
    public async Task What_is_posted_to_the_response_address_is_shown() => Assert.Equal(
        "  [response_url, only bob sees this] What you can type (goes on)",
        await PrintAsync("""["bob", {"method":"response_url","ok":true,"body":{"response_type":"ephemeral","text":"What you can type (goes on)"}}]"""));

    private static async Task<string> PrintAsync(string line)
    {
        Skip.If(SlackEmulator.Missing is not null, SlackEmulator.Missing);
        using var node = Process.Start(new ProcessStartInfo("node", ["said.mjs"]) { WorkingDirectory = SlackEmulator.Folder, RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        await node.StandardInput.WriteAsync($"[{line}]");
        node.StandardInput.Close();
        var printed = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return printed.TrimEnd();
    }
}
