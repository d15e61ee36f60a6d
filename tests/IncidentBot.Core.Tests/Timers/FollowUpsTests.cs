using IncidentBot.Core.Actions;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Timers;

/// <summary>Noon is a Monday, 2 March 2026; Anna is in Berlin, where that is 13:00 and from 29 March on 14:00.</summary>
public sealed class FollowUpsTests
{
    private static readonly DateTimeOffset TuesdayAtTenInBerlin = new(2026, 3, 3, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_owner_of_a_post_mortem_is_first_reminded_at_ten_in_their_own_zone_and_then_every_working_day()
    {
        var past = An.Incident().P1().Resolved();

        Assert.Equal([TuesdayAtTenInBerlin, TuesdayAtTenInBerlin.AddDays(1), TuesdayAtTenInBerlin.AddDays(2), TuesdayAtTenInBerlin.AddDays(3), TuesdayAtTenInBerlin.AddDays(6)], Mornings(past.Build(), 5));
    }

    [Fact]
    public void Across_the_change_of_the_clocks_it_stays_ten_in_the_morning()
    {
        var days = Mornings(An.Incident().P1().Resolved().Build(), 21);

        Assert.Equal(new DateTimeOffset(2026, 3, 27, 9, 0, 0, TimeSpan.Zero), days[18]);
        Assert.Equal(new DateTimeOffset(2026, 3, 30, 8, 0, 0, TimeSpan.Zero), days[19]);
    }

    [Fact]
    public void After_a_month_nobody_is_reminded_any_more()
    {
        var all = Mornings(An.Incident().P1().Resolved().Build(), 100);

        Assert.Equal(22, all.Count);
        Assert.True(all[^1] - Noon <= TimeSpan.FromDays(30) + TimeSpan.FromHours(1));
    }

    [Fact]
    public void What_is_written_or_belongs_to_a_drill_or_a_P4_reminds_nobody()
    {
        Assert.Null(FollowUps.WriteUpDue(An.Incident().P1().Resolved().Says("pm share none", Anna).Done(11).Done(12).Done(13).Build()));
        Assert.Null(FollowUps.WriteUpDue(An.Incident().P1().Resolved().Done(11).Done(12).Done(13).Done(14).Build()));
        Assert.Null(FollowUps.WriteUpDue(An.Incident().P1().Drill().Resolved().Build()));
        Assert.Null(FollowUps.WriteUpDue(An.Incident().P4().Resolved().Build()));
        Assert.Null(FollowUps.WriteUpDue(An.Incident().P1().Closed().Build()));
        Assert.NotNull(FollowUps.WriteUpDue(An.Incident().P2().Resolved().Build()));
    }

    [Fact]
    public void An_action_item_is_called_for_three_days_before_on_the_day_and_then_every_working_day()
    {
        var incident = An.Incident().P1().Says("action add @anna due 2026-03-12 x", Anna).Closed().Build();

        Assert.Equal([9, 12, 13, 16, 17], Mornings(incident, 5).Select(day => day.Day));
        Assert.Null(incident.LeavesMemoryAt);
    }

    [Fact]
    public void One_promised_for_soon_is_called_for_on_its_day()
    {
        var incident = An.Incident().P1().Says("action add @anna due 2026-03-04 x", Anna).Closed().Build();

        Assert.Equal(4, Mornings(incident, 1)[0].Day);
    }

    [Fact]
    public void A_day_off_moves_to_the_next_working_day()
    {
        var incident = An.Incident().P1().Says("action add @anna due 2026-03-08 x", Anna).Closed().Build();

        Assert.Equal([5, 9, 10], Mornings(incident, 3).Select(day => day.Day));
    }

    [Fact]
    public void With_the_last_action_done_a_closed_incident_has_no_timer_and_leaves_memory()
    {
        var incident = An.Incident().P1().Says("action add @anna due 2026-03-12 x", Anna).Closed().Says("action done 1", Anna).Build();

        Assert.Empty(TimerPlan.For(incident));
        Assert.Equal(incident.EndedAt + Incident.StaysInMemory, incident.LeavesMemoryAt);
    }

    [Fact]
    public void An_open_public_status_is_called_for_every_half_hour_and_after_two_hours_in_the_mornings()
    {
        var over = An.Incident().P1().AcknowledgedBy(Anna).Says("update public: we are on it", Anna).Says("publish 1", Anna).Says("cancel false alarm", Anna).Build();
        var ended = over.EndedAt!.Value;

        Assert.True(over.PublicOpen);
        Assert.Equal(
            [ended.AddMinutes(30), ended.AddMinutes(60), ended.AddMinutes(90), ended.AddMinutes(120), new DateTimeOffset(2026, 3, 3, 10, 0, 0, TimeSpan.Zero)],
            Mornings(over, 5));
    }

    [Fact]
    public void A_forgotten_action_item_and_a_forgotten_public_status_are_not_called_for_for_ever()
    {
        var action = Mornings(An.Incident().P2().Says("action add @anna due 2026-03-12 x", Anna).Says("cancel no incident", Lena).Build(), 100);
        Assert.Equal(new DateOnly(2026, 3, 12).AddDays(ActionItem.GivenUpAfter), DateOnly.FromDateTime(action[^1].UtcDateTime), (one, other) => Math.Abs(one.DayNumber - other.DayNumber) <= 3);

        var over = An.Incident().P1().AcknowledgedBy(Anna).Says("update public: we are on it", Anna).Says("publish 1", Anna).Says("cancel false alarm", Anna).Build();
        var status = Mornings(over, 100);
        Assert.True(status.Count < 100 && status[^1] - over.EndedAt!.Value <= Core.PostMortems.WriteUp.GivenUpAfter, $"{status[^1]}");
    }

    [Fact]
    public void An_open_public_status_counts_from_the_resolve_also_when_it_was_closed_later()
    {
        var past = An.Incident().P2().AcknowledgedBy(Anna).Says("update public: we are on it", Anna).Says("publish 1", Anna).After(20).Fixed().After(30).Says("resolve it holds", Anna).After(50).Says("close all written", Anna);

        Assert.Equal(Noon.AddMinutes(60), FollowUps.PublicDue(past.Build()));
    }

    [Fact]
    public void The_first_of_several_is_the_next()
    {
        var incident = An.Incident().P1().Says("action add @anna due 2026-04-20 late", Anna).Says("action add @anna due 2026-03-12 soon", Anna).Says("action add @anna due 2026-03-27 then", Anna).Closed().Build();

        Assert.Equal(9, FollowUps.First(incident)!.Value.Day);
    }

    [Fact]
    public void The_mornings_are_those_of_the_team_for_whoever_has_no_zone()
    {
        var incident = An.Incident().Working("Asia/Tokyo").P1().Says("action add @ben due 2026-03-12 x", Anna).Closed().Build();

        Assert.Equal(new DateTimeOffset(2026, 3, 9, 1, 0, 0, TimeSpan.Zero), FollowUps.First(incident));
    }

    [Fact]
    public void The_closing_text_ends_that()
    {
        var over = An.Incident().P1().AcknowledgedBy(Anna).Says("update public: we are on it", Anna).Says("publish 1", Anna).Says("cancel false alarm", Anna).Says("publish 2", Anna);

        Assert.False(over.Build().PublicOpen);
        Assert.Empty(TimerPlan.For(over.Done(16).Build()));
    }

    /// <summary>Fires the reminder as often as asked, and tells when.</summary>
    private static List<DateTimeOffset> Mornings(Incident incident, int most)
    {
        List<DateTimeOffset> days = [];
        while (days.Count < most && TimerPlan.For(incident).FirstOrDefault(timer => timer.Name == TimerPlan.FollowUp) is { } timer)
        {
            days.Add(timer.Due);
            incident = TimerPlan.Fire(timer.Name, incident, timer.Due).Aggregate(incident, (now, happened) => now.Evolve(happened, Actor.Bot, timer.Due));
        }

        return days;
    }
}
