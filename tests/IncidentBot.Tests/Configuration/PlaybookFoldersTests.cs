
namespace IncidentBot.Tests.Configuration;

public sealed class PlaybookFoldersTests
{
    private const string Good = "---\nname: queue\ntitle: The queue is stuck\nsymptoms: queue\n---\n1. Look\n";

    [Fact]
    public void The_guides_three_lie_beside_the_program() =>
        Assert.Equal(["high-api-latency", "model-prediction-errors", "user-unable-to-login"], Settings.From().Handbook.Playbooks.Select(playbook => playbook.Name));

    [Fact]
    public void A_team_adds_its_own_and_replaces_one_by_its_name()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, "a.md"), Good);
        File.WriteAllText(Path.Combine(folder.Path, "b.md"), Good.Replace("queue\n", "high-api-latency\n", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder.Path, "notes.txt"), "not looked at");

        var handbook = Settings.From($"Playbooks:Folder={folder.Path}").Handbook;

        Assert.Equal(["high-api-latency", "model-prediction-errors", "queue", "user-unable-to-login"], handbook.Playbooks.Select(playbook => playbook.Name));
        Assert.Equal("The queue is stuck", handbook.Find("high-api-latency")[0].Title);
        Assert.Equal(2, Settings.From($"Playbooks:Folder={folder.Path}", "Playbooks:Shipped=false").Handbook.Playbooks.Count);
    }

    [Fact]
    public void Everything_wrong_in_the_folder_is_named_with_its_file()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, "bare.md"), "1. Look\n");
        File.WriteAllText(Path.Combine(folder.Path, "one.md"), Good);
        File.WriteAllText(Path.Combine(folder.Path, "two.md"), Good);
        File.WriteAllText(Path.Combine(folder.Path, "wrong.md"), Good.Replace("symptoms", "symptom", StringComparison.Ordinal));

        var problems = Settings.Problems($"Playbooks:Folder={folder.Path}", "Links:List:0:Name=", "Links:List:0:Url=ftp://x").Select(problem => problem.ToString()).ToList();

        Assert.Equal(5, problems.Count);
        Assert.Contains(problems, problem => problem.StartsWith("Playbooks:Folder holds bare.md, which has no front matter", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Playbooks:Folder holds two playbooks with the name of two.md: the other is one.md", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Playbooks:Folder holds wrong.md, which has a line 4", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Links:List:0:Name", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Links:List:0:Url", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_not_there_stops_the_start() =>
        Assert.Equal("Playbooks:Folder", Settings.Problem("Playbooks:Folder=/nowhere/at/all").Path);
}
