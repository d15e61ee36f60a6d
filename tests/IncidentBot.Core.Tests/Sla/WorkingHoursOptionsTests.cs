using System.Globalization;
using IncidentBot.Core.Sla;
using Xunit;

namespace IncidentBot.Core.Tests.Sla;

public sealed class WorkingHoursOptionsTests
{
    [Fact]
    public void Unless_set_work_is_from_eight_to_six_on_weekdays()
    {
        var hours = new WorkingHoursOptions().ToHours();

        Assert.Empty(new WorkingHoursOptions().Problems());
        Assert.Equal(("UTC", new TimeOnly(8, 0), new TimeOnly(18, 0)), (hours.Zone, hours.From, hours.To));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], hours.Days);
        Assert.Empty(hours.Holidays);
    }

    [Fact]
    public void What_is_set_is_taken_once_and_in_order()
    {
        var options = new WorkingHoursOptions
        {
            Zone = "Europe/Berlin",
            From = "07:30",
            To = "16:00",
            Days = { DayOfWeek.Saturday, DayOfWeek.Monday, DayOfWeek.Saturday },
            Holidays = { "2026-12-25", "2026-05-01", "2026-12-25" },
        };

        Assert.Empty(options.Problems());
        var hours = options.ToHours();
        Assert.Equal(("Europe/Berlin", new TimeOnly(7, 30), new TimeOnly(16, 0)), (hours.Zone, hours.From, hours.To));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Saturday], hours.Days);
        Assert.Equal([new DateOnly(2026, 5, 1), new DateOnly(2026, 12, 25)], hours.Holidays);
    }

    [Fact]
    public void Every_problem_is_named_at_once_with_its_setting() =>
        Assert.Equal(
            [
                "WorkingHours:Zone 'Berlin' is not a known time zone; use an IANA name such as Europe/Berlin.",
                "WorkingHours:From '8' must be a time such as 08:00.",
                "WorkingHours:To '24:00' must be a time such as 08:00.",
                "WorkingHours:Days:1 '9' must be a day of the week such as Monday.",
                "WorkingHours:Holidays:1 '25.12.2026' must be a date such as 2026-12-25.",
                "WorkingHours:Holidays:2 '2026-02-30' must be a date such as 2026-12-25.",
            ],
            new WorkingHoursOptions { Zone = "Berlin", From = "8", To = "24:00", Days = { DayOfWeek.Monday, (DayOfWeek)9 }, Holidays = { "2026-05-01", "25.12.2026", "2026-02-30" } }.Problems());

    [Theory]
    [InlineData("18:00", "08:00")]
    [InlineData("08:00", "08:00")]
    public void A_working_day_ends_after_it_began(string from, string to) =>
        Assert.Equal(["WorkingHours:To must be later than WorkingHours:From."], new WorkingHoursOptions { From = from, To = to }.Problems());

    [Fact]
    public void Holidays_that_leave_no_working_day_are_refused()
    {
        var sundays = Enumerable.Range(0, 58).Select(week => new DateOnly(2026, 3, 1).AddDays(week * 7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(["WorkingHours:Holidays leave no working day for more than a year; take some out."], new WorkingHoursOptions { Days = { DayOfWeek.Sunday }, Holidays = [.. sundays] }.Problems());
        Assert.Empty(new WorkingHoursOptions { Days = { DayOfWeek.Sunday, DayOfWeek.Monday }, Holidays = [.. sundays] }.Problems());
        Assert.Empty(new WorkingHoursOptions { Days = { DayOfWeek.Sunday }, Holidays = [.. sundays.Take(50)] }.Problems());
    }
}
