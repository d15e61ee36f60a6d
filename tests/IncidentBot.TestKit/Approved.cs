using System.Runtime.CompilerServices;
using Xunit;

namespace IncidentBot.TestKit;

/// <summary>
/// Compares a text with the one that was approved in review, kept beside the test: <c>Snapshots/&lt;name&gt;.approved.&lt;kind&gt;</c>. A
/// difference leaves a <c>.received.</c> file; to approve it, rename it and look at the change in review as people will see it.
/// </summary>
public static class Approved
{
    public static void Matches(string received, string name, string kind = "txt", [CallerFilePath] string test = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(test)!, "Snapshots");
        var approvedFile = Path.Combine(folder, $"{name}.approved.{kind}");
        var receivedFile = Path.Combine(folder, $"{name}.received.{kind}");
        var text = received.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        var approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).ReplaceLineEndings("\n") : null;
        if (string.Equals(approved, text, StringComparison.Ordinal))
        {
            File.Delete(receivedFile);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(receivedFile, text);
        if (approved is null)
        {
            Assert.Fail($"Nothing is approved yet for {name}. Look at {receivedFile} and rename it to {Path.GetFileName(approvedFile)}.");
        }

        Assert.Equal(approved, text);
    }
}
