using System.Globalization;
using FsCheck.Xunit;
using IncidentBot.Core.Sla;
using IncidentBot.TestKit;
using Xunit;

namespace IncidentBot.Core.Tests.Sla;

public sealed class SlaClockTests
{
    private static readonly WorkingHours Berlin = new("Europe/Berlin", new TimeOnly(8, 0), new TimeOnly(18, 0), [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], []);

    private static DateTimeOffset Minute(double minutes) => Some.Noon + TimeSpan.FromMinutes(minutes);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static SlaClock Hour() => SlaClock.Start(Some.Noon, TimeSpan.FromHours(1), hours: null);

    [Fact]
    public void It_runs_day_and_night_where_it_keeps_no_hours() =>
        Assert.Equal((true, Moment("2026-03-08T02:00+00:00")), (SlaClock.Start(Moment("2026-03-07T22:00+00:00"), TimeSpan.FromHours(4), null).Runs, SlaClock.Start(Moment("2026-03-07T22:00+00:00"), TimeSpan.FromHours(4), null).Due));

    [Fact]
    public void It_keeps_the_hours_it_is_given() =>
        Assert.Equal(Moment("2026-06-15T10:00+02:00"), SlaClock.Start(Moment("2026-06-12T16:00+02:00"), TimeSpan.FromHours(4), Berlin).Due);

    [Fact]
    public void At_risk_leaves_a_fifth_of_the_target() => Assert.Equal(Minute(48), Hour().AtRiskAt);

    [Theory]
    [InlineData("2026-06-10T09:00+02:00", 4, "2026-06-10T12:12+02:00")]
    [InlineData("2026-06-12T16:00+02:00", 4, "2026-06-15T09:12+02:00")]
    [InlineData("2026-06-12T17:00+02:00", 1.5, "2026-06-15T08:12+02:00")]
    [InlineData("2026-06-12T16:48+02:00", 1.5, "2026-06-15T08:00+02:00")]
    [InlineData("2026-06-10T15:00+02:00", 24, "2026-06-11T13:00+02:00")]
    [InlineData("2026-06-12T09:00+02:00", 24, "2026-06-12T17:00+02:00")]
    [InlineData("2026-03-27T15:00+01:00", 24, "2026-03-30T13:00+02:00")]
    public void At_risk_is_a_fifth_of_the_working_time_before_the_deadline(string from, double target, string atRisk) =>
        Assert.Equal(Moment(atRisk), SlaClock.Start(Moment(from), TimeSpan.FromHours(target), Berlin).AtRiskAt);

    [Fact]
    public void A_stopped_clock_goes_on_with_exactly_what_was_left()
    {
        var stopped = Hour().Stop(Minute(20));

        Assert.False(stopped.Runs);
        Assert.Equal(Minute(140), stopped.GoOn(Minute(100)).Due);
        Assert.Equal(Minute(128), stopped.GoOn(Minute(100)).AtRiskAt);
        Assert.True(stopped.GoOn(Minute(100)).Runs);
    }

    [Fact]
    public void What_is_left_is_counted_in_working_time()
    {
        var clock = SlaClock.Start(Moment("2026-06-12T09:00+02:00"), TimeSpan.FromHours(4), Berlin).Stop(Moment("2026-06-12T12:00+02:00"));

        Assert.Equal(Moment("2026-06-15T08:30+02:00"), clock.GoOn(Moment("2026-06-12T17:30+02:00")).Due);
        Assert.Equal(Moment("2026-06-15T09:00+02:00"), clock.GoOn(Moment("2026-06-14T12:00+02:00")).Due);
    }

    [Fact]
    public void Stopping_it_twice_keeps_the_first_stop() =>
        Assert.Equal(Minute(20), Hour().Stop(Minute(20)).Stop(Minute(30)).StoppedAt);

    [Fact]
    public void A_clock_that_runs_has_nothing_to_go_on_with() => Assert.Equal(Hour(), Hour().GoOn(Minute(30)));

    [Theory]
    [InlineData(60)]
    [InlineData(75)]
    public void What_was_overdue_when_it_was_stopped_stays_overdue(double stopped)
    {
        var clock = Hour().Stop(Minute(stopped)).GoOn(Minute(200));

        Assert.Equal((true, Minute(60)), (clock.Runs, clock.Due));
    }

    [Fact]
    public void It_can_run_on_as_if_it_had_never_been_stopped() => Assert.Equal(Hour(), Hour().Stop(Minute(20)).RunOn());

    [Fact]
    public void Of_two_deadlines_the_earlier_one_counts()
    {
        Assert.Equal(Minute(30), Hour().NoLaterThan(Minute(30)).Due);
        Assert.Equal(Minute(60), Hour().NoLaterThan(Minute(90)).Due);
    }

    [Property(Replay = "20260329,7919")]
    public void However_often_it_is_stopped_it_runs_for_its_target_in_all(byte[] stretches)
    {
        foreach (var hours in new[] { null, Berlin })
        {
            var (clock, now, ran) = (SlaClock.Start(Some.Noon, TimeSpan.FromHours(40), hours), Some.Noon, TimeSpan.Zero);
            foreach (var minutes in stretches.Take(8))
            {
                var until = now + TimeSpan.FromMinutes(minutes);
                ran += hours?.Between(now, until) ?? until - now;
                now = until + TimeSpan.FromMinutes(minutes * 7);
                clock = clock.Stop(until).GoOn(now);
            }

            Assert.Equal(TimeSpan.FromHours(40) - ran, hours?.Between(now, clock.Due) ?? clock.Due - now);
        }
    }
}
