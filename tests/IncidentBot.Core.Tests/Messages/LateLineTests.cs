using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Messages;

public sealed class LateLineTests
{
    private static readonly DateTimeOffset Due = Noon.AddMinutes(10);

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(60, true)]
    public void What_the_sweep_reaches_within_its_longest_sleep_and_a_few_tries_is_not_late(int seconds, bool late) =>
        Assert.Equal(late, LateLine.Of([new Overdue("reminder", Due)], Noon, Due.AddSeconds(seconds), attendance: null) is not null);

    [Fact]
    public void What_the_incident_asked_for_only_just_now_was_not_due_before()
    {
        Assert.Null(LateLine.Of([new Overdue("first public text", Due)], since: Due.AddHours(1), now: Due.AddHours(1).AddSeconds(1), attendance: null));
    }

    [Theory]
    [InlineData(50, "Late by 50 s: ")]
    [InlineData(60 * 60, "Late by 60 min: ")]
    [InlineData((3 * 60 * 60) + (5 * 60), "Late by 3 h 5 min: ")]
    [InlineData(2 * 60 * 60, "Late by 2 h: ")]
    public void How_late_it_is_is_short(int seconds, string begins) =>
        Assert.StartsWith(begins, Text(LateLine.Of([new Overdue("reminder", Due)], Noon, Due.AddSeconds(seconds), attendance: null)!.Block), StringComparison.Ordinal);

    [Fact]
    public async Task Who_answers_before_the_sweep_comes_by_reads_what_was_missed()
    {
        var world = new World().With(An.Incident().Numbered(7).P2());
        world.Jump(TimeSpan.FromMinutes(70));

        await world.SayAsync("ack INC-7", Anna);

        var late = Assert.Single(Notices(world), card => Line(card) is not null);
        Assert.Contains("Anna acknowledged", late.Title, StringComparison.Ordinal);
        Assert.Contains("response target missed (due 13:00)", Line(late), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_timeline_tells_and_what_calls_somebody_is_one_message_too()
    {
        var world = new World().With(An.Incident().Numbered(7).P1().AcknowledgedBy(Anna).Says("pause waiting for the vendor", Anna));
        world.Jump(TimeSpan.FromHours(2));

        await world.Timers.FireAsync(world.Store.Planned.Where(timer => timer.Due <= world.Time.GetUtcNow()).MinBy(timer => timer.Due)!, default);

        var one = Assert.Single(Notices(world));
        Assert.Contains("The pause lapsed", one.Summary, StringComparison.Ordinal);
        Assert.Contains("end of the pause (due 12:32)", Line(one), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_merged_away_leaves_no_id_to_be_given_twice()
    {
        var past = An.Incident().Numbered(7).P1().AcknowledgedBy(Anna).Says("pause waiting for the vendor", Anna);
        var before = past.Build();
        var after = past.After(40).With(new ClockResumed()).With(new Nagged([NagKind.Update]));
        var entries = after.History().Events;

        var rows = new Announcements(Some.Roster).For(before, after.Build(), [.. entries.TakeLast(2)], entries.Count - 1);

        Assert.Single(rows, row => row.Operation is Operation.Post);
        Assert.True(rows.Count > 1);
        Assert.Equal(rows.Count, rows.Select(row => row.Id).Distinct().Count());
    }

    [Fact]
    public async Task After_an_upgrade_too_what_was_overdue_is_told()
    {
        var world = new World();
        world.Store.Add(An.Incident().Numbered(8).P1().History() with { Timers = [new PlannedTimer("lunch", Noon)] });
        world.Jump(TimeSpan.FromMinutes(16));

        Assert.Equal(1, await world.Timers.CorrectAsync(default));

        Assert.Contains("response target missed", Line(Assert.Single(Notices(world))), StringComparison.Ordinal);
    }

    private static IEnumerable<Card> Notices(World world) =>
        world.Store.Saved.SelectMany(change => change.Outbox).Select(row => row.Operation).OfType<Operation.Post>().Where(post => post.Key is null).Select(post => ((Body.Fixed)post.Body).Card);

    private static string? Line(Card card) => card.Blocks.OfType<Block.Text>().Select(Text).SingleOrDefault(line => line.StartsWith("Late by", StringComparison.Ordinal));

    private static string Text(Block.Text text) => string.Concat(text.Spans.Select(span => span switch
    {
        Span.Words words => words.Value,
        Span.Moment moment => moment.At.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    }));
}
