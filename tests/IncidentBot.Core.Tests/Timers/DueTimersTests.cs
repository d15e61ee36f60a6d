using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Timers;

public sealed class DueTimersTests
{
    private static readonly StreamId Seven = new("INC-7");
    private static readonly TimerRef AtRisk = new(Seven, TimerPlan.ResponseAtRisk, Noon + TimeSpan.FromMinutes(12));

    private readonly World _world = new World().With(An.Incident().Numbered(7).P1());

    [Fact]
    public async Task A_due_timer_acts_and_is_removed_by_the_same_change()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(12));

        Assert.Equal(TimerEffect.Acted, await _world.Timers.FireAsync(AtRisk, default));

        var change = Assert.Single(_world.Store.Saved);
        Assert.Equal([AtRisk], change.Fired);
        var entry = Assert.Single(Assert.Single(change.Appends).Events, entry => entry.Event is ClockAtRisk);
        Assert.Equal((new ClockAtRisk(ClockKind.Response), Actor.Bot), (entry.Event, entry.By));
        Assert.NotEmpty(change.Outbox);
        Assert.Equal("timer/INC-7/response.at-risk/1772453520000", change.Delivery?.Value);
        Assert.DoesNotContain(AtRisk, _world.Store.Planned);
    }

    [Fact]
    public async Task A_timer_that_todays_plan_no_longer_holds_only_removes_itself()
    {
        await _world.SayAsync("ack INC-7", Anna);
        _world.Time.Advance(TimeSpan.FromMinutes(12));
        var version = _world.Store.Incident(7).Version;

        Assert.Equal(TimerEffect.Stale, await _world.Timers.FireAsync(AtRisk, default));

        var change = _world.Store.Saved[^1];
        Assert.Equal([AtRisk], change.Fired);
        Assert.Empty(change.Appends);
        Assert.Empty(change.Outbox);
        Assert.Equal(version, _world.Store.Incident(7).Version);
    }

    [Theory]
    [InlineData("INC-7", "response.at-risk", 13)]
    [InlineData("INC-7", "lunch", 12)]
    [InlineData("INC-8", "response.at-risk", 12)]
    public async Task A_timer_of_another_time_name_or_stream_is_stale(string stream, string name, int minute)
    {
        _world.Time.Advance(TimeSpan.FromMinutes(14));

        Assert.Equal(TimerEffect.Stale, await _world.Timers.FireAsync(new TimerRef(new StreamId(stream), name, Noon + TimeSpan.FromMinutes(minute)), default));
    }

    [Fact]
    public async Task Before_its_time_a_timer_does_nothing_and_stays()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(TimerEffect.NotSaved, await _world.Timers.FireAsync(AtRisk, default));
        Assert.Empty(_world.Store.Saved);
        Assert.Contains(AtRisk, _world.Store.Planned);
    }

    [Fact]
    public async Task What_is_overdue_together_takes_effect_together_in_its_order()
    {
        _world.Jump(TimeSpan.FromMinutes(20));

        Assert.Equal(TimerEffect.Acted, await _world.Timers.FireAsync(AtRisk, default));

        Assert.Equal(
            [typeof(Escalated), typeof(CardRenewed), typeof(UpdateWritten), typeof(ClockAtRisk), typeof(ApprovalSought), typeof(UpdateWritten), typeof(UpdatePublished), typeof(ClockBreached)],
            Assert.Single(Assert.Single(_world.Store.Saved).Appends).Events.Select(entry => entry.Event.GetType()));
        Assert.DoesNotContain(_world.Store.Planned, timer => timer.Due <= _world.Time.GetUtcNow());
    }

    [Fact]
    public async Task Fired_twice_it_acts_once()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(12));
        await _world.Timers.FireAsync(AtRisk, default);

        Assert.Equal(TimerEffect.Stale, await _world.Timers.FireAsync(AtRisk, default));
        Assert.Single(_world.Store[Seven].Events, entry => entry.Event is ClockAtRisk);
    }

    [Fact]
    public async Task A_timer_that_could_not_be_saved_stays_due()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(12));
        _world.Store.InsteadOfSaving = _ => new CommitResult.NotSaved("The disk is full.");

        Assert.Equal(TimerEffect.NotSaved, await _world.Timers.FireAsync(AtRisk, default));
        Assert.Contains(AtRisk, _world.Store.Planned);
    }

    [Fact]
    public async Task A_conflict_is_decided_again()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(12));
        var once = true;
        _world.Store.InsteadOfSaving = _ =>
        {
            if (!once)
            {
                return null;
            }

            once = false;
            _world.Store.Add(An.Incident().Numbered(7).P1().AcknowledgedBy(Ben).History());
            return new CommitResult.Conflict();
        };

        Assert.Equal(TimerEffect.Stale, await _world.Timers.FireAsync(AtRisk, default));
        Assert.Empty(_world.Store.Incident(7).AtRisk);
    }

    [Fact]
    public async Task A_timer_that_was_acted_on_under_the_same_id_before_is_removed_and_not_fired_for_ever()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(12));
        _world.Store.InsteadOfSaving = change => change.Delivery is null ? null : new CommitResult.Repeated(new Reply("x"));

        Assert.Equal(TimerEffect.Stale, await _world.Timers.FireAsync(AtRisk, default));
        Assert.DoesNotContain(AtRisk, _world.Store.Planned);
    }

    [Fact]
    public async Task At_start_stored_timers_are_brought_in_line_with_todays_plan()
    {
        var history = An.Incident().Numbered(8).P1().History();
        _world.Store.Add(history with { Timers = [new PlannedTimer("lunch", Noon)] });

        Assert.Equal(1, await _world.Timers.CorrectAsync(default));
        Assert.Equal(history.Timers, _world.Store[new StreamId("INC-8")].Timers);
        Assert.Equal(history.Version, _world.Store[new StreamId("INC-8")].Version);
        Assert.Equal(0, await _world.Timers.CorrectAsync(default));
    }
}
