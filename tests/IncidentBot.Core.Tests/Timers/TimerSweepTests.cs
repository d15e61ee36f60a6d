using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Timers;

public sealed class TimerSweepTests : IDisposable
{
    private readonly World _world = new World().With(An.Incident().Numbered(1).P1());
    private readonly CancellationTokenSource _stop = new();
    private readonly TimerSweep _sweep;
    private readonly Task _running;

    public TimerSweepTests()
    {
        _sweep = new TimerSweep(_world.Store, _world.Timers, _world.Time, NullLogger<TimerSweep>.Instance);
        _running = _world.Start(() => _sweep.RunAsync(_stop.Token));
    }

    private IEnumerable<IEvent> Told(int incident) => _world.Store[new StreamId($"INC-{incident}")].Events.Select(entry => entry.Event).Where(e => e is ClockAtRisk or ClockBreached);

    public void Dispose()
    {
        _stop.Cancel();
        _world.PassUntilEnded(_running);
        _stop.Dispose();
    }

    [Fact]
    public void Nothing_fires_before_its_time_and_everything_at_it()
    {
        Pass(TimeSpan.FromMinutes(12) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(Told(1));

        Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal([new ClockAtRisk(ClockKind.Response)], Told(1));

        Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(2, Told(1).Count());
        Assert.Equal(Noon + TimeSpan.FromMinutes(15), _world.Store[new StreamId("INC-1")].Events[^1].At);
    }

    [Fact]
    public async Task A_timer_that_is_planned_earlier_than_the_one_it_sleeps_for_is_not_missed()
    {
        Pass(TimeSpan.FromMinutes(11) + TimeSpan.FromSeconds(58));
        await _world.SayAsync("ack INC-1", Anna);
        await _world.SayAsync("p1 another one", Nina);

        Pass(TimeSpan.FromMinutes(12));

        Assert.Empty(Told(1));
        Assert.Single(_world.Store.Incident(2).AtRisk);
    }

    [Fact]
    public void After_an_outage_what_was_missed_is_told_once_in_order_and_says_that_it_is_late()
    {
        _world.Jump(TimeSpan.FromHours(3));

        Assert.Equal(
            [new ClockAtRisk(ClockKind.Response), new ClockBreached(ClockKind.Response), new ClockAtRisk(ClockKind.Resolution), new ClockBreached(ClockKind.Resolution)],
            Told(1));
        var late = _world.Store.Unsettled.Single(row => row.Operation is Operation.Post { Key: null } && row.At > Noon);
        Assert.Equal(Urgency.Escalation, late.Urgency);
        Assert.Equal(
            "Late by up to 2 h 55 min: response target missed (due ), resolution target missed (due ), call of secondary (due ), call of the Lead (due ), first public text (due ), "
            + "call of the P1 list (due ), facts for the stakeholders (due ), question to approve the public text (due ). The bot was not running, or could not save, at that moment.",
            Text(late)[Text(late).IndexOf("Late by", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void A_clock_that_jumps_back_fires_nothing_twice_and_oversleeps_nothing()
    {
        Pass(TimeSpan.FromMinutes(12));
        _world.Time.AdjustTime(Noon + TimeSpan.FromMinutes(5));
        Pass(TimeSpan.FromMinutes(9));
        Assert.Single(Told(1));

        Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(2, Told(1).Count());
    }

    [Fact]
    public void A_store_that_cannot_save_is_asked_again_after_a_second()
    {
        var tries = 0;
        _world.Store.InsteadOfSaving = _ =>
        {
            tries++;
            return new CommitResult.NotSaved("The disk is full.");
        };
        Pass(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(5));
        Assert.InRange(tries, 5, 7);

        _world.Store.InsteadOfSaving = null;
        Pass(TimeSpan.FromSeconds(1));

        Assert.Single(_world.Store[new StreamId("INC-1")].Events, entry => entry.Event is Escalated);
        Assert.Empty(_sweep.SetAside);
    }

    [Fact]
    public void A_timer_that_throws_five_times_is_set_aside_and_all_others_go_on()
    {
        var tries = 0;
        _world.With(An.Incident().Numbered(2).P1());
        _world.Store.InsteadOfSaving = change =>
        {
            if (change.Fired is not [{ Stream.Value: "INC-1", Name: TimerPlan.ResponseAtRisk }])
            {
                return null;
            }

            tries++;
            throw new InvalidOperationException("poison");
        };

        Pass(TimeSpan.FromMinutes(16));

        Assert.Equal(5, tries);
        Assert.Equal([new TimerRef(new StreamId("INC-1"), TimerPlan.ResponseAtRisk, Noon + TimeSpan.FromMinutes(12))], _sweep.SetAside);
        Assert.Equal([new ClockAtRisk(ClockKind.Response), new ClockBreached(ClockKind.Response)], Told(1));
        Assert.Equal(2, Told(2).Count());
    }

    [Fact]
    public void A_store_that_fails_as_a_whole_does_not_end_the_sweep()
    {
        var broken = true;
        _world.Store.WhileLoading = _ => broken ? throw new IOException("gone") : Task.CompletedTask;
        Pass(TimeSpan.FromMinutes(12) + TimeSpan.FromSeconds(2));
        broken = false;

        Pass(TimeSpan.FromSeconds(10));

        Assert.Single(Told(1));
    }

    [Fact]
    public void What_is_left_over_from_an_older_plan_goes_without_a_word()
    {
        _world.Store.LeftOver.Add(new TimerRef(new StreamId("INC-1"), "lunch", Noon + TimeSpan.FromMinutes(1)));
        _world.Store.InsteadOfSaving = change =>
        {
            _world.Store.LeftOver.RemoveAll(change.Fired.Contains);
            return null;
        };

        Pass(TimeSpan.FromMinutes(2));

        Assert.Empty(_world.Store.LeftOver);
        Assert.Equal(1, _world.Store.Incident(1).Version);
    }

    private static string Text(OutboxRow row) =>
        string.Concat(((Body.Fixed)((Operation.Post)row.Operation).Body).Card.Blocks.OfType<Block.Text>().SelectMany(text => text.Spans).OfType<Span.Words>().Select(words => words.Value));

    private void Pass(TimeSpan time) => _world.Pass(time);
}
