using System.Diagnostics;
using Xunit;

namespace IncidentBot.Storage.Tests.Faults;

/// <summary>A real full disk, at every kind of write: refused clearly, and well again when there is room.</summary>
public sealed class FullDiskTests
{
    private const int NoSuchProgram = -1;

    [SkippableTheory]
    [InlineData("commit")]
    [InlineData("roll")]
    [InlineData("view")]
    [InlineData("checkpoint")]
    public async Task A_full_disk_is_refused_clearly_and_survived(string kind)
    {
        using var folder = new TemporaryFolder();
        var (mounts, why) = await RunAsync($"mount -t tmpfs -o size=64k tmpfs '{folder.Path}'");
        if (mounts == NoSuchProgram && string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal))
        {
            Assert.Fail($"CI needs unshare (util-linux): {why}");
        }

        // No script can install what a kernel refuses to a container.
        Skip.If(mounts != 0, $"No user namespaces here (unshare -Urm): {why}");

        var assembly = typeof(FullDiskChild).Assembly.Location;
        var (code, said) = await RunAsync($"mount -t tmpfs -o size=5m tmpfs '{folder.Path}' && exec '{Environment.ProcessPath}' exec '{assembly}' {FullDiskChild.Verb} '{folder.Path}' {kind}");

        Assert.True(code == 0 && said.TrimEnd().EndsWith(FullDiskChild.Held, StringComparison.Ordinal), $"exit code {code}: {said}");
    }

    private static async Task<(int Code, string Said)> RunAsync(string script)
    {
        try
        {
            using var child = Process.Start(new ProcessStartInfo("unshare", ["-Urm", "sh", "-c", script]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = child.StandardError.ReadToEndAsync();
            var output = await child.StandardOutput.ReadToEndAsync();
            await child.WaitForExitAsync();
            return (child.ExitCode, output + await errors);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (NoSuchProgram, e.Message);
        }
    }
}
