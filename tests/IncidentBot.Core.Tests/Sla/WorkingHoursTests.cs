using System.Globalization;
using IncidentBot.Core.Sla;
using Xunit;

namespace IncidentBot.Core.Tests.Sla;

public sealed class WorkingHoursTests
{
    [Fact]
    public void A_zone_that_this_machine_does_not_know_is_the_calendars_own()
    {
        var calendar = new WorkingHoursOptions { Zone = "Europe/Berlin" }.ToHours();
        var monday = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(calendar.Morning(null, monday), calendar.Morning("Mars/Olympus", monday));
        Assert.NotEqual(calendar.Morning(null, monday), calendar.Morning("America/New_York", monday));
    }

    private static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>In 2026 the clocks of Berlin change on 29 March and 25 October; 1 May is a Friday.</summary>
    private static readonly WorkingHours Berlin = new("Europe/Berlin", new TimeOnly(8, 0), new TimeOnly(18, 0), Weekdays, [new DateOnly(2026, 5, 1)]);

    private static WorkingHours EveryDay(string from, string to) =>
        new("Europe/Berlin", TimeOnly.ParseExact(from, "HH:mm", CultureInfo.InvariantCulture), TimeOnly.ParseExact(to, "HH:mm", CultureInfo.InvariantCulture), Enum.GetValues<DayOfWeek>(), []);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static TimeSpan Span(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-06-10T01:02Z", "Wed 2026-06-10 03:02 Europe/Berlin")]
    [InlineData("2026-06-10T22:30Z", "Thu 2026-06-11 00:30 Europe/Berlin")]
    [InlineData("2026-12-10T01:02Z", "Thu 2026-12-10 02:02 Europe/Berlin")]
    public void A_moment_is_said_as_the_team_reads_its_clock(string at, string said)
    {
        Assert.Equal(said, Berlin.DayAndClock(Moment(at)));
        Assert.EndsWith(Berlin.Clock(Moment(at)), said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-06-10", "02:41", new[] { "2026-06-10T02:41+02:00" })]
    [InlineData("2026-03-29", "01:59", new[] { "2026-03-29T01:59+01:00" })]
    [InlineData("2026-03-29", "02:30", new string[0])]
    [InlineData("2026-03-29", "03:00", new[] { "2026-03-29T03:00+02:00" })]
    [InlineData("2026-10-25", "02:30", new[] { "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00" })]
    [InlineData("2026-10-25", "03:00", new[] { "2026-10-25T03:00+01:00" })]
    public void A_time_of_day_is_on_the_clocks_of_the_team_once_or_where_they_change_twice_or_never(string day, string time, string[] at) =>
        Assert.Equal(at.Select(Moment), Berlin.Moments(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-06-10T09:00+02:00", "2026-06-10T13:00+02:00", "within the day")]
    [InlineData("2026-06-10T14:00+02:00", "2026-06-10T18:00+02:00", "to the very end of the day")]
    [InlineData("2026-06-10T16:30+02:00", "2026-06-11T10:30+02:00", "across the evening")]
    [InlineData("2026-06-12T16:00+02:00", "2026-06-15T10:00+02:00", "across the weekend")]
    [InlineData("2026-04-30T17:00+02:00", "2026-05-04T11:00+02:00", "across a holiday and the weekend behind it")]
    [InlineData("2026-06-10T03:00+02:00", "2026-06-10T12:00+02:00", "declared before work begins")]
    [InlineData("2026-06-10T18:00+02:00", "2026-06-11T12:00+02:00", "declared when work has just ended")]
    [InlineData("2026-06-12T23:50+02:00", "2026-06-15T12:00+02:00", "declared on Friday night")]
    [InlineData("2026-06-13T12:00+02:00", "2026-06-15T12:00+02:00", "declared on a Saturday")]
    [InlineData("2026-05-01T12:00+02:00", "2026-05-04T12:00+02:00", "declared on a holiday")]
    public void Four_hours_are_four_hours_of_work(string from, string due, string when) =>
        Assert.Equal((when, Moment(due)), (when, Berlin.Deadline(Moment(from), TimeSpan.FromHours(4))));

    [Theory]
    [InlineData("2026-06-10T15:20+02:00", "2026-06-11T15:20+02:00", "the next day")]
    [InlineData("2026-06-12T15:20+02:00", "2026-06-15T15:20+02:00", "over the weekend")]
    [InlineData("2026-04-30T15:20+02:00", "2026-05-04T15:20+02:00", "over a holiday")]
    [InlineData("2026-06-10T21:00+02:00", "2026-06-12T08:00+02:00", "declared in the evening: from the next morning on")]
    [InlineData("2026-06-13T12:00+02:00", "2026-06-16T08:00+02:00", "declared on a Saturday: from Monday morning on")]
    [InlineData("2026-03-27T15:20+01:00", "2026-03-30T15:20+02:00", "over the hour that is skipped")]
    [InlineData("2026-10-23T15:20+02:00", "2026-10-26T15:20+01:00", "over the hour that comes twice")]
    public void Twenty_four_hours_are_the_same_local_time_on_the_next_working_day(string from, string due, string when) =>
        Assert.Equal((when, Moment(due)), (when, Berlin.Deadline(Moment(from), TimeSpan.FromHours(24))));

    [Fact]
    public void Two_whole_days_are_two_working_days_and_a_day_and_a_half_is_counted_in_hours()
    {
        Assert.Equal(Moment("2026-06-15T15:20+02:00"), Berlin.Deadline(Moment("2026-06-11T15:20+02:00"), TimeSpan.FromHours(48)));
        Assert.Equal(Moment("2026-06-11T14:00+02:00"), Berlin.Deadline(Moment("2026-06-08T08:00+02:00"), TimeSpan.FromHours(36)));
    }

    [Theory]
    [InlineData("00:00", "10:00", "2026-03-29T00:00+01:00", "04:00", "2026-03-29T05:00+02:00", "an hour of the night is missing")]
    [InlineData("00:00", "10:00", "2026-03-28T09:00+01:00", "04:00", "2026-03-29T04:00+02:00", "also when work began the day before")]
    [InlineData("00:00", "10:00", "2026-10-25T00:00+02:00", "04:00", "2026-10-25T03:00+01:00", "an hour of the night comes twice")]
    [InlineData("00:00", "10:00", "2026-10-25T02:30+02:00", "01:00", "2026-10-25T02:30+01:00", "an hour later it is half past two again")]
    [InlineData("00:00", "10:00", "2026-10-25T02:30+01:00", "01:00", "2026-10-25T03:30+01:00", "the second half past two is the later one")]
    [InlineData("08:00", "18:00", "2026-03-28T16:00+01:00", "04:00", "2026-03-29T10:00+02:00", "skipped while nobody works")]
    [InlineData("08:00", "18:00", "2026-10-24T16:00+02:00", "04:00", "2026-10-25T10:00+01:00", "doubled while nobody works")]
    [InlineData("02:30", "10:30", "2026-03-28T10:00+01:00", "01:00", "2026-03-29T03:30+02:00", "a beginning that is skipped is the moment after the gap")]
    [InlineData("02:30", "10:30", "2026-03-29T00:00+01:00", "07:30", "2026-03-29T10:30+02:00", "and that day is half an hour shorter")]
    [InlineData("02:30", "10:30", "2026-10-24T10:00+02:00", "01:00", "2026-10-25T02:00+01:00", "a beginning that comes twice is its first")]
    [InlineData("01:00", "02:30", "2026-10-25T00:30+02:00", "02:00", "2026-10-26T01:30+01:00", "and so is an end that comes twice")]
    [InlineData("01:00", "02:30", "2026-03-29T01:00+01:00", "02:00", "2026-03-30T02:00+02:00", "an end that is skipped is the moment after the gap")]
    public void Working_time_is_exact_when_the_clocks_change(string begins, string ends, string from, string working, string due, string why)
    {
        var hours = EveryDay(begins, ends);

        Assert.Equal((why, Moment(due)), (why, hours.Add(Moment(from), Span(working))));
        Assert.Equal((why, Span(working)), (why, hours.Between(Moment(from), Moment(due))));
    }

    [Fact]
    public void The_next_working_day_skips_a_local_time_that_does_not_exist_and_takes_the_first_of_two()
    {
        var nights = EveryDay("01:00", "06:00");

        Assert.Equal(Moment("2026-03-29T03:00+02:00"), nights.Deadline(Moment("2026-03-28T02:20+01:00"), TimeSpan.FromHours(24)));
        Assert.Equal(Moment("2026-10-25T02:20+02:00"), nights.Deadline(Moment("2026-10-24T02:20+02:00"), TimeSpan.FromHours(24)));
    }

    [Theory]
    [InlineData("2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", "09:00")]
    [InlineData("2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", "11:00")]
    [InlineData("2026-06-10T00:00+02:00", "2026-06-11T00:00+02:00", "10:00")]
    public void A_day_on_which_the_clocks_change_is_as_long_as_it_is(string from, string to, string worked) =>
        Assert.Equal(Span(worked), EveryDay("00:00", "10:00").Between(Moment(from), Moment(to)));

    [Theory]
    [InlineData("2026-06-10T09:00+02:00", "2026-06-10T09:00+02:00")]
    [InlineData("2026-06-10T12:00+02:00", "2026-06-10T09:00+02:00")]
    [InlineData("2026-06-12T18:00+02:00", "2026-06-15T08:00+02:00")]
    [InlineData("2026-06-15T09:00+02:00", "2026-06-10T09:00+02:00")]
    public void No_working_time_lies_backwards_or_outside_working_hours(string from, string to) =>
        Assert.Equal(TimeSpan.Zero, Berlin.Between(Moment(from), Moment(to)));

    [Theory]
    [InlineData("2026-06-10T12:00+02:00", "2026-06-10T12:00+02:00")]
    [InlineData("2026-06-10T07:59+02:00", "2026-06-10T08:00+02:00")]
    [InlineData("2026-06-12T18:00+02:00", "2026-06-15T08:00+02:00")]
    [InlineData("2026-05-01T12:00+02:00", "2026-05-04T08:00+02:00")]
    public void Work_begins_again_at_once_or_on_the_next_working_morning(string at, string begins) => Assert.Equal(Moment(begins), Berlin.InWork(Moment(at)));

    [Theory]
    [InlineData("2026-06-10T03:00+02:00", "2026-06-11T08:00+02:00")]
    [InlineData("2026-06-12T12:00+02:00", "2026-06-15T08:00+02:00")]
    [InlineData("2026-04-30T12:00+02:00", "2026-05-04T08:00+02:00")]
    [InlineData("2026-06-10T23:30+00:00", "2026-06-12T08:00+02:00")]
    public void The_next_working_day_is_counted_from_the_local_date(string at, string begins) => Assert.Equal(Moment(begins), Berlin.NextDay(Moment(at)));

    [Theory]
    [InlineData("2026-06-15T09:00+02:00", "02:00", "2026-06-12T17:00+02:00")]
    [InlineData("2026-05-04T08:00+02:00", "01:00", "2026-04-30T17:00+02:00")]
    [InlineData("2026-06-13T12:00+02:00", "01:00", "2026-06-12T17:00+02:00")]
    public void Working_time_can_be_counted_backwards(string to, string working, string from) => Assert.Equal(Moment(from), Berlin.Subtract(Moment(to), Span(working)));

    [Fact]
    public void A_calendar_without_a_working_day_ends_its_search()
    {
        var never = Berlin with { Days = [] };

        Assert.Equal(DateTimeOffset.MaxValue, never.Add(Moment("2026-06-10T12:00+02:00"), TimeSpan.FromHours(1)));
        Assert.Equal(DateTimeOffset.MinValue, never.Subtract(Moment("2026-06-10T12:00+02:00"), TimeSpan.FromHours(1)));
        Assert.Throws<InvalidOperationException>(() => never.NextDay(Moment("2026-06-10T12:00+02:00")));
    }
}
