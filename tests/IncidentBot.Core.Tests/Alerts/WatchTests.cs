using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Tests.Support;
using Xunit;
using static IncidentBot.Core.Tests.Support.AlertWorld;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Alerts;

/// <summary>Product page, "Verification" and "Ends": what alerts do after the fix.</summary>
public sealed class WatchTests
{
    private readonly AlertWorld _world = new();

    [Fact]
    public async Task The_watch_starts_at_the_fix_when_the_signal_had_cleared_before()
    {
        await FixedAsync(clearedBefore: true);

        Assert.Equal(_world.World.Time.GetUtcNow() + TimeSpan.FromMinutes(15), _world.Incident(1).WatchEnds);
    }

    [Fact]
    public async Task The_watch_waits_for_the_last_linked_red_alert()
    {
        await FixedAsync(clearedBefore: false);
        Assert.Null(_world.Incident(1).WatchEnds);
        Assert.Contains(IncidentCards.Room(_world.Incident(1)).Blocks.OfType<Block.Facts>().Single().Items, fact => fact.Name == "Watch");

        await _world.PassAsync(7);
        await _world.ClearAsync(Outage());

        Assert.Equal(_world.World.Time.GetUtcNow() + TimeSpan.FromMinutes(15), _world.Incident(1).WatchEnds);
        await _world.PassAsync(15);
        Assert.True(_world.Incident(1).WatchCompleted);
    }

    [Fact]
    public async Task Resolving_while_a_red_alert_fires_asks_for_a_reason_and_is_marked_as_early()
    {
        await FixedAsync(clearedBefore: false);
        await _world.SayAsync("done INC-1 10");

        Assert.Contains("red alert still fires", (await _world.World.SayAsync("resolve INC-1")).Text, StringComparison.Ordinal);
        await _world.SayAsync("resolve INC-1 the alert is stuck");
        Assert.Contains(_world.World.Store[_world.Incident(1).Stream].Events, entry => entry.Event is Resolved { Early: true });
        Assert.Contains("Anna resolved it while a red alert still fired: the alert is stuck", _world.World.Store[_world.Incident(1).Stream].Events.Select(TimelineWords.Of));
    }

    [Fact]
    public async Task A_red_alert_ends_the_watch_and_the_next_fix_starts_a_full_one()
    {
        await FixedAsync(clearedBefore: true);
        var due = _world.Incident(1).ResolutionClock!.Due;
        await _world.PassAsync(10);

        await _world.SendAsync(Red("Latency"));

        var back = _world.Incident(1);
        Assert.Equal("Resolution", back.State);
        Assert.Equal((true, due), (back.ResolutionClock!.Runs, back.ResolutionClock.Due));
        var told = Assert.Single(_world.Rows.Select(row => row.Operation).OfType<Operation.Post>().Select(post => post.Body).OfType<Body.Fixed>(), body => body.Card.Title.Contains("ended the watch", StringComparison.Ordinal));
        Assert.Equal(["Back to fixing", "Unrelated, continue"], told.Card.Buttons.Select(button => button.Label));

        await _world.ClearAsync(Red("Latency"));
        var again = await _world.SayAsync("fixed INC-1");
        Assert.Equal(_world.World.Time.GetUtcNow() + TimeSpan.FromMinutes(15), again.WatchEnds);
    }

    [Fact]
    public async Task An_unrelated_alert_lets_the_watch_go_on_where_it_stood()
    {
        await FixedAsync(clearedBefore: true);
        var before = _world.Incident(1);
        await _world.PassAsync(10);
        await _world.SendAsync(Red("Latency"));
        Assert.Contains("Please say why", (await _world.World.SayAsync("unrelated INC-1")).Text, StringComparison.Ordinal);

        var after = await _world.SayAsync("unrelated INC-1 planned load test");

        Assert.Equal((before.State, before.WatchEnds, before.ResolutionClock), (after.State, after.WatchEnds, after.ResolutionClock));
        Assert.True(before.Done.SetEquals(after.Done));
        await _world.SendAsync(Red("Latency") with { StartsAt = Noon + TimeSpan.FromMinutes(50) });
        Assert.Equal(StepPhase.Verify, _world.Incident(1).Step!.Phase);
        await _world.PassAsync(5);
        Assert.True(_world.Incident(1).WatchCompleted);
    }

    [Fact]
    public async Task Where_there_is_no_watch_a_red_alert_after_the_fix_speaks_of_none()
    {
        await _world.SendAsync(Red());
        await _world.SayAsync("ack INC-1");
        await _world.SayAsync("severity INC-1 p2 confirmed");
        await _world.ClearAsync(Red());
        await _world.PassAsync(1);
        await _world.SayAsync("fixed INC-1");
        await _world.PassAsync(1);

        await _world.SendAsync(Red("Latency"));

        var back = _world.Incident(1);
        var told = Assert.Single(_world.Rows.Select(row => row.Operation).OfType<Operation.Post>().Select(post => post.Body).OfType<Body.Fixed>(), body => body.Card.Buttons.Any(button => button.Label == "Unrelated, continue")).Card;
        Assert.Equal(("Fix", "INC-1: a red alert came after the fix"), (back.State, told.Title));
        Assert.Contains("Back to Fix. Say `fixed` again when it is mended.", string.Concat(told.Blocks.OfType<Block.Text>().SelectMany(block => block.Spans).OfType<Span.Words>().Select(words => words.Value)), StringComparison.Ordinal);
        var facts = IncidentCards.Room(back).Blocks.OfType<Block.Facts>().Single().Items;
        Assert.Contains(facts, fact => fact.Name == "Fix" && fact.Value is [Span.Words { Value: "a red alert came after it" }]);
        Assert.DoesNotContain(facts, fact => fact.Name == "Watch");
        Assert.Equal("INC-1 is back in Verify.", (await _world.World.SayAsync("unrelated INC-1 planned load test")).Text);
        Assert.Equal("No alert came after the fix of INC-1.", (await _world.World.SayAsync("unrelated INC-1 planned load test")).Text);
    }

    [Fact]
    public async Task An_unrelated_alert_that_has_cleared_meanwhile_moves_no_watch_either()
    {
        await FixedAsync(clearedBefore: true);
        var before = _world.Incident(1).WatchEnds;
        await _world.SendAsync(Red("Latency"));
        await _world.PassAsync(2);
        await _world.ClearAsync(Red("Latency"));

        Assert.Equal(before, (await _world.SayAsync("unrelated INC-1 planned load test")).WatchEnds);
    }

    [Fact]
    public async Task Without_an_interrupted_watch_nothing_is_unrelated()
    {
        await _world.SendAsync(Outage());

        Assert.Contains("No alert has ended a watch", (await _world.World.SayAsync("unrelated INC-1 because")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orange_alert_does_not_end_the_watch()
    {
        await FixedAsync(clearedBefore: true);
        await _world.SendAsync(Orange());

        Assert.NotNull(_world.Incident(1).WatchEnds);
    }

    [Fact]
    public async Task Without_an_alert_source_the_card_asks_for_a_check_by_hand()
    {
        await _world.SayAsync("p1 checkout is down", Nina);
        await _world.SayAsync("ack INC-1");
        var incident = await _world.SayAsync("fixed INC-1");

        Assert.Contains(IncidentCards.Room(incident).Blocks.OfType<Block.Facts>().Single().Items, fact => fact.Name == "Signal" && fact.Value is [Span.Words { Value: "no alert source is linked: please check by hand" }]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Within_an_hour_after_the_resolve_an_alert_reopens_it_and_pages_commander_and_primary(bool closed)
    {
        await FixedAsync(clearedBefore: true, by: Ben);
        await _world.SayAsync("resolve INC-1 looks good", Ben);
        if (closed)
        {
            await _world.SayAsync("close INC-1 nothing to learn", Ben);
        }

        await _world.PassAsync(59);
        var answer = await _world.SendAsync(Red("Another"));

        var incident = _world.Incident(1);
        Assert.Equal(new IncidentId(1), answer.Incident);
        Assert.Equal((true, "Resolution"), (incident.IsOpen, incident.State));
        var paged = _world.World.Store[incident.Stream].Events.Single(entry => entry.Event is Paged);
        Assert.Equal(["ben", "anna"], ((Paged)paged.Event).People);
        Assert.Equal("prometheus called Ben, Anna", TimelineWords.Of(paged));
        Assert.True(incident.ResolutionClock!.Runs);
    }

    [Fact]
    public async Task When_it_comes_back_nobody_else_is_called_or_asked_anything_at_that_moment()
    {
        await FixedAsync(clearedBefore: true, by: Ben);
        await _world.SayAsync("resolve INC-1 looks good", Ben);
        await _world.PassAsync(59);

        var before = _world.Rows.Count();
        await _world.SendAsync(Red("Another"));
        await _world.PassAsync(4);

        var called = _world.Rows.Skip(before).Select(row => row.Operation).OfType<Operation.Post>().Select(post => post.Body).OfType<Body.Fixed>()
            .SelectMany(body => body.Card.Blocks.OfType<Block.Text>()).SelectMany(block => block.Spans).OfType<Span.Mention>().Select(mention => mention.Person);
        Assert.Equal(["ben", "anna"], called);
        Assert.DoesNotContain(_world.World.Store[_world.Incident(1).Stream].Events, entry => entry.At >= _world.Incident(1).ReopenedAt && entry.Event is Nagged or ApprovalSought or Escalated or CommanderSought);
    }

    [Fact]
    public async Task Later_than_that_it_is_a_new_incident_linked_as_a_recurrence()
    {
        await FixedAsync(clearedBefore: true);
        await _world.SayAsync("resolve INC-1 looks good");
        await _world.PassAsync(61);

        Assert.Equal(new IncidentId(2), (await _world.SendAsync(Outage())).Incident);
        Assert.Equal("INC-1", _world.Incident(2).RecurrenceOf);
    }

    private async Task FixedAsync(bool clearedBefore, Actor? by = null)
    {
        await _world.SendAsync(Outage());
        await _world.SayAsync("ack INC-1", by);
        await _world.SayAsync("severity INC-1 p1 confirmed", by);
        await _world.PassAsync(1);
        if (clearedBefore)
        {
            await _world.ClearAsync(Outage());
        }

        await _world.PassAsync(1);
        await _world.SayAsync("fixed INC-1", by);
    }
}
