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
    [InlineData("impact nobody can pay from 18:01", "nobody can pay", "2026-03-01T18:01Z", null)]
    [InlineData("impact nobody can pay from 2026-02-27 08:00 to 2026-02-28 09:00", "nobody can pay", "2026-02-27T08:00Z", "2026-02-28T09:00Z")]
    [InlineData("impact nobody can pay from 11:40z to 11:55Z", "nobody can pay", "2026-03-02T11:40Z", "2026-03-02T11:55Z")]
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
    [InlineData("impact nobody can pay from 12:02", "12:02 lies ahead", "`2026-03-01 12:02`")]
    [InlineData("impact nobody can pay from 18:00", "18:00 lies ahead", "`2026-03-01 18:00`")]
    [InlineData("impact nobody can pay from 11:00 to 12:02", "12:02 lies ahead", "`2026-03-01 12:02`")]
    [InlineData("impact nobody can pay from 11:00 to 22:30", "22:30 lies ahead", "`2026-03-01 22:30`")]
    [InlineData("impact nobody can pay to 22:30", "22:30 lies ahead", "`2026-03-01 22:30`")]
    [InlineData("impact nobody can pay from 2026-03-03 08:00", "08:00 lies ahead", "`2026-03-02 08:00`")]
    [InlineData("impact nobody can pay from 2025-03-02 08:00", "more than 30 days before INC-7 was declared", "times are UTC")]
    public void What_has_yet_to_come_is_said_to_and_is_no_day_of_the_past(string line, string sentence, string hint) =>
        Given(An.Incident().P1()).When(line, Anna).ThenRefused(sentence, hint);

    [Fact]
    public void Typed_in_the_evening_a_time_around_midnight_is_tonight_and_after_midnight_it_was_yesterday()
    {
        Given(An.Incident().P1()).When("impact nobody can pay from 23:50", Anna, TimeSpan.FromHours(8) + TimeSpan.FromMinutes(50)).ThenRefused("23:50 lies ahead", "`2026-03-01 23:50`");

        Given(An.Incident().P1()).When("impact nobody can pay from 23:50 to 00:05", Anna, TimeSpan.FromHours(12) + TimeSpan.FromMinutes(10))
            .Then(new ImpactDescribed("nobody can pay", Moment("2026-03-02T23:50Z"), Moment("2026-03-03T00:05Z")));
        Given(An.Incident().P1()).When("impact nobody can pay from 23:50 to 00:15", Anna, TimeSpan.FromHours(12) + TimeSpan.FromMinutes(10)).ThenRefused("00:15 lies ahead", "00:15");
        Given(An.Incident().P1()).When("impact nobody can pay from 00:00 to 00:10", Anna, TimeSpan.FromHours(12) + TimeSpan.FromMinutes(10))
            .Then(new ImpactDescribed("nobody can pay", Moment("2026-03-03T00:00Z"), Moment("2026-03-03T00:10Z")));
    }

    [Fact]
    public void Long_after_it_a_time_is_looked_for_around_the_declaration_and_the_fix()
    {
        var fixedIt = An.Incident().P1().AcknowledgedBy(Anna).After(90).Says("fixed", Anna);

        Given(fixedIt).When("impact nobody can pay from 11:50 to 13:25", Anna, TimeSpan.FromHours(23))
            .Then(new ImpactDescribed("nobody can pay", Moment("2026-03-02T11:50Z"), Moment("2026-03-02T13:25Z")));
        Given(fixedIt).When("impact nobody can pay to 13:25", Anna, TimeSpan.FromHours(23)).Then(new ImpactDescribed("nobody can pay", null, Moment("2026-03-02T13:25Z")));
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When("impact nobody can pay to 13:25", Anna, TimeSpan.FromHours(23)).ThenRefused("13:25 lies ahead", "`2026-03-02 13:25`");
    }

    [Fact]
    public void Of_what_is_over_a_time_is_looked_for_while_it_lasted_however_late_it_is_said()
    {
        var over = An.Incident().P1().AcknowledgedBy(Anna).After(30).Says("fixed", Anna).After(60).Says("resolve checked", Anna);

        Given(over).When("impact nobody can pay from 11:50 to 12:30", Anna, TimeSpan.FromDays(3))
            .Then(new ImpactDescribed("nobody can pay", Moment("2026-03-02T11:50Z"), Moment("2026-03-02T12:30Z")));
        Given(over).When("impact nobody can pay to 15:00", Anna, TimeSpan.FromDays(3)).ThenRefused("15:00 is none while it lasted: INC-7 was resolved Mon 2026-03-02 13:00 UTC", "Another day stands before the time");
    }

    [Fact]
    public void Where_the_clocks_go_forward_the_time_they_skip_never_was_and_an_hour_less_has_passed()
    {
        // Berlin, night to 2026-03-29: 02:00 is 03:00.
        static Told At(string line, string now) => Given(An.Incident().Working("Europe/Berlin").P1()).When(line, Anna, Moment(now) - Noon);

        At("impact nobody can pay from 02:30", "2026-03-29T01:10Z").ThenRefused("On 2026-03-29 the clocks never showed 02:30", "times are Europe/Berlin");
        At("impact nobody can pay from 01:50 to 03:10", "2026-03-29T01:30Z").Then(new ImpactDescribed("nobody can pay", Moment("2026-03-29T00:50Z"), Moment("2026-03-29T01:10Z")));
    }

    [Fact]
    public void Where_the_clocks_go_back_a_time_that_was_twice_is_asked_about_unless_only_one_fits()
    {
        // Berlin, night to 2026-10-25: 03:00 is 02:00.
        static Told At(string line, string now) => Given(An.Incident().Working("Europe/Berlin").P1()).When(line, Anna, Moment(now) - Noon);

        At("impact nobody can pay from 02:30", "2026-10-25T00:40Z").Then(new ImpactDescribed("nobody can pay", Moment("2026-10-25T00:30Z"), null));
        At("impact nobody can pay from 02:30", "2026-10-25T01:40Z").ThenRefused("showed 02:30 twice", "00:30Z or 01:30Z");
        At("impact nobody can pay from 01:30Z", "2026-10-25T01:40Z").Then(new ImpactDescribed("nobody can pay", Moment("2026-10-25T01:30Z"), null));
        At("impact nobody can pay from 01:10Z to 02:30", "2026-10-25T02:40Z").Then(new ImpactDescribed("nobody can pay", Moment("2026-10-25T01:10Z"), Moment("2026-10-25T01:30Z")));
        At("impact nobody can pay from 01:50 to 03:10", "2026-10-25T02:40Z").Then(new ImpactDescribed("nobody can pay", Moment("2026-10-24T23:50Z"), Moment("2026-10-25T02:10Z")));
    }

    [Fact]
    public void A_beginning_after_the_end_that_was_said_is_refused() =>
        Given(An.Incident().P1().After(10).Says("impact nobody can pay from 11:40 to 11:55", Anna)).When("impact from 12:05", Anna).ThenRefused("It cannot have ended before it began", "It ended Mon 2026-03-02 11:55 UTC");

    [Theory]
    [InlineData("impact nobody can pay from 2026-13-01 10:00", "2026-13-01 10:00")]
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
