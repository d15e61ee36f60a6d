using IncidentBot.Simulation.Stories;
using IncidentBot.TestKit;
using Xunit;

namespace IncidentBot.Simulation.Tests.Stories;

public sealed class StoryBookTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. StoryBook.All.Select(story => story.Name)];

    private static string Samples => Path.Combine(Repository.Root, "samples", "transcripts");

    /// <summary>What an incident commander reads before trusting the bot is what it says today; <c>scripts/transcripts.sh</c> writes it anew.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_story_keeps_every_promise_and_reads_as_the_kept_transcript(string name)
    {
        var told = StoryRun.Tell(StoryBook.All.Single(story => story.Name == name), _folder.In(name));

        Assert.Empty(told.Broken);
        var kept = File.ReadAllLines(Path.Combine(Samples, told.FileName));
        var now = told.Text.TrimEnd('\n').Split('\n');
        var other = Enumerable.Range(0, Math.Max(kept.Length, now.Length)).FirstOrDefault(at => at >= kept.Length || at >= now.Length || kept[at] != now[at], -1);
        Assert.True(other < 0, $"From line {other + 1} on it reads otherwise: '{now.ElementAtOrDefault(other)}'. If that is meant, run scripts/transcripts.sh and read what changed.");
    }

    [Fact]
    public void No_transcript_is_kept_that_nobody_tells() =>
        Assert.Equal(StoryBook.All.Select(story => $"{story.Name}.txt").Order(StringComparer.Ordinal), Directory.GetFiles(Samples, "*.txt").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void A_line_that_comes_before_the_one_above_it_is_not_told()
    {
        var story = StoryBook.All[0] with { Lines = [StoryBook.All[0].Lines[0], StoryBook.All[0].Lines[1] with { At = "2027-03-01 02:00" }] };

        Assert.Contains("lies before", Assert.Throws<InvalidOperationException>(() => StoryRun.Tell(story, _folder.In("before"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_button_that_nobody_can_see_is_not_pressed()
    {
        var story = StoryBook.All[0] with { Lines = [StoryBook.All[0].Lines[0], StoryBook.All[0].Lines[1] with { Words = "[Close]" }] };

        Assert.Contains("nobody can press [Close]", Assert.Throws<InvalidOperationException>(() => StoryRun.Tell(story, _folder.In("button"))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
