using IncidentBot.Storage.Embedded.View;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace IncidentBot.Storage.Tests.View;

public sealed class RestTests
{
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider _time = new();
    private int _woken;

    [Fact]
    public void A_rest_lasts_as_long_as_it_was_begun_for_and_then_wakes_once()
    {
        using var rest = new Rest(_time, () => _woken++);
        rest.Begin(Length);

        _time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.True(rest.IsRunning);
        Assert.Equal(0, _woken);

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(rest.IsRunning);
        Assert.Equal(1, _woken);
    }

    [Fact]
    public void A_timer_that_comes_before_the_clock_says_so_ends_the_rest_all_the_same()
    {
        var early = new EarlyTime();
        using var rest = new Rest(early, () => _woken++);
        rest.Begin(Length);

        early.Advance(TimeSpan.FromMilliseconds(499));

        Assert.Equal(1, _woken);
        Assert.False(rest.IsRunning);
    }

    [Fact]
    public void A_second_rest_takes_the_place_of_the_first()
    {
        using var rest = new Rest(_time, () => _woken++);
        rest.Begin(Length);
        _time.Advance(TimeSpan.FromMilliseconds(400));
        rest.Begin(Length);

        _time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.True(rest.IsRunning);
        Assert.Equal(0, _woken);
    }

    [Fact]
    public void One_that_was_never_begun_or_was_ended_does_not_run()
    {
        using var rest = new Rest(_time, () => _woken++);
        Assert.False(rest.IsRunning);
        rest.Begin(Length);

        rest.End();

        Assert.False(rest.IsRunning);
    }

    /// <summary>Its timers come a millisecond before their time, as real ones may.</summary>
    private sealed class EarlyTime : FakeTimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime - TimeSpan.FromMilliseconds(1), period);
    }
}
