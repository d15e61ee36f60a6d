using IncidentBot.Core.Messages;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class TimelineVerbTests
{
    [Fact]
    public async Task What_happened_is_told_in_order_with_its_moments()
    {
        var card = (await new World().With(An.Incident().P1().AcknowledgedBy(Anna).Says("note the cache is full", Ben)).SayAsync("timeline INC-7")).Card!;

        Assert.Equal(
            [" Nina declared P1: checkout is down", " Anna acknowledged", " Anna is commander", " Task 1 done by Anna", " Step: Triage", " Ben: the cache is full"],
            card.Blocks.Select(Words));
        Assert.Equal(Noon, ((Span.Moment)((Block.Text)card.Blocks[0]).Spans[0]).At);
    }

    [Fact]
    public async Task A_long_one_shows_its_newest_entries_and_those_before_them_page_by_page()
    {
        var past = An.Incident().P1();
        for (var i = 1; i <= 40; i++)
        {
            past.Says($"note number {i}", Ben);
        }

        var world = new World().With(past);
        var newest = (await world.SayAsync("timeline INC-7")).Card!;

        Assert.Equal(26, newest.Blocks.Count);
        Assert.Equal("16 earlier entries: `timeline INC-7 2`", ((Span.Words)((Block.Text)newest.Blocks[0]).Spans[0]).Value);
        Assert.Equal(" Ben: number 40", Words(newest.Blocks[^1]));
        Assert.Equal(("Earlier", "timeline INC-7 2"), (Assert.Single(newest.Buttons).Label, newest.Buttons[0].Line));

        var earlier = (await world.SayAsync("timeline INC-7 2")).Card!;
        Assert.Equal((16, " Nina declared P1: checkout is down", " Ben: number 15", 0), (earlier.Blocks.Count, Words(earlier.Blocks[0]), Words(earlier.Blocks[^1]), earlier.Buttons.Count));
    }

    private static string Words(Block block) => string.Concat(((Block.Text)block).Spans.OfType<Span.Words>().Select(words => words.Value));

    [Fact]
    public async Task A_long_entry_is_cut_and_says_where_it_stands_whole()
    {
        var shortly = new World().With(An.Incident().P1().Says("note short", Nina));
        var world = new World().With(An.Incident().P1().Says($"note {new string('x', 1000)}", Nina));

        Assert.Equal("What is cut here stands whole in `timeline INC-7 whole 1`", (await world.SayAsync("timeline INC-7")).Card!.Lines()[^1]);
        Assert.DoesNotContain((await shortly.SayAsync("timeline INC-7")).Card!.Lines(), line => line.Contains("whole", StringComparison.Ordinal));
        Assert.EndsWith(new string('x', 1000), (await world.SayAsync("timeline INC-7 whole 1")).Card!.Lines()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_that_shows_a_cut_entry_whole_names_the_page_it_stands_on()
    {
        var past = An.Incident().P1().Says($"note first {new string('x', 1000)}", Nina);
        for (var i = 0; i < 12; i++)
        {
            past = past.Says($"note number {i}", Ben);
        }

        var world = new World().With(past);
        var line = (await world.SayAsync("timeline INC-7")).Card!.Lines()[^1].Split('`')[1];
        var page = (await world.SayAsync(line)).Card!;

        Assert.Equal("timeline INC-7 whole 3", line);
        Assert.Contains(page.Lines(), shown => shown.Contains($"first {new string('x', 1000)}", StringComparison.Ordinal));
        Assert.Empty(page.Buttons);
    }
}
