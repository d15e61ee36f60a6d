using FsCheck.Xunit;
using IncidentBot.Core.Sla;
using Xunit;

namespace IncidentBot.Core.Tests.Properties;

/// <summary>Whatever the calendar, and whichever day of two years: counting forwards, backwards and between agree with each other.</summary>
[Properties(Replay = "20260329,7919", MaxTest = 300)]
public sealed class WorkingHoursProperties
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Zones = ["Europe/Berlin", "Etc/UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];

    /// <summary>At least ten minutes long; of the week, the days whose bits are set, and Sunday, on which clocks change.</summary>
    private static WorkingHours Hours(byte zone, byte days, ushort from, ushort length, byte[] holidays)
    {
        var begin = from % 1380;
        return new WorkingHours(
            Zones[zone % Zones.Length],
            new TimeOnly(begin / 60, begin % 60),
            new TimeOnly(0).AddMinutes(begin + 10 + (length % (1430 - begin))),
            [.. Enum.GetValues<DayOfWeek>().Where(day => day == DayOfWeek.Sunday || (days & (1 << (int)day)) != 0)],
            [.. holidays.Select(day => new DateOnly(2026, 1, 1).AddDays(day * 3))]);
    }

    private static DateTimeOffset Moment(uint minutes) => Begin + TimeSpan.FromMinutes(minutes % (730 * 1440));

    private static TimeSpan Working(ushort minutes) => TimeSpan.FromMinutes((minutes % 240) + 1);

    [Property]
    public void What_lies_between_a_moment_and_its_deadline_is_the_target(byte zone, byte days, ushort from, ushort length, byte[] holidays, uint at, ushort working)
    {
        var hours = Hours(zone, days, from, length, holidays);

        Assert.Equal(Working(working), hours.Between(Moment(at), hours.Add(Moment(at), Working(working))));
    }

    [Property]
    public void Counting_backwards_and_forwards_again_comes_back(byte zone, byte days, ushort from, ushort length, byte[] holidays, uint at, ushort working)
    {
        var hours = Hours(zone, days, from, length, holidays);
        var due = hours.Add(Moment(at), Working(working));

        Assert.Equal(due, hours.Add(hours.Subtract(due, Working(working)), Working(working)));
        Assert.Equal(Working(working), hours.Between(hours.Subtract(due, Working(working)), due));
    }

    [Property]
    public void Two_stretches_of_work_are_as_long_as_both_together(byte zone, byte days, ushort from, ushort length, byte[] holidays, uint at, ushort first, ushort second)
    {
        var hours = Hours(zone, days, from, length, holidays);

        Assert.Equal(hours.Add(Moment(at), Working(first) + Working(second)), hours.Add(hours.Add(Moment(at), Working(first)), Working(second)));
    }

    [Property]
    public void Every_deadline_lies_in_working_time_and_none_before_its_beginning(byte zone, byte days, ushort from, ushort length, byte[] holidays, uint at, ushort working)
    {
        var hours = Hours(zone, days, from, length, holidays);

        foreach (var target in new[] { Working(working), TimeSpan.FromHours(24), TimeSpan.FromHours(72) })
        {
            var due = hours.Deadline(Moment(at), target);

            Assert.True(due > Moment(at));
            Assert.True(due == hours.InWork(due) || due == hours.Add(hours.Subtract(due, TimeSpan.FromSeconds(1)), TimeSpan.FromSeconds(1)), $"{due:O}");
        }
    }
}
