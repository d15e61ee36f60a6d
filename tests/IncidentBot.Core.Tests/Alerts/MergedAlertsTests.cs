using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Tests.Support;
using Xunit;
using static IncidentBot.Core.Tests.Support.AlertWorld;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Alerts;

/// <summary>
/// Product page, "Verification" and "Ends": what was merged goes on elsewhere, and so do its alerts. INC-1 was declared by a person, INC-2
/// was opened by a red alert of the service auth.
/// </summary>
public sealed class MergedAlertsTests
{
    private readonly AlertWorld _world = new();

    [Fact]
    public async Task The_watch_of_the_target_waits_for_a_red_alert_of_what_was_merged_into_it()
    {
        await MergedAsync();
        await _world.PassAsync(5);

        var mended = await _world.SayAsync("fixed INC-1");

        Assert.Equal((true, null), (mended.WatchWaits, mended.WatchEnds));
        Assert.DoesNotContain(Facts(mended), fact => fact.Name == "Signal");
        await _world.PassAsync(10);
        var answer = await _world.ClearAsync(Red());
        Assert.Equal((1, 0, (IncidentId?)new IncidentId(1)), (answer.Accepted, answer.Duplicates, answer.Incident));
        Assert.Equal(_world.World.Time.GetUtcNow() + TimeSpan.FromMinutes(15), _world.Incident(1).WatchEnds);
        await _world.PassAsync(15);
        Assert.True(_world.Incident(1).WatchCompleted);
    }

    [Fact]
    public async Task What_was_merged_hands_over_all_that_it_knew()
    {
        await _world.SayAsync("p1 checkout is down", Nina);
        await _world.SayAsync("ack INC-1");
        await _world.SendAsync(Orange("Latency", "search"));
        await _world.SendAsync(Red("IndexDown", "search"));
        await _world.ClearAsync(Orange("Latency", "search"));
        var before = _world.Incident(2).Alerts!;

        await _world.SayAsync("merge INC-2 INC-1", Lena);

        var taken = _world.Incident(1).Alerts!;
        Assert.Equal((2, 1, 1, before.LastAt), (taken.Total, taken.Firing, taken.RedFiring, taken.LastAt));
        Assert.Equal(before.Signals.OrderBy(pair => pair.Key, StringComparer.Ordinal), taken.Signals.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.Equal(["Latency fires", "IndexDown fires"], taken.Shown.Select(alert => alert.Title));
        Assert.Equal(["search"], taken.Groups);
        Assert.Contains(Facts(_world.Incident(1)), fact => fact.Name == "Alerts" && fact.Value is [Span.Words { Value: "2 alerts, 1 firing" }]);
        var told = _world.World.Store[_world.Incident(1).Stream].Events.Single(entry => entry.Event is MergedIn);
        Assert.Equal("Lena merged INC-2 into this: Latency fires (its alerts are linked here now, 1 firing)", TimelineWords.Of(told));
    }

    [Fact]
    public async Task What_comes_of_its_alerts_and_its_service_later_goes_to_the_target()
    {
        await MergedAsync();

        Assert.Equal((0, 1), await CountsAsync(Red() with { StartsAt = Noon }));
        Assert.Equal(new IncidentId(1), (await _world.SendAsync(Red("TokensDown"))).Incident);
        Assert.Equal(2, _world.Incident(1).Alerts!.RedFiring);
    }

    [Fact]
    public async Task A_red_alert_that_began_after_the_fix_ends_the_watch_of_what_it_is_merged_into()
    {
        await _world.SayAsync("p1 checkout is down", Nina);
        await _world.SayAsync("ack INC-1");
        await _world.SayAsync("fixed INC-1");
        await _world.PassAsync(2);
        await _world.SendAsync(Red());
        var due = _world.Incident(1).ResolutionClock!.Due;
        await _world.PassAsync(2);

        var answer = await _world.World.SayAsync("merge INC-2 INC-1", Lena);

        Assert.Equal("INC-2 goes on as INC-1: checkout is down. INC-1 is back in Resolution: a red alert of INC-2 fires.", answer.Text);
        var back = _world.Incident(1);
        Assert.Equal(("Resolution", true, due), (back.State, back.ResolutionClock!.Runs, back.ResolutionClock.Due));
        Assert.True((await _world.SayAsync("fixed INC-1")).WatchWaits);
    }

    [Fact]
    public async Task A_red_alert_that_began_before_the_fix_makes_the_watch_wait_and_ends_one_that_had_ended_quietly()
    {
        await _world.SayAsync("p1 checkout is down", Nina);
        await _world.SayAsync("ack INC-1");
        await _world.SendAsync(Red());
        await _world.SendAsync(Red("IndexDown", "search"));
        await _world.PassAsync(1);
        await _world.SayAsync("fixed INC-1");
        await _world.PassAsync(1);

        Assert.True((await _world.SayAsync("merge INC-2 INC-1", Lena)).WatchWaits);
        await _world.ClearAsync(Red());
        await _world.PassAsync(15);
        Assert.True(_world.Incident(1).WatchCompleted);

        Assert.Equal(StepPhase.Work, (await _world.SayAsync("merge INC-3 INC-1", Lena)).Step!.Phase);
    }

    [Fact]
    public async Task A_watch_that_runs_counts_from_when_the_last_of_its_red_alerts_had_cleared()
    {
        await _world.SayAsync("p1 checkout is down", Nina);
        await _world.SayAsync("ack INC-1");
        await _world.SendAsync(Red());
        await _world.PassAsync(1);
        await _world.SayAsync("fixed INC-1");
        await _world.PassAsync(4);
        await _world.ClearAsync(Red());
        var cleared = _world.World.Time.GetUtcNow();
        await _world.PassAsync(3);

        Assert.Equal(cleared + TimeSpan.FromMinutes(15), (await _world.SayAsync("merge INC-2 INC-1", Lena)).WatchEnds);
    }

    [Fact]
    public async Task What_was_unrelated_stays_so()
    {
        await _world.SendAsync(Outage());
        await _world.SayAsync("ack INC-1");
        await _world.SayAsync("severity INC-1 p1 confirmed");
        await _world.ClearAsync(Outage());
        await _world.PassAsync(1);
        await _world.SayAsync("fixed INC-1");
        await _world.PassAsync(1);
        await _world.SendAsync(Red("Latency"));
        await _world.SayAsync("unrelated INC-1 planned load test");
        await _world.SayAsync("p1 checkout is down", Nina, number: 2);
        await _world.SayAsync("ack INC-2", number: 2);

        var target = await _world.SayAsync("merge INC-1 INC-2", number: 2);

        Assert.Equal((1, 0), (target.Alerts!.Firing, target.Alerts.RedFiring));
    }

    private async Task MergedAsync()
    {
        await _world.SayAsync("p1 checkout is down", Nina);
        await _world.SayAsync("ack INC-1");
        await _world.SendAsync(Red());
        await _world.PassAsync(1);
        await _world.SayAsync("merge INC-2 INC-1", Lena);
    }

    private async Task<(int Accepted, int Duplicates)> CountsAsync(Alert alert)
    {
        var answer = await _world.SendAsync(alert);
        return (answer.Accepted, answer.Duplicates);
    }

    private static IReadOnlyList<Fact> Facts(Incident incident) => IncidentCards.Room(incident).Blocks.OfType<Block.Facts>().Single().Items;
}
