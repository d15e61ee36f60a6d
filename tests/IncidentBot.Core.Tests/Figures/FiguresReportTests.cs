using IncidentBot.Core.Alerts;
using IncidentBot.Core.Figures;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Figures;

/// <summary>Formula by formula (integrations page, section 17, "Metrics").</summary>
public sealed class FiguresReportTests
{
    /// <summary>Detected 12:00, acknowledged 12:04, fixed 12:40, resolved 12:56; users noticed it from 11:50 on.</summary>
    private static IncidentBuilder Told(int number = 7) => An.Incident().P1().Numbered(number)
        .After(4).AcknowledgedBy(Anna).Says("impact nobody can pay from 11:50", Anna).After(40).Says("fixed", Anna).After(56).Says("resolve checked", Anna);

    [Fact]
    public void Times_are_those_of_the_formulas()
    {
        var report = Of(Told());

        Assert.Equal(
            [("detect (d − b)", 10L), ("acknowledge (a − p)", 4L), ("mitigate (m − d)", 40L), ("restore (m − b)", 50L), ("resolve (r − o)", 56L)],
            report.Times.Select(time => (time.Name, time.MeanMinutes!.Value)));
    }

    [Fact]
    public void Mean_median_and_N_stand_together_and_few_incidents_are_listed()
    {
        var two = Of(Told(1), An.Incident().P2().Numbered(2).After(30).AcknowledgedBy(Anna)).Times[1];
        Assert.Equal((17, 17, 2), (two.MeanMinutes, two.MedianMinutes, two.N));
        Assert.Equal([("INC-1", 4L, false), ("INC-2", 30L, false)], two.Each!.Select(one => (one.Incident, one.Minutes, one.Unfinished)));

        var five = Of([.. Enumerable.Range(1, 5).Select(number => An.Incident().P1().Numbered(number).After(number * number).AcknowledgedBy(Anna))]).Times[1];
        Assert.Equal((11, 9, 5), (five.MeanMinutes, five.MedianMinutes, five.N));
        Assert.Null(five.Each);
    }

    [Fact]
    public void What_has_not_happened_counts_up_to_now_and_is_said_to()
    {
        var report = Of(Noon.AddMinutes(90), An.Incident().P1());

        Assert.Equal((90, 1), (report.Times[1].MeanMinutes, report.Times[1].Unfinished));
        Assert.Equal((90, 1), (report.Times[4].MeanMinutes, report.Times[4].Unfinished));
        Assert.Equal((0, 0), (report.Times[0].MeanMinutes, report.Times[0].Unfinished));
    }

    [Fact]
    public void Nobody_acknowledges_a_P4() => Assert.Equal(0, Of(An.Incident().P4()).Times[1].N);

    [Fact]
    public void What_counts_and_what_does_not()
    {
        var report = Of(
            Told(1),
            An.Incident().P1().Numbered(2).Drill(),
            An.Incident().P1().Numbered(3).Cancelled(),
            An.Incident().P1().Numbered(4).With(new Merged("INC-1"), Lena),
            An.Incident().P3().Numbered(5));

        Assert.Equal((1, 0, 1, 0), (report.Counted[Severity.P1], report.Counted[Severity.P2], report.Counted[Severity.P3], report.Counted[Severity.P4]));
        Assert.Equal(2, report.Times[0].N);
    }

    [Fact]
    public void What_nobody_confirmed_counts_only_in_alert_precision_and_there_once_it_is_judged()
    {
        var report = Of(
            Alerted(1, AlertClass.Red),
            Alerted(2, AlertClass.Red).Cancelled(),
            Alerted(3, AlertClass.Red).AcknowledgedBy(Anna).Says("severity p1 confirmed", Anna),
            Alerted(4, AlertClass.Red).AcknowledgedBy(Anna).With(new Resolved("by an older version", Early: false), Anna),
            Alerted(5, AlertClass.Red).AcknowledgedBy(Anna).With(new Resolved("by an older version", Early: false), Anna).Says("severity p1 confirmed", Anna));

        Assert.Equal(2, report.Counted[Severity.P1]);
        Assert.Equal(new Share(2, 4), report.AlertPrecision);
    }

    [Fact]
    public void Alert_precision_is_of_red_alerts_not_of_orange_and_yellow_ones_nor_of_what_people_declared()
    {
        var report = Of(
            Alerted(1, AlertClass.Orange).Cancelled(),
            Alerted(2, AlertClass.Orange).AcknowledgedBy(Anna).Says("severity p1 confirmed", Anna),
            An.Incident().Task().Numbered(3).With(Fires(AlertClass.Yellow), Actor.OfAlerts("prometheus")),
            Told(4),
            Alerted(5, AlertClass.Red).AcknowledgedBy(Anna).Says("severity p2 confirmed", Anna),
            Alerted(6, AlertClass.Red).Says("severity p1 confirmed", Anna).With(new Merged("INC-5"), Anna));

        Assert.Equal(new Share(1, 1), report.AlertPrecision);
    }

    [Fact]
    public void A_red_alert_that_was_merged_into_what_a_person_declared_led_to_what_that_led_to()
    {
        var report = Of(
            Told(1),
            Alerted(2, AlertClass.Red).Says("severity p1 confirmed", Anna).With(new Merged("INC-1"), Anna),
            An.Incident().P1().Numbered(3).Cancelled(),
            Alerted(4, AlertClass.Red).With(new Merged("INC-3"), Anna),
            Alerted(5, AlertClass.Red).With(new Merged("INC-99"), Anna));

        Assert.Equal(new Share(1, 2), report.AlertPrecision);
    }

    [Fact]
    public void What_was_a_task_counts_from_its_promotion()
    {
        var promoted = An.Incident().Task().After(20).Says("severity p2 it is worse", Anna).After(50).AcknowledgedBy(Anna).After(60).Says("fixed", Anna).After(80).Says("resolve checked", Anna);

        Assert.Equal([("acknowledge (a − p)", 30L), ("mitigate (m − d)", 60L), ("resolve (r − o)", 60L)], Of(promoted).Times.Where((_, i) => i is 1 or 2 or 4).Select(time => (time.Name, time.MeanMinutes!.Value)));
    }

    [Fact]
    public void What_has_no_fix_of_its_own_is_over_with_the_resolve()
    {
        var report = Of(An.Incident().P4().After(30).Says("resolve done", Anna));

        Assert.Equal([(30L, 0), (30L, 0), (30L, 0)], report.Times.Skip(2).Select(time => (time.MeanMinutes!.Value, time.Unfinished)));
    }

    [Fact]
    public void An_alert_before_users_notice_anything_took_no_time_to_detect_and_the_impact_counts_from_when_they_did()
    {
        var report = Of(An.Incident().P1().AcknowledgedBy(Anna).After(30).Says("impact nobody can pay from 12:20", Anna).After(40).Says("fixed", Anna));

        Assert.Equal((0, 20), (report.Times[0].MeanMinutes, report.Times[3].MeanMinutes));
    }

    [Fact]
    public void The_response_is_judged_by_the_highest_severity_from_when_it_was_reached()
    {
        var lowered = An.Incident().P1().After(10).AcknowledgedBy(Anna).Says("severity p4 only a typo", Anna);
        var late = An.Incident().P1().After(15).With(new ClockBreached(ClockKind.Response)).After(20).AcknowledgedBy(Anna).Says("severity p4 only a typo", Anna);
        var raised = An.Incident().P2().After(50).Says("severity p1 worse", Lena).After(64).AcknowledgedBy(Anna);
        var tooLate = An.Incident().P2().After(50).Says("severity p1 worse", Lena).After(66).AcknowledgedBy(Anna);
        var missedBefore = An.Incident().P2().After(60).With(new ClockBreached(ClockKind.Response)).After(62).Says("severity p1 worse", Lena).After(64).AcknowledgedBy(Anna);
        var proposed = Alerted(7, AlertClass.Red).After(15).With(new ClockBreached(ClockKind.Response)).After(20).AcknowledgedBy(Anna).Says("severity p2 half of it", Anna);

        Assert.Equal(
            [new Share(1, 1), new Share(0, 1), new Share(1, 1), new Share(0, 1), new Share(0, 1), new Share(1, 1)],
            new[] { lowered, late, raised, tooLate, missedBefore, proposed }.Select(one => Of(one).ResponseMet));
    }

    [Fact]
    public void What_happened_after_the_window_is_not_known_in_it()
    {
        var late = An.Incident().P1().After(15).With(new ClockBreached(ClockKind.Response)).After(20).AcknowledgedBy(Anna);

        Assert.Equal(new Share(0, 0), FiguresReport.Of(Loaded(late), new Window(Noon, Noon.AddMinutes(13), Noon.AddHours(1)), WorkingHours.Unset).ResponseMet);
    }

    [Fact]
    public void A_part_that_is_called_out_after_the_fix_is_out_until_the_resolve()
    {
        var report = Of(An.Incident().P2().AcknowledgedBy(Anna).Says("component search major", Anna).After(40).Says("fixed", Anna).After(50).Says("component search partial", Anna).After(70).Says("resolve checked", Anna));

        Assert.Equal(70, Assert.Single(report.Components).DowntimeMinutes);
    }

    [Fact]
    public void It_counts_under_the_highest_severity_it_ever_had()
    {
        var report = Of(An.Incident().P2().AcknowledgedBy(Anna).Says("severity p1 worse", Anna).Says("severity p3 better", Anna));

        Assert.Equal((1, 0), (report.Counted[Severity.P1], report.Counted[Severity.P3]));
    }

    [Fact]
    public void Only_what_was_declared_in_the_window_is_counted()
    {
        var window = new Window(Noon.AddHours(1), Noon.AddHours(5), Noon.AddHours(9));

        Assert.Equal(0, FiguresReport.Of(Loaded(Told()), window, WorkingHours.Unset).Counted[Severity.P1]);
        Assert.Equal(0, FiguresReport.Of(Loaded(Told()), new Window(Noon.AddHours(-5), Noon, Noon), WorkingHours.Unset).Counted[Severity.P1]);
        Assert.Equal(1, FiguresReport.Of(Loaded(Told()), new Window(Noon, Noon.AddHours(1), Noon.AddHours(1)), WorkingHours.Unset).Counted[Severity.P1]);
    }

    [Fact]
    public void A_target_is_met_of_those_that_got_there_or_whose_target_has_passed()
    {
        var open = An.Incident().P1().Numbered(2);
        var late = An.Incident().P1().Numbered(3).After(16).With(new ClockBreached(ClockKind.Response)).After(20).AcknowledgedBy(Anna);

        Assert.Equal(new Share(1, 1), Of(Noon.AddMinutes(14), Told(1), open).ResponseMet);
        Assert.Equal(new Share(1, 3), Of(Noon.AddMinutes(30), Told(1), open, late).ResponseMet);
        Assert.Equal(new Share(1, 2), Of(Noon.AddMinutes(61), Told(1), open).ResolutionMet);
    }

    [Fact]
    public void Downtime_is_the_union_of_what_was_out_inside_the_window_and_overlaps_count_once()
    {
        var other = An.Incident().P2().Numbered(2).AcknowledgedBy(Anna).After(20).Says("component search major", Anna).After(60).Says("component search ok", Anna);

        // 11:50 to 12:40 by the impact of the P1, and 12:20 to 13:00 by what was said of search.
        Assert.Equal(70, Of(Told(1), other).DowntimeMinutes);
        Assert.Equal(60, FiguresReport.Of(Loaded(Told(1), other), new Window(Noon, Noon.AddHours(5), Noon.AddHours(5)), WorkingHours.Unset).DowntimeMinutes);
    }

    [Fact]
    public void A_pause_shortens_no_downtime() =>
        Assert.Equal(
            Of(An.Incident().P1().AcknowledgedBy(Anna).After(40).Says("fixed", Anna)).DowntimeMinutes,
            Of(An.Incident().P1().AcknowledgedBy(Anna).Says("pause waiting", Anna).After(30).Says("resume", Anna).After(40).Says("fixed", Anna)).DowntimeMinutes);

    [Fact]
    public void Availability_weighs_levels_counts_the_higher_one_and_is_rounded_down()
    {
        var window = new Window(Noon, Noon.AddMinutes(1000), Noon.AddDays(1));
        Stretch At(double from, double to, ComponentStatus level) => new(Noon.AddMinutes(from), Noon.AddMinutes(to), level);

        Assert.Equal(90m, Outages.Availability([At(0, 100, ComponentStatus.MajorOutage)], window));
        Assert.Equal(97m, Outages.Availability([At(0, 100, ComponentStatus.PartialOutage)], window));
        Assert.Equal(100m, Outages.Availability([At(0, 100, ComponentStatus.DegradedPerformance)], window));
        Assert.Equal(88.5m, Outages.Availability([At(0, 100, ComponentStatus.MajorOutage), At(50, 150, ComponentStatus.PartialOutage)], window));
        Assert.Equal(99.99m, Outages.Availability([At(0, 0.04, ComponentStatus.MajorOutage)], window));
        Assert.Equal(100, Outages.Downtime([At(-50, 100, ComponentStatus.MajorOutage), At(0, 80, ComponentStatus.PartialOutage), At(500, 600, ComponentStatus.DegradedPerformance)], window).TotalMinutes);
        Assert.Null(Outages.Availability([], new Window(Noon, Noon.AddDays(1), Noon)));
    }

    [Fact]
    public void A_part_is_out_from_when_users_noticed_until_somebody_says_otherwise_or_the_impact_ends()
    {
        var report = Of(Told().Says("component search ok", Anna));
        Assert.Empty(report.Components);

        var rated = An.Incident().P1().AcknowledgedBy(Anna).Says("impact nobody can pay from 11:50", Anna).After(10).Says("component checkout major", Anna).After(30).Says("component checkout partial", Anna).After(40).Says("fixed", Anna);
        var checkout = Assert.Single(Of(rated).Components);
        Assert.Equal(("checkout", 50), (checkout.Name, checkout.DowntimeMinutes));
        Assert.Equal(Math.Floor((1 - (43m / (24 * 60))) * 10_000) / 100, checkout.AvailabilityPercent);
    }

    [Fact]
    public void Time_between_incidents_is_what_was_up_by_their_number_and_nothing_with_none()
    {
        Assert.Equal(((24 * 60) - 50) / 1, Of(Told()).MeanMinutesBetween);
        Assert.Null(Of().MeanMinutesBetween);
    }

    [Fact]
    public void Days_without_a_P1_are_whole_local_days_since_its_resolve()
    {
        int? Free(int days, params IncidentBuilder[] past) =>
            FiguresReport.Of(Loaded(past), new Window(Noon.AddDays(-1), Noon.AddDays(days), Noon.AddDays(days)), WorkingHours.Unset).P1FreeDays;

        Assert.Equal(0, Free(1, Told()));
        Assert.Equal(4, Free(5, Told()));
        Assert.Equal(0, Free(5, An.Incident().P1()));
        Assert.Null(Free(5, An.Incident().P2()));
        Assert.Equal(0, Free(5, An.Incident().P1().AcknowledgedBy(Anna).Says("severity p2 better", Anna)));
    }

    /// <summary>Opened by an alert of this class, and not confirmed.</summary>
    private static IncidentBuilder Alerted(int number, AlertClass found) => An.Incident().P1().Numbered(number).Provisional().With(Fires(found), Actor.OfAlerts("prometheus"));

    private static AlertsArrived Fires(AlertClass found) => new([new AlertMark("signal", Noon, Firing: true, found)], [new LinkedAlert("signal", "prometheus", "it is slow", found, Noon)]);

    private static FiguresReport Of(params IncidentBuilder[] past) => Of(Noon.AddHours(12), past);

    /// <summary>A day around noon, seen from <paramref name="now"/>.</summary>
    private static FiguresReport Of(DateTimeOffset now, params IncidentBuilder[] past)
    {
        var end = now > Noon.AddHours(12) ? now : Noon.AddHours(12);
        return FiguresReport.Of(Loaded(past), new Window(Noon.AddHours(-12), end, now), WorkingHours.Unset);
    }

    private static List<(Incident, IReadOnlyList<Recorded>)> Loaded(params IncidentBuilder[] past) => [.. past.Select(one => (one.Build(), (IReadOnlyList<Recorded>)one.History().Events))];
}
