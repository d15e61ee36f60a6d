using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Timers;

public sealed class TimerPlanTests
{
    [Theory]
    [InlineData(Severity.P1, 12, 15)]
    [InlineData(Severity.P2, 48, 60)]
    [InlineData(Severity.P3, 192, 240)]
    public void Until_somebody_acknowledges_80_percent_and_the_whole_response_target_are_planned(Severity severity, double atRisk, double breach)
    {
        var plan = PlanOf(An.Incident().Severe(severity));

        Assert.Equal(Noon + TimeSpan.FromMinutes(atRisk), plan[TimerPlan.ResponseAtRisk]);
        Assert.Equal(Noon + TimeSpan.FromMinutes(breach), plan[TimerPlan.ResponseBreach]);
    }

    [Theory]
    [InlineData(Severity.P1, 48, 60)]
    [InlineData(Severity.P2, 192, 240)]
    public void Until_the_fix_80_percent_and_the_whole_resolution_target_are_planned(Severity severity, double atRisk, double breach)
    {
        var plan = PlanOf(An.Incident().Severe(severity).AcknowledgedBy(Anna));

        Assert.Equal(Noon + TimeSpan.FromMinutes(atRisk), plan[TimerPlan.ResolutionAtRisk]);
        Assert.Equal(Noon + TimeSpan.FromMinutes(breach), plan[TimerPlan.ResolutionBreach]);
        Assert.DoesNotContain(TimerPlan.ResponseBreach, plan.Keys);
    }

    [Fact]
    public void A_full_timeline_calls_nobody_counts_nothing_and_draws_no_card_anew()
    {
        var past = An.Incident().P1().With(new AlertsArrived([new AlertMark("a", Noon, Firing: true, AlertClass.Red), new AlertMark("b", Noon, Firing: true, AlertClass.Red)], []), Actor.OfAlerts("prometheus"));
        var almost = past.Build();
        almost = almost.Evolve(new AlertsArrived([new AlertMark("c", Noon, Firing: true, AlertClass.Red)], []), Actor.OfAlerts("prometheus"), almost.KnownAt);
        while (almost.Version < Incident.MaxEntries - 1)
        {
            almost = almost.Evolve(new Noted("still there"), Nina, Noon.AddMinutes(1));
        }

        string[] bounded = [TimerPlan.Climb, TimerPlan.AlertCount, CardMarks.Renew];
        Assert.Subset(TimerPlan.For(almost).Select(timer => timer.Name).ToHashSet(StringComparer.Ordinal), bounded.ToHashSet(StringComparer.Ordinal));
        var full = almost.Evolve(new Noted("the last"), Nina, Noon.AddMinutes(1));
        Assert.Equal([], TimerPlan.For(full).Select(timer => timer.Name).Intersect(bounded));
    }

    [Fact]
    public void Rooms_are_archived_once_and_long_after_the_end()
    {
        var opened = new RoomOpened("slack", "C7", "inc-7");
        var ended = An.Incident().P1().KeepingRooms(TimeSpan.FromDays(7)).With(opened).Cancelled();

        Assert.Equal(ended.Build().EndedAt + TimeSpan.FromDays(7), PlanOf(ended)[TimerPlan.RetireRooms]);
        Assert.IsType<RoomsRetired>(Assert.Single(TimerPlan.Fire(TimerPlan.RetireRooms, ended.Build(), ended.Now)));
        Assert.Empty(PlanOf(ended.With(new RoomsRetired())));
        Assert.DoesNotContain(TimerPlan.RetireRooms, PlanOf(An.Incident().P1().KeepingRooms(TimeSpan.FromDays(7)).With(opened)).Keys);
        Assert.Empty(PlanOf(An.Incident().P3().KeepingRooms(TimeSpan.FromDays(7)).With(opened).Cancelled()));
        Assert.Empty(PlanOf(An.Incident().P1().With(opened).Cancelled()));
    }

    [Fact]
    public void The_targets_are_those_frozen_onto_the_incident()
    {
        var plan = PlanOf(An.Incident().P1().Promising(new SlaOptions { P1 = { Response = TimeSpan.FromMinutes(5) } }));

        Assert.Equal((Noon + TimeSpan.FromMinutes(4), Noon + TimeSpan.FromMinutes(5)), (plan[TimerPlan.ResponseAtRisk], plan[TimerPlan.ResponseBreach]));
    }

    [Fact]
    public void What_has_been_told_is_not_planned_again()
    {
        var atRisk = An.Incident().P1().After(12).With(new ClockAtRisk(ClockKind.Response));

        Assert.DoesNotContain(TimerPlan.ResponseAtRisk, PlanOf(atRisk).Keys);
        Assert.DoesNotContain(TimerPlan.ResponseBreach, PlanOf(atRisk.After(15).With(new ClockBreached(ClockKind.Response))).Keys);
    }

    [Fact]
    public void An_acknowledgement_ends_the_response_clock_for_good_also_after_a_reopening()
    {
        Assert.DoesNotContain(TimerPlan.ResponseBreach, PlanOf(An.Incident().P1().AcknowledgedBy(Anna)).Keys);
        Assert.DoesNotContain(TimerPlan.ResponseBreach, PlanOf(An.Incident().P1().Resolved().Says("reopen again", Anna)).Keys);
        Assert.DoesNotContain(TimerPlan.Climb, PlanOf(An.Incident().P1().Resolved().Says("reopen again", Anna)).Keys);
    }

    [Fact]
    public void A_drill_keeps_its_clocks_and_calls_nobody()
    {
        var plan = PlanOf(An.Incident().P1().Drill());

        Assert.Contains(TimerPlan.ResponseBreach, plan.Keys);
        Assert.DoesNotContain(TimerPlan.Climb, plan.Keys);
    }

    [Fact]
    public void A_P4_plans_nothing() => Assert.Empty(PlanOf(An.Incident().P4()));

    [Fact]
    public void After_the_fix_the_end_of_the_watch_is_planned_once_and_the_resolution_clock_stands_still()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).After(30).Fixed();

        Assert.Equal(Noon + TimeSpan.FromMinutes(45), PlanOf(past)[TimerPlan.WatchEnd]);
        Assert.DoesNotContain(TimerPlan.ResolutionBreach, PlanOf(past).Keys);
        Assert.DoesNotContain(TimerPlan.WatchEnd, PlanOf(past.WatchOver()).Keys);
    }

    [Fact]
    public void A_fix_that_was_none_never_stopped_the_clock()
    {
        var plan = PlanOf(An.Incident().P1().AcknowledgedBy(Anna).After(30).Fixed().After(40).Says("reopen not yet", Anna));

        Assert.DoesNotContain(TimerPlan.WatchEnd, plan.Keys);
        Assert.Equal(Noon + TimeSpan.FromMinutes(60), plan[TimerPlan.ResolutionBreach]);
    }

    [Fact]
    public void After_a_resolve_the_clock_goes_on_with_what_was_left()
    {
        var incident = An.Incident().P1().AcknowledgedBy(Anna).After(30).Fixed().WatchOver().After(50).Says("resolve smoke tests by hand", Lena).After(60).Says("reopen back again", Nina);

        Assert.Equal(Noon + TimeSpan.FromMinutes(90), PlanOf(incident)[TimerPlan.ResolutionBreach]);
    }

    [Fact]
    public void What_is_over_plans_nothing()
    {
        Assert.Empty(PlanOf(An.Incident().P1().Cancelled()));
        Assert.Equal([TimerPlan.FollowUp], PlanOf(An.Incident().P1().Fixed().Resolved()).Keys);
        Assert.Empty(PlanOf(An.Incident().P1().Closed()));
    }

    [Fact]
    public void A_pause_keeps_what_is_left_and_lapses_by_itself()
    {
        var paused = An.Incident().P1().AcknowledgedBy(Anna).After(20).Says("pause waiting for the provider", Anna);

        Assert.Equal(Noon + TimeSpan.FromMinutes(50), PlanOf(paused)[TimerPlan.PauseLapse]);
        Assert.DoesNotContain(TimerPlan.ResolutionBreach, PlanOf(paused).Keys);
        Assert.Equal(Noon + TimeSpan.FromMinutes(75), PlanOf(paused.After(35).Says("resume", Anna))[TimerPlan.ResolutionBreach]);
    }

    [Theory]
    [InlineData(1, "Called: secondary, the Lead")]
    [InlineData(12, "Called: secondary")]
    public void The_timeline_says_who_is_called_and_not_who_is_left_in_peace_at_night(int hours, string words)
    {
        var now = Noon.AddHours(hours);
        var ladder = new Ladder([new Rung(TimeSpan.Zero, Called.Primary), new Rung(TimeSpan.FromMinutes(15), Called.Secondary), new Rung(TimeSpan.FromMinutes(30), Called.Lead)], RepeatEvery: null);
        var called = An.Incident().P3().With(new SeverityChanged(Severity.P3, Severity.P2, "worse", "Acknowledge", ProcedureBook.Default().For(Severity.P2) with { Ladder = ladder }), Anna).Build();

        Assert.Equal(words, TimelineWords.Of(Recorded.Of(Assert.Single(TimerPlan.Fire(TimerPlan.Climb, called, now)), Actor.Bot, now, Chain.Start)));
    }

    [Fact]
    public void The_ladder_calls_at_5_10_15_minutes_and_then_every_5()
    {
        var past = An.Incident().P1();
        foreach (var (minute, level, who) in new[] { (5, 2, Called.Secondary), (10, 3, Called.Lead), (15, 4, Called.List), (20, 5, Called.List), (25, 6, Called.List) })
        {
            var incident = past.Build();
            Assert.Equal(Noon + TimeSpan.FromMinutes(minute), PlanOf(past)[TimerPlan.Climb]);
            var climbed = Assert.IsType<Escalated>(Assert.Single(TimerPlan.Fire(TimerPlan.Climb, incident, Noon + TimeSpan.FromMinutes(minute))));
            Assert.Equal((level, null), (climbed.Level, climbed.Why));
            Assert.Equal([who], climbed.Who);
            past = past.After(minute).With(climbed);
        }
    }

    [Fact]
    public void After_an_outage_the_rungs_in_between_are_one_call()
    {
        var climbed = Assert.IsType<Escalated>(Assert.Single(TimerPlan.Fire(TimerPlan.Climb, An.Incident().P1().Build(), Noon + TimeSpan.FromMinutes(61))));

        Assert.Equal([Called.Secondary, Called.Lead, Called.List], climbed.Who);
        Assert.Equal(Noon + TimeSpan.FromMinutes(65), PlanOf(An.Incident().P1().After(61).With(climbed))[TimerPlan.Climb]);
    }

    [Fact]
    public void A_P2_calls_the_primary_after_15_minutes_the_secondary_after_30_and_nobody_then()
    {
        var past = An.Incident().P2();
        Assert.Equal(Noon + TimeSpan.FromMinutes(15), PlanOf(past)[TimerPlan.Climb]);
        past = past.After(15).With(new Escalated(2, [Called.Primary], null));
        Assert.Equal(Noon + TimeSpan.FromMinutes(30), PlanOf(past)[TimerPlan.Climb]);
        past = past.After(30).With(new Escalated(3, [Called.Secondary], null));
        Assert.DoesNotContain(TimerPlan.Climb, PlanOf(past).Keys);
    }

    [Fact]
    public void Updates_are_asked_for_every_20_minutes_and_every_30_after_two_hours()
    {
        var past = An.Incident().P1().After(2).AcknowledgedBy(Anna);
        Assert.Equal(Noon + TimeSpan.FromMinutes(22), PlanOf(past)[TimerPlan.UpdateNag]);
        past = past.After(23).With(new Nagged([NagKind.Update]));
        Assert.Equal(Noon + TimeSpan.FromMinutes(42), PlanOf(past)[TimerPlan.UpdateNag]);
        past = past.After(130).Says("update still looking", Anna);
        Assert.Equal(Noon + TimeSpan.FromMinutes(160), PlanOf(past)[TimerPlan.UpdateNag]);
        Assert.Equal(Noon + TimeSpan.FromMinutes(170), PlanOf(past.After(140).Says("snooze 30", Anna))[TimerPlan.UpdateNag]);
        Assert.DoesNotContain(TimerPlan.UpdateNag, PlanOf(past.Says("snooze stop all hands on it", Anna)).Keys);
    }

    [Fact]
    public void Raised_from_a_P3_updates_are_asked_for_one_cadence_after_the_raise_and_not_with_it()
    {
        var raised = An.Incident().P3().After(2).AcknowledgedBy(Anna).After(90).Says("raise p1 everybody sees it", Ben);

        Assert.Equal(Noon + TimeSpan.FromMinutes(110), PlanOf(raised)[TimerPlan.UpdateNag]);
    }

    [Fact]
    public void The_rhythm_of_updates_begins_with_the_raise_for_reminder_silence_and_every_time_that_is_named()
    {
        var raised = An.Incident().P3().After(2).AcknowledgedBy(Anna).After(240).Says("raise p1 nobody can pay", Anna).After(245).Says("update looking into it", Anna);

        Assert.Equal((Noon.AddMinutes(265), Noon.AddMinutes(285)), (PlanOf(raised)[TimerPlan.UpdateNag], PlanOf(raised)[TimerPlan.SilenceNag]));
        Assert.Equal(Noon.AddMinutes(265), UpdateTexts.NextDue(raised.Build(), Noon.AddMinutes(245)));
        Assert.Equal(TimeSpan.FromMinutes(2), raised.Build().HeardFor(Noon.AddMinutes(245)));
        Assert.Equal(Noon.AddMinutes(391), PlanOf(raised.After(361).Says("update still looking", Anna))[TimerPlan.UpdateNag]);
    }

    [Fact]
    public void The_question_to_a_silent_room_is_for_its_commander_else_for_whoever_owns_the_updates()
    {
        var asked = An.Incident().P1().AcknowledgedBy(Anna).Says("role comms @ben", Anna);

        Assert.Equal(["anna"], Called(asked));
        Assert.Equal(["ben"], Called(asked.Says("lead pass", Anna)));
        Assert.Equal(["ben"], Called(asked, NagKind.Update, NagKind.Silence));
        Assert.Empty(Called(An.Incident().P1().AcknowledgedBy(Anna).Says("lead pass", Anna)));
        Assert.Equal(Noon.AddMinutes(49), asked.After(50).With(new Nagged([NagKind.Silence])).Build().Pings[^1].At);

        static IEnumerable<string> Called(IncidentBuilder past, params NagKind[] of) =>
            NoticeCards.Nag(past.Build(), new Nagged(of.Length == 0 ? [NagKind.Silence] : of)).Blocks.OfType<Block.Text>().SelectMany(block => block.Spans).OfType<Span.Mention>().Select(mention => mention.Person);
    }

    [Fact]
    public void Two_reminders_within_five_minutes_are_one()
    {
        var incident = An.Incident().P1().After(2).AcknowledgedBy(Anna).After(23).With(new Nagged([NagKind.Update])).Build();

        Assert.Equal([new Nagged([NagKind.Update, NagKind.Silence]).Of], TimerPlan.Fire(TimerPlan.SilenceNag, incident, Noon + TimeSpan.FromMinutes(42)).OfType<Nagged>().Select(nag => nag.Of));
    }

    [Fact]
    public void Somebody_who_works_is_never_escalated_and_a_silent_room_is_asked_first()
    {
        var past = An.Incident().P1().After(2).AcknowledgedBy(Anna).After(30).Says("note trying the other region", Ben);
        Assert.Equal(Noon + TimeSpan.FromMinutes(70), PlanOf(past)[TimerPlan.SilenceNag]);

        past = past.After(71).With(new Nagged([NagKind.Silence]));
        Assert.Equal(Noon + TimeSpan.FromMinutes(80), PlanOf(past)[TimerPlan.SilenceEscalation]);
        Assert.DoesNotContain(TimerPlan.SilenceEscalation, PlanOf(past.After(75).Says("note here", Ben)).Keys);
    }

    [Fact]
    public void From_the_unanswered_question_on_the_P1_ladder_is_climbed_rung_by_rung_and_its_list_called_until_somebody_is_there()
    {
        var calls = SilenceCalls(An.Incident().P1().AcknowledgedBy(Anna).Build(), 120);

        // Asked at 41, ten minutes to answer; then the ladder's own distances.
        Assert.Equal([(51, Called.Primary), (56, Called.Secondary), (61, Called.Lead), (66, Called.List), (71, Called.List), (76, Called.List)], calls.Take(6));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => 66 + (5 * i)), calls.Skip(3).Select(call => call.Minute));
    }

    [Fact]
    public void After_an_hour_of_calls_into_silence_only_the_reminders_go_on()
    {
        var incident = An.Incident().P1().AcknowledgedBy(Anna).Build();

        Assert.Equal(51 + 60, SilenceCalls(incident, 600)[^1].Minute);
        Assert.Contains(TimerPlan.UpdateNag, TimerPlan.For(Passed(incident, 600)).Select(timer => timer.Name));
    }

    [Fact]
    public void A_P2_calls_who_is_on_call_in_their_turn_and_then_nobody_any_more() =>
        Assert.Equal([(131, Called.Primary), (146, Called.Secondary)], SilenceCalls(An.Incident().P2().AcknowledgedBy(Anna).Build(), 600));

    [Fact]
    public void A_teams_own_ladder_is_the_one_that_is_climbed()
    {
        var own = new Ladder([new Rung(TimeSpan.Zero, Called.Secondary, Pages: false), new Rung(TimeSpan.FromMinutes(3), Called.Lead), new Rung(TimeSpan.FromMinutes(11), Called.List)], RepeatEvery: null);
        var incident = An.Incident().P1().AcknowledgedBy(Anna).Build();

        Assert.Equal([(51, Called.Lead), (59, Called.List)], SilenceCalls(incident.Evolve(new SeverityChanged(Severity.P1, Severity.P1, "own", incident.State, incident.Procedure with { Ladder = own }), Anna, Noon.AddMinutes(1)), 200));
        Assert.Empty(SilenceCalls(incident.Evolve(new SeverityChanged(Severity.P1, Severity.P1, "none", incident.State, incident.Procedure with { Ladder = null }), Anna, Noon.AddMinutes(1)), 200));
    }

    [Fact]
    public void Any_sign_of_life_ends_the_calls_and_the_next_silence_begins_at_the_first_rung_again()
    {
        var called = Passed(An.Incident().P1().AcknowledgedBy(Anna).Build(), 58);
        Assert.Equal(Noon.AddMinutes(61), called.NextSilenceCall);
        Assert.True(Conditions.Holds(Conditions.Silent, called, Noon.AddMinutes(58)));

        var heard = called.Evolve(new Spoke(), Ben, Noon.AddMinutes(59));
        Assert.Null(heard.NextSilenceCall);
        Assert.False(Conditions.Holds(Conditions.Silent, heard, Noon.AddMinutes(59)));
        Assert.Equal(Called.Primary, SilenceCalls(heard, 200, from: 59)[0].Who);
        Assert.Null(called.Evolve(new Reopened("alert it is back"), Actor.OfAlerts("prometheus"), Noon.AddMinutes(59)).NextSilenceCall);
    }

    [Fact]
    public void Who_was_not_called_in_time_because_the_bot_was_away_is_called_in_one_call()
    {
        var asked = Passed(An.Incident().P1().AcknowledgedBy(Anna).Build(), 45);

        var call = TimerPlan.CatchUp(asked, Noon.AddMinutes(62)).Events.OfType<Escalated>().Single();
        Assert.Equal([Called.Primary, Called.Secondary, Called.Lead], call.Who);
    }

    [Fact]
    public void After_a_watch_that_ended_quietly_nobody_is_called_although_nobody_resolves_it()
    {
        var watched = An.Incident().P1().AcknowledgedBy(Anna).After(10).Fixed().WatchOver().Build();
        var mended = An.Incident().P2().AcknowledgedBy(Anna).After(10).Fixed().Build();

        foreach (var incident in new[] { watched, mended })
        {
            Assert.Empty(SilenceCalls(incident, 400));
            Assert.DoesNotContain(TimerPlan.For(incident), timer => timer.Name == TimerPlan.SilenceNag);
            Assert.Contains(TimerPlan.For(incident), timer => timer.Name == TimerPlan.UpdateNag);
        }
    }

    [Fact]
    public void A_drill_is_asked_and_calls_nobody()
    {
        var drill = An.Incident().P1().Drill().AcknowledgedBy(Anna).Build();

        Assert.NotNull(Passed(drill, 60).SilenceAskedAt);
        Assert.Empty(SilenceCalls(drill, 200));
    }

    [Fact]
    public void The_silence_counts_from_a_reopening_by_an_alert_and_not_across_what_was_over()
    {
        var back = An.Incident().P1().AcknowledgedBy(Anna).After(30).Fixed().WatchOver().Says("resolve smoke tests by hand", Anna).Build()
            .Evolve(new Reopened("alert it is back"), Actor.OfAlerts("prometheus"), Noon.AddMinutes(100));

        Assert.Equal(Noon.AddMinutes(140), TimerPlan.For(back).Single(timer => timer.Name == TimerPlan.SilenceNag).Due);
        Assert.Equal((150, Called.Primary), SilenceCalls(back, 160, from: 100)[0]);
    }

    [Fact]
    public void A_fifth_call_within_an_hour_waits()
    {
        // The Lead was informed with the acknowledgement, so three reminders are what is left.
        var past = An.Incident().P1().Promising(new SlaOptions { P1 = { Resolution = TimeSpan.FromHours(10) } }).After(2).AcknowledgedBy(Anna);
        foreach (var minute in new[] { 22, 30, 38 })
        {
            past = past.After(minute + 1).With(new Nagged([NagKind.Update]));
        }

        Assert.Equal(Noon + TimeSpan.FromMinutes(62), PlanOf(past)[TimerPlan.UpdateNag]);
    }

    [Fact]
    public void Reminders_leave_a_call_for_the_target_that_will_be_missed()
    {
        var past = An.Incident().P1().After(2).AcknowledgedBy(Anna).After(23).With(new Nagged([NagKind.Update])).After(36).With(new Nagged([NagKind.Update]));

        Assert.Equal(Noon + TimeSpan.FromMinutes(62), PlanOf(past)[TimerPlan.UpdateNag]);
    }

    [Fact]
    public void Without_a_commander_the_room_is_asked_after_5_minutes_and_the_lead_called_after_10()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).After(20).Says("lead pass", Anna);
        Assert.Equal(Noon + TimeSpan.FromMinutes(25), PlanOf(past)[TimerPlan.AskForCommander]);
        past = past.After(26).With(new CommanderSought(false));
        Assert.Equal(Noon + TimeSpan.FromMinutes(30), PlanOf(past)[TimerPlan.CallLead]);
        past = past.Says("lead", Ben);
        Assert.DoesNotContain(TimerPlan.CallLead, PlanOf(past).Keys);
    }

    [Fact]
    public void A_P3_without_a_commander_wakes_nobody()
    {
        // Monday, 17:53: asked five minutes later; ten minutes later work is over, and the Lead is called with the next morning.
        var past = An.Incident().P3().AcknowledgedBy(Anna).After(353).Says("lead pass", Anna);
        Assert.Equal(Noon + TimeSpan.FromMinutes(358), PlanOf(past)[TimerPlan.AskForCommander]);
        past = past.After(359).With(new CommanderSought(false));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 8, 0, 0, TimeSpan.Zero), PlanOf(past)[TimerPlan.CallLead]);

        var night = An.Incident().P3().AcknowledgedBy(Anna).After(600).Says("lead pass", Anna);
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 8, 5, 0, TimeSpan.Zero), PlanOf(night)[TimerPlan.AskForCommander]);
    }

    [Fact]
    public void A_claim_of_the_command_succeeds_after_two_minutes_without_an_objection()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).After(4).Says("lead", Ben);

        Assert.Equal(Noon + TimeSpan.FromMinutes(6), PlanOf(past)[TimerPlan.Claim]);
        Assert.Equal([new CommanderNamed("ben", "Ben")], TimerPlan.Fire(TimerPlan.Claim, past.Build(), past.Now));
        Assert.DoesNotContain(TimerPlan.Claim, PlanOf(past.Says("lead", Anna)).Keys);
    }

    [Fact]
    public void No_timer_is_called_lunch() => Assert.Throws<ArgumentException>(() => TimerPlan.Fire("lunch", An.Incident().P1().Build(), Noon));

    private static Incident Passed(Incident incident, int until, int from = 0) =>
        Enumerable.Range(from + 1, until - from).Aggregate(incident, (now, minute) => TimerPlan.CatchUp(now, Noon.AddMinutes(minute)).Incident);

    /// <summary>In which minute which place was called because nobody answers in the room, minute by minute.</summary>
    private static List<(int Minute, Called Who)> SilenceCalls(Incident incident, int until, int from = 0)
    {
        List<(int Minute, Called Who)> calls = [];
        for (var minute = from + 1; minute <= until; minute++)
        {
            var (happened, after) = TimerPlan.CatchUp(incident, Noon.AddMinutes(minute));
            calls.AddRange(happened.OfType<Escalated>().SelectMany(call => call.Who).Select(who => (minute, who)));
            incident = after;
        }

        return calls;
    }

    private static Dictionary<string, DateTimeOffset> PlanOf(IncidentBuilder past) => TimerPlan.For(past.Build()).ToDictionary(timer => timer.Name, timer => timer.Due, StringComparer.Ordinal);
}
