using IncidentBot.Core.Sla;
using Xunit;

namespace IncidentBot.Core.Tests.Sla;

public sealed class DeploymentWindowTests
{
    private static DateTimeOffset Utc(string at) => DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void A_window_opens_by_its_own_zone_where_it_names_one()
    {
        var window = new DeploymentWindowsOptions { List = [new DeploymentWindowOptions { Name = "a", Zone = "Asia/Tokyo", Days = [DayOfWeek.Wednesday, DayOfWeek.Monday], From = "20:00", To = "22:00" }] }.ToWindows("UTC")[0];

        Assert.Equal(Utc("2026-03-02T11:00Z"), window.OpenOrNext(Utc("2026-03-02T00:00Z")).Begin);
    }

    [Fact]
    public void A_name_may_be_as_long_as_is_said_and_no_longer()
    {
        DeploymentWindowsOptions Named(int length) => new() { List = [new DeploymentWindowOptions { Name = new string('n', length), Days = [DayOfWeek.Monday], From = "20:00", To = "22:00" }] };
        var most = Enumerable.Range(1, 500).Last(length => Named(length).Problems().Any() is false);

        Assert.Contains($"{most}", Assert.Single(Named(most + 1).Problems()), StringComparison.Ordinal);
    }

    private static DeploymentWindow Daily(string from, string to) =>
        new("w", "Europe/Berlin", Enum.GetValues<DayOfWeek>(), TimeOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Berlin goes from 02:00 to 03:00 on 29 March 2026 and from 03:00 back to 02:00 on 25 October 2026.</summary>
    [Theory]
    [InlineData("20:00", "22:00", "2026-03-28T18:59:59Z", "2026-03-28T19:00Z", "2026-03-28T21:00Z")]
    [InlineData("20:00", "22:00", "2026-03-28T19:00Z", "2026-03-28T19:00Z", "2026-03-28T21:00Z")]
    [InlineData("20:00", "22:00", "2026-03-28T20:59:59Z", "2026-03-28T19:00Z", "2026-03-28T21:00Z")]
    [InlineData("20:00", "22:00", "2026-03-28T21:00Z", "2026-03-29T18:00Z", "2026-03-29T20:00Z")]
    [InlineData("23:00", "04:00", "2026-03-28T12:00Z", "2026-03-28T22:00Z", "2026-03-29T02:00Z")]
    [InlineData("23:00", "04:00", "2026-03-29T01:30Z", "2026-03-28T22:00Z", "2026-03-29T02:00Z")]
    [InlineData("02:15", "02:45", "2026-03-28T12:00Z", "2026-03-30T00:15Z", "2026-03-30T00:45Z")]
    [InlineData("02:30", "04:00", "2026-03-28T12:00Z", "2026-03-29T01:00Z", "2026-03-29T02:00Z")]
    [InlineData("20:00", "22:00", "2026-10-24T21:00Z", "2026-10-25T19:00Z", "2026-10-25T21:00Z")]
    [InlineData("02:30", "04:00", "2026-10-24T12:00Z", "2026-10-25T00:30Z", "2026-10-25T03:00Z")]
    [InlineData("23:00", "04:00", "2026-10-24T12:00Z", "2026-10-24T21:00Z", "2026-10-25T03:00Z")]
    public void It_opens_and_closes_at_its_local_times_over_both_changes_of_the_clocks(string from, string to, string at, string begin, string end) =>
        Assert.Equal((Utc(begin), Utc(end)), Daily(from, to).OpenOrNext(Utc(at)));

    [Fact]
    public void Only_its_days_count_and_the_night_belongs_to_the_day_it_began()
    {
        var sunday = new DeploymentWindow("w", "UTC", [DayOfWeek.Sunday], new TimeOnly(22, 0), new TimeOnly(2, 0));

        Assert.Equal(Utc("2026-03-01T22:00Z"), sunday.OpenOrNext(Utc("2026-03-02T01:59Z")).Begin);
        Assert.Equal(Utc("2026-03-08T22:00Z"), sunday.OpenOrNext(Utc("2026-03-02T02:00Z")).Begin);
    }

    [Fact]
    public void Every_mistake_in_the_settings_is_named()
    {
        var good = new DeploymentWindowOptions { Name = "a", Days = [DayOfWeek.Monday], From = "20:00", To = "22:00" };
        var options = new DeploymentWindowsOptions { List = [good, new DeploymentWindowOptions { Name = "A", Zone = "Nowhere", From = "8", To = "9" }, new DeploymentWindowOptions { Days = [DayOfWeek.Monday], From = "20:00", To = "20:00" }] };

        Assert.Equal(
            ["DeploymentWindows:List:1:Name", "DeploymentWindows:List:1:Zone", "DeploymentWindows:List:1:Days", "DeploymentWindows:List:1:From", "DeploymentWindows:List:2:Name", "DeploymentWindows:List:2:To"],
            options.Problems().Select(problem => problem.Split(' ')[0]));
        Assert.Equal(new DeploymentWindow("a", "UTC", [DayOfWeek.Monday], new TimeOnly(20, 0), new TimeOnly(22, 0)).OpenOrNext(Utc("2026-03-02T00:00Z")), new DeploymentWindowsOptions { List = [good] }.ToWindows("UTC")[0].OpenOrNext(Utc("2026-03-02T00:00Z")));
    }
}
