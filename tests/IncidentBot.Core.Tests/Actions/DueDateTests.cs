using IncidentBot.Core.Actions;
using Xunit;

namespace IncidentBot.Core.Tests.Actions;

public sealed class DueDateTests
{
    /// <summary>A Monday.</summary>
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData("2026-12-01", "2026-12-01")]
    [InlineData("today", "2026-03-02")]
    [InlineData("Tomorrow", "2026-03-03")]
    [InlineData("friday", "2026-03-06")]
    [InlineData("Fri,", "2026-03-06")]
    [InlineData("sunday", "2026-03-08")]
    [InlineData("3d", "2026-03-05")]
    [InlineData("2w", "2026-03-16")]
    public void People_type_dates_in_many_ways(string word, string date) => Assert.Equal(date, DueDate.Read(word, Today)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void The_name_of_today_is_the_day_in_a_week() => Assert.Equal(Today.AddDays(7), DueDate.Read("monday", Today));

    [Theory]
    [InlineData("soon")]
    [InlineData("2026-13-01")]
    [InlineData("fr")]
    [InlineData("d")]
    [InlineData("9999d")]
    [InlineData("-3d")]
    [InlineData("")]
    public void What_is_no_date_is_none(string word) => Assert.Null(DueDate.Read(word, Today));
}
