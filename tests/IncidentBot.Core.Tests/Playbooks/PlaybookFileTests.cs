using IncidentBot.Core.Playbooks;
using IncidentBot.TestKit;
using Xunit;

namespace IncidentBot.Core.Tests.Playbooks;

public sealed class PlaybookFileTests
{
    private const string Front = "---\nname: queue-stuck\ntitle: The queue is stuck\nsymptoms: queue, stuck jobs\nalerts: QueueStuck, QueueOld\n---\n";

    private static Playbook Good(string text)
    {
        var (playbook, problems) = PlaybookFile.Read(text);
        Assert.Empty(problems);
        return playbook!;
    }

    [Fact]
    public void List_items_are_the_steps_and_what_is_indented_below_is_their_help()
    {
        var playbook = Good($"{Front}\nWhat to know first.\n\n## Look\n\n1. Look at **the queue**\n\n   ```sql\n   SELECT *\n     FROM jobs\n   ```\n\n2. Ask around\n\nNothing to do here.\n\n- [ ] Restart it\n");

        Assert.Equal(("queue-stuck", "The queue is stuck"), (playbook.Name, playbook.Title));
        Assert.Equal(["queue", "stuck jobs"], playbook.Symptoms);
        Assert.Equal(["QueueStuck", "QueueOld"], playbook.Alerts);
        Assert.Equal([new PlaybookStep("Look at the queue", "SELECT *\n  FROM jobs"), new PlaybookStep("Ask around", null), new PlaybookStep("Restart it", null)], playbook.Steps);
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_change_nothing() =>
        Assert.Equal(2, Good("\uFEFF" + $"{Front}1. One\n2. Two\n".Replace("\n", "\r\n", StringComparison.Ordinal)).Steps.Count);

    [Fact]
    public void What_hides_from_a_reader_is_taken_out() =>
        Assert.Equal(new PlaybookStep("Look here", "rm -rf"), Good($"{Front}1. Look\u202E here\u200B\n   rm\u0007 -rf\n").Steps[0]);

    [Theory]
    [InlineData("1. One", "no front matter")]
    [InlineData("---\nname: x\ntitle: X\n1. One", "no front matter")]
    [InlineData("---\nname: Not Good\ntitle: X\n---\n1. One", "needs a name")]
    [InlineData("---\nname: x\n---\n1. One", "needs a title")]
    [InlineData("---\nname: x\ntitle: X\nowner: me\n---\n1. One", "line 4")]
    [InlineData("---\nname: x\ntitle: X\nname: y\n---\n1. One", "line 4")]
    [InlineData("---\nname: x\ntitle: X\n---\nOnly words", "0 steps")]
    public void What_is_wrong_is_said(string text, string problem)
    {
        var (playbook, problems) = PlaybookFile.Read(text);

        Assert.Null(playbook);
        Assert.Contains(problem, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once() =>
        Assert.Equal(4, PlaybookFile.Read($"---\nname: X\nowner\n---\n1. {new string('x', 300)}").Problems.Count);

    [Theory]
    [InlineData("high-api-latency", "checkout is slow", "ApiLatencyCritical")]
    [InlineData("model-prediction-errors", "predictions fail", "PredictionErrorsCritical")]
    [InlineData("user-unable-to-login", "nobody can log in", "AuthServiceDown")]
    public void The_three_of_the_guide_come_with_the_program_and_are_suggested(string name, string title, string alert)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "playbooks"), "*.md");
        Assert.Equal(3, files.Length);
        var handbook = new Handbook(files.Select(file => Good(File.ReadAllText(file))), []);

        Assert.Equal(name, handbook.Suggest(title, [])[0].Name);
        Assert.Equal(name, handbook.Suggest("something", [alert])[0].Name);
        var playbook = Assert.Single(handbook.Find(name));
        Assert.Equal((7, 3), (playbook.Steps.Count, playbook.Steps.Count(step => step.Details is not null)));
    }
}
