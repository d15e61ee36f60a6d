using IncidentBot.Simulation.Time;
using Xunit;

namespace IncidentBot.Simulation.Tests.Time;

public sealed class VirtualClockTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly VirtualClock _clock = new(Noon);
    private readonly Pump _pump;
    private readonly List<string> _seen = [];

    public VirtualClockTests() => _pump = new Pump(_clock);

    [Fact]
    public void Timers_fire_by_due_time_and_equal_ones_in_the_order_they_were_set()
    {
        Note("late", 9);
        Note("first", 5);
        Note("second", 5);

        _pump.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(["first 5", "second 5", "late 9"], _seen);
    }

    [Fact]
    public void The_clock_jumps_to_the_next_timer_and_stops_where_the_passing_ends()
    {
        Note("one", 3600);

        _pump.Pass(TimeSpan.FromHours(2));

        Assert.Equal(["one 3600"], _seen);
        Assert.Equal(Noon.AddHours(2), _clock.GetUtcNow());
    }

    [Fact]
    public void The_timestamp_follows_the_virtual_time()
    {
        var from = _clock.GetTimestamp();

        _pump.Pass(TimeSpan.FromMinutes(90));

        Assert.Equal(TimeSpan.FromMinutes(90), _clock.GetElapsedTime(from));
    }

    [Fact]
    public void A_day_of_hourly_work_is_done_twenty_four_times()
    {
        _pump.Run("a day of work", async () =>
        {
            for (var hour = 1; hour <= 24; hour++)
            {
                await Task.Delay(TimeSpan.FromHours(1), _clock);
                _seen.Add($"{hour}");
            }
        });

        Assert.Equal(24, _seen.Count);
        Assert.Equal(Noon.AddDays(1), _clock.GetUtcNow());
    }

    [Fact]
    public void A_timer_that_is_changed_or_disposed_does_not_fire_at_its_old_time()
    {
        var changed = _clock.CreateTimer(_ => _seen.Add("changed"), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        changed.Change(TimeSpan.FromSeconds(50), Timeout.InfiniteTimeSpan);
        _clock.CreateTimer(_ => _seen.Add("disposed"), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan).Dispose();

        _pump.Pass(TimeSpan.FromSeconds(10));
        Assert.Empty(_seen);

        _pump.Pass(TimeSpan.FromSeconds(60));
        Assert.Equal(["changed"], _seen);
    }

    [Fact]
    public void A_periodic_timer_fires_at_every_period()
    {
        using var timer = _clock.CreateTimer(_ => _seen.Add($"{(_clock.GetUtcNow() - Noon).TotalSeconds}"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));

        _pump.Pass(TimeSpan.FromSeconds(9));

        Assert.Equal(["2", "5", "8"], _seen);
    }

    private void Note(string name, int seconds) =>
        _clock.CreateTimer(_ => _seen.Add($"{name} {(_clock.GetUtcNow() - Noon).TotalSeconds}"), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}
