using IncidentBot.Storage.Embedded.View;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace IncidentBot.Storage.Tests.View;

public sealed class GivingWayTests
{
    private readonly FakeTimeProvider _time = new();
    private int _woken;

    [Fact]
    public void What_comes_within_a_quarter_of_a_second_is_gathered_for_one_transaction()
    {
        using var way = new GivingWay(_time, () => _woken++);
        way.After(_time.GetTimestamp(), committedMeanwhile: 3, backlog: 0);

        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.True(way.IsRunning);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(way.IsRunning);
        Assert.Equal(1, _woken);
    }

    [Fact]
    public void A_view_with_a_backlog_goes_on_at_once()
    {
        using var way = new GivingWay(_time, () => _woken++);

        way.After(_time.GetTimestamp(), committedMeanwhile: 3, backlog: 1);

        Assert.False(way.IsRunning);
    }

    [Fact]
    public void Under_a_burst_it_rests_seven_times_as_long_as_it_worked_but_never_over_two_seconds()
    {
        using var way = new GivingWay(_time, () => _woken++);
        var started = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        way.After(started, committedMeanwhile: 100, backlog: 0);
        _time.Advance(TimeSpan.FromMilliseconds(699));
        Assert.True(way.IsRunning);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(way.IsRunning);

        started = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(10));
        way.After(started, committedMeanwhile: 100, backlog: 0);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.False(way.IsRunning);
    }
}
