using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Timers;

/// <summary>Windows, countdowns and 50 % marks: the card changes although nobody did anything, and nobody is told.</summary>
public sealed class CardMarksTests
{
    [Theory]
    [InlineData(Severity.P1, 7.5)]
    [InlineData(Severity.P2, 30)]
    [InlineData(Severity.P3, 120)]
    public void While_nobody_has_acknowledged_half_of_the_response_target_is_a_mark(Severity severity, double minutes) =>
        Assert.Equal(Noon.AddMinutes(minutes), CardMarks.Next(An.Incident().Severe(severity).Build()));

    [Fact]
    public void The_end_of_a_window_is_a_mark_and_the_card_says_that_it_has_passed()
    {
        var triage = An.Incident().P1().AcknowledgedBy(Anna);
        Assert.Equal(Noon.AddMinutes(10), CardMarks.Next(triage.Build()));
        Assert.Contains("Triage, to be done by 12:10", Status(triage));

        Assert.Contains("Triage, was due by 12:10", Status(triage.After(11).With(new CardRenewed())));
    }

    [Fact]
    public void Half_of_the_resolution_target_stands_on_the_card_and_so_does_the_risk_after_it()
    {
        var worked = An.Incident().P1().AcknowledgedBy(Anna).After(31).With(new CardRenewed());

        Assert.EndsWith(", half used", Fact("Resolution", worked), StringComparison.Ordinal);
        Assert.EndsWith(", 80 % used", Fact("Resolution", worked.After(48).With(new ClockAtRisk(Core.Sla.ClockKind.Resolution))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_watch_counts_down_every_five_minutes_until_it_ends()
    {
        var watched = An.Incident().P1().AcknowledgedBy(Anna).After(20).With(new CardRenewed()).Fixed();
        var fixedAt = watched.Build().MitigatedAt!.Value;
        Assert.Equal(fixedAt.AddMinutes(5), CardMarks.Next(watched.Build()));

        var five = watched.At(fixedAt - Noon + TimeSpan.FromMinutes(6)).With(new CardRenewed());
        Assert.EndsWith($"(10 min left at {fixedAt.AddMinutes(5):HH:mm})", Fact("Watch", five), StringComparison.Ordinal);
        var ten = five.At(fixedAt - Noon + TimeSpan.FromMinutes(11)).With(new CardRenewed());
        Assert.EndsWith($"(5 min left at {fixedAt.AddMinutes(10):HH:mm})", Fact("Watch", ten), StringComparison.Ordinal);
        Assert.Null(CardMarks.Next(ten.WatchOver().Build()));
    }

    [Fact]
    public void Not_more_often_than_every_five_minutes()
    {
        var early = An.Incident().P1().AcknowledgedBy(Anna).After(8.5).With(new CardRenewed());

        Assert.Equal(early.Build().CardDrawnAt.AddMinutes(5), CardMarks.Next(early.Build()));
    }

    [Fact]
    public void What_is_paused_or_over_or_a_task_has_no_marks()
    {
        Assert.Null(CardMarks.Next(An.Incident().P1().Cancelled().Build()));
        Assert.Null(CardMarks.Next(An.Incident().P1().Resolved().Build()));
        Assert.Null(CardMarks.Next(An.Incident().Task().Build()));
        Assert.Null(CardMarks.Next(An.Incident().P4().Build()));
        Assert.Null(CardMarks.Next(An.Incident().P2().AcknowledgedBy(Anna).After(90).With(new CardRenewed()).Says("pause waiting", Anna).Build()));
    }

    [Fact]
    public async Task A_mark_edits_both_cards_says_nothing_and_calls_nobody()
    {
        var world = await AcknowledgedAsync();
        await PassAsync(world, 29);

        var change = await PassAsync(world, 1);

        var renewed = Assert.Single(change, one => one.Appends.Any(append => append.Events.Any(entry => entry.Event is CardRenewed)));
        Assert.Equal(2, renewed.Outbox.Count);
        Assert.All(renewed.Outbox, row => Assert.IsType<Operation.Edit>(row.Operation));
        Assert.All(renewed.Outbox, row => Assert.Empty(Calls.Of(row)));
    }

    [Fact]
    public async Task In_two_hours_of_a_P1_its_card_is_drawn_by_itself_a_few_times_and_at_least_five_minutes_apart()
    {
        var world = await AcknowledgedAsync();

        var at = (await PassAsync(world, 120)).SelectMany(one => one.Appends).SelectMany(append => append.Events).Where(entry => entry.Event is CardRenewed).Select(entry => entry.At).ToList();

        Assert.InRange(at.Count, 2, 4);
        Assert.All(at.Zip(at.Skip(1)), pair => Assert.True(pair.Second - pair.First >= CardMarks.NoOftenerThan));
    }

    [Fact]
    public async Task A_timer_that_fires_again_after_a_restart_draws_nothing_twice()
    {
        var world = await AcknowledgedAsync();
        world.Time.Advance(TimeSpan.FromMinutes(11));
        var mark = (await world.Store.DueAsync(world.Time.GetUtcNow(), 10, default)).Single(timer => timer.Name == CardMarks.Renew);

        Assert.Equal(TimerEffect.Acted, await world.Timers.FireAsync(mark, default));
        Assert.Equal(TimerEffect.Stale, await world.Timers.FireAsync(mark, default));

        Assert.Single(world.Store[new StreamId("INC-1")].Events, entry => entry.Event is CardRenewed);
    }

    [Fact]
    public async Task After_an_outage_one_edit_shows_all_that_passed()
    {
        var world = await AcknowledgedAsync();
        world.Time.Advance(TimeSpan.FromMinutes(45));

        await world.SayAsync("note INC-1 back again");

        Assert.Single(world.Store[new StreamId("INC-1")].Events, entry => entry.Event is CardRenewed);
        Assert.DoesNotContain((await world.SayAsync("timeline INC-1")).Card!.Lines(), line => line.Contains("drawn anew", StringComparison.Ordinal));
    }

    private static async Task<World> AcknowledgedAsync()
    {
        var world = new World();
        await world.SayAsync("p1 checkout is down", Nina);
        await world.SayAsync("ack INC-1", Anna);
        return world;
    }

    /// <summary>Minute by minute, as the sweep would; every change that came of it.</summary>
    private static async Task<IReadOnlyList<Change>> PassAsync(World world, int minutes)
    {
        var before = world.Store.Saved.Count;
        for (var minute = 0; minute < minutes; minute++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(1));
            while (await world.Store.DueAsync(world.Time.GetUtcNow(), 10, default) is { Count: > 0 } due)
            {
                foreach (var timer in due)
                {
                    await world.Timers.FireAsync(timer, default);
                }
            }
        }

        return [.. world.Store.Saved.Skip(before)];
    }

    private static string Status(IncidentBuilder past) => Fact("Status", past);

    private static string Fact(string name, IncidentBuilder past) => Assert.Single(
        new Card("x", "x")
        {
            Blocks = [.. IncidentCards.Room(past.Build()).Blocks.OfType<Block.Facts>().SelectMany(block => block.Items).Where(fact => string.Equals(fact.Name, name, StringComparison.Ordinal)).Select(fact => new Block.Text(fact.Value))],
        }.Lines());
}
