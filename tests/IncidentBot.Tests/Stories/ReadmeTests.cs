using System.Diagnostics;
using System.Text.RegularExpressions;
using IncidentBot.Tests.Crash;

namespace IncidentBot.Tests.Stories;

/// <summary>What the README tells a newcomer to type is typed here, into a shell, against the real program.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [SkippableFact]
    public async Task The_walk_through_a_P1_works_as_written()
    {
        Skip.IfNot(File.Exists("/bin/bash") || File.Exists("/usr/bin/bash"), "There is no bash on this machine.");
        using var folder = new TempFolder();
        await using var host = HostProcess.Start(folder.Path, "Development", "--set", "Urls=http://127.0.0.1:0");
        var address = await host.ReadyAsync();
        var walk = Assert.Single(Blocks(), block => block.Contains("p1 checkout is down", StringComparison.Ordinal));

        var output = await ShellAsync(walk.Replace("http://localhost:5080", address.ToString().TrimEnd('/'), StringComparison.Ordinal), folder.Path);

        var expected = Expectation().Matches(walk).SelectMany(match => match.Groups[1].Value.Split('…')).Select(part => part.Trim()).Where(part => part.Length > 0).ToList();
        Assert.True(expected.Count >= 10, "the README expects nothing");
        var at = 0;
        foreach (var part in expected)
        {
            var found = output.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' is missing after:\n{output[..at]}\nin:\n{output[at..]}");
            at = found + part.Length;
        }
    }

    [SkippableFact]
    public async Task The_first_incident_in_a_Slack_without_an_account_works_as_written()
    {
        var missing = SlackStories.SlackEmulator.Missing;
        Skip.If(missing is not null, missing);
        var walk = Assert.Single(Texts(Readme), text => text.Contains("p1 checkout is down", StringComparison.Ordinal));

        var output = await TryOutAsync(string.Join('\n', walk.Split('\n').Where(line => !line.StartsWith('#'))));

        var at = 0;
        foreach (var part in Expectation().Matches(walk).Select(match => match.Groups[1].Value))
        {
            var found = output.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' is missing after:\n{output[..at]}\nin:\n{output[at..]}");
            at = found + part.Length;
        }
    }

    [Fact]
    public void Every_verb_of_the_command_line_in_README_and_docs_exists()
    {
        var program = File.ReadAllText(Path.Combine(Repository.Root, "src/IncidentBot/Program.cs"));
        var texts = Readme + File.ReadAllText(Path.Combine(Repository.Root, "docs/operations.md"));

        Assert.All(
            Verb().Matches(texts).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal),
            verb => Assert.Contains($"{verb}Command.Create", program, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_file_that_the_documents_name_is_there()
    {
        var files = Texts().Select(file => (File: file, Text: File.ReadAllText(file))).ToList();
        var links = files.Where(file => file.File.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(file => Link().Matches(file.Text).Select(match => (file.File, Path: Path.Combine(Path.GetDirectoryName(file.File)!, match.Groups[1].Value))));
        var mentions = files.SelectMany(file => Mention().Matches(file.Text).Select(match => (file.File, Path: Path.Combine(Repository.Root, match.Value))));

        var named = links.Concat(mentions).ToList();

        Assert.Contains(named, link => link.Path.EndsWith("docs/storage.md", StringComparison.Ordinal) && link.File.EndsWith(".cs", StringComparison.Ordinal));
        Assert.All(named, link => Assert.True(Path.Exists(link.Path), $"{link.File} names {link.Path}"));
    }

    [Fact]
    public void The_test_command_of_the_README_is_what_CI_calls()
    {
        Assert.Contains("\nscripts/test.sh ", Readme, StringComparison.Ordinal);
        Assert.Contains("exec scripts/test.sh", File.ReadAllText(Path.Combine(Repository.Root, ".ci/run")), StringComparison.Ordinal);
    }

    /// <summary>Documents, sources, scripts and settings; nothing that a build made.</summary>
    private static IEnumerable<string> Texts() => new[] { "src", "tests", "bench", "docs", "scripts" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(Repository.Root))
        .Where(file => Path.GetExtension(file) is ".md" or ".cs" or ".sh" or ".json" or ".props" or ".csproj" or ".txt" or ".editorconfig")
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"));

    private static IEnumerable<string> Texts(string document) => Typed().Matches(document).Select(match => match.Groups[1].Value);

    /// <summary>What scripts/slack-tryout.sh starts, with the program that was built for the tests.</summary>
    private static async Task<string> TryOutAsync(string lines)
    {
        var start = new ProcessStartInfo("node", ["tryout.mjs", Path.Combine(AppContext.BaseDirectory, "incidentbot.dll")])
        {
            WorkingDirectory = SlackStories.SlackEmulator.Folder,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(lines);
        node.StandardInput.Close();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return output;
    }

    private static IEnumerable<string> Blocks() => Block().Matches(Readme).Select(match => match.Groups[1].Value);

    private static async Task<string> ShellAsync(string script, string folder)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        using var shell = Process.Start(start)!;
        shell.StandardInput.Close();
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return output;
    }

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^```text\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Typed();

    [GeneratedRegex("^# (.*)$", RegexOptions.Multiline)]
    private static partial Regex Expectation();

    [GeneratedRegex("incidentbot ([a-z]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\bdocs/[A-Za-z0-9/_-]+(\.[a-z0-9]+)*", RegexOptions.ExplicitCapture)]
    private static partial Regex Mention();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)", RegexOptions.None)]
    private static partial Regex Link();
}
