using System.Globalization;
using IncidentBot.Core.Incidents;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class ImpactVerbTests
{
    private static DateTimeOffset? Moment(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("impact nobody can pay", "nobody can pay", null, null)]
    [InlineData("impact nobody can pay from 11:40", "nobody can pay", "2026-03-02T11:40Z", null)]
    [InlineData("impact nobody can pay to 11:55", "nobody can pay", null, "2026-03-02T11:55Z")]
    [InlineData("impact nobody can pay FROM 9:40 TO 11:55", "nobody can pay", "2026-03-02T09:40Z", "2026-03-02T11:55Z")]
    [InlineData("impact nobody gets from 10 to 20 mails", "nobody gets from 10 to 20 mails", null, null)]
    [InlineData("impact nobody can pay from 23:50 to 00:20", "nobody can pay", "2026-03-01T23:50Z", "2026-03-02T00:20Z")]
    [InlineData("impact nobody can pay from 12:01", "nobody can pay", "2026-03-02T12:01Z", null)]
    [InlineData("impact nobody can pay from 12:02", "nobody can pay", "2026-03-01T12:02Z", null)]
    public void What_users_notice_is_kept_with_its_times_which_are_never_in_the_future(string line, string text, string? from, string? to) =>
        Given(An.Incident().P1()).When(line, Anna).Then(new ImpactDescribed(text, Moment(from), Moment(to))).Saying("Impact of INC-7 recorded");

    [Fact]
    public void The_answer_repeats_the_times_with_their_dates() =>
        Given(An.Incident().P1()).When("impact nobody can pay from 23:50 to 00:20", Anna).Saying("from Sun 2026-03-01 23:50 UTC to Mon 2026-03-02 00:20 UTC");

    [Fact]
    public void Times_are_those_on_the_clocks_of_the_team()
    {
        var told = Given(An.Incident().Working("Europe/Berlin").P1()).When("impact nobody can pay from 12:41 to 13:00", Anna);

        told.Then(new ImpactDescribed("nobody can pay", Moment("2026-03-02T11:41Z"), Moment("2026-03-02T12:00Z"))).Saying("from Mon 2026-03-02 12:41 Europe/Berlin to Mon 2026-03-02 13:00 Europe/Berlin");
    }

    [Fact]
    public void A_time_can_be_added_later_and_keeps_the_rest()
    {
        var after = Given(An.Incident().P1().Says("impact nobody can pay from 11:40", Anna)).When("impact to 11:55", Anna).After;

        Assert.Equal(new Impact("nobody can pay", Moment("2026-03-02T11:40Z"), Moment("2026-03-02T11:55Z")), after.Impact);
    }

    [Theory]
    [InlineData("impact nobody can pay from 11:00 to 10:00")]
    [InlineData("impact to 11:30")]
    public void It_does_not_end_before_it_began(string line) =>
        Given(An.Incident().P1().Says("impact nobody can pay from 11:40", Anna)).When(line, Anna).ThenRefused("It cannot have ended before it began", "times are UTC");

    [Theory]
    [InlineData("impact nobody can pay from 25:00", "25:00")]
    [InlineData("impact nobody can pay from 02:40 to 24:00", "24:00")]
    [InlineData("impact nobody can pay from 25:00 to 26:00", "25:00")]
    [InlineData("impact to 9:75", "9:75")]
    [InlineData("impact nobody can pay from 2:4", "2:4")]
    public void What_is_no_time_of_day_is_refused_and_not_taken_as_text(string line, string time) =>
        Given(An.Incident().P1()).When(line, Anna).ThenRefused($"'{time}' is not a time of day", "`impact INC-7 <text> [from 02:40] [to 03:20]`; times are UTC");

    [Fact]
    public void Something_must_be_said() => Given(An.Incident().P1()).When("impact", Anna).ThenRefused("What do users notice?", "`impact INC-7 <text> [from 02:40] [to 03:20]`");
}
