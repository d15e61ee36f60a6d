using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Procedures.Settings;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class SeverityVerbTests
{
    private static DateTimeOffset Minute(double minutes) => Noon + TimeSpan.FromMinutes(minutes);

    private static IEnumerable<string> Planned(Incident incident) => TimerPlan.For(incident).Select(timer => timer.Name);

    [Theory]
    [InlineData("severity p1 nobody can pay", Severity.P1)]
    [InlineData("raise sev1 nobody can pay", Severity.P1)]
    [InlineData("lower P3 nobody can pay", Severity.P3)]
    [InlineData("severity p4 nobody can pay", Severity.P4)]
    public void It_is_worse_or_better_than_was_thought_and_the_reason_is_kept(string line, Severity to)
    {
        var told = Given(An.Incident().P2().AcknowledgedBy(Anna)).When(line, Anna).Saying($"INC-7 is a {to} now");

        var changed = Assert.IsType<SeverityChanged>(Assert.Single(told.Facts));
        Assert.Equal((Severity.P2, to, "nobody can pay"), (changed.From, changed.To, changed.Reason));
        Assert.Equal((to, to), (told.After.Severity, told.After.Procedure.Severity));
    }

    /// <summary>The product page's rows, each in every direction.</summary>
    public static TheoryData<Severity, string, Severity, string> Rows()
    {
        string[][] rows =
        [
            ["Triage", "Investigate", "Triage"],
            ["Communication", "Update", "Assign"],
            ["Resolution", "Fix", "Investigate/Fix"],
            ["Verification", "Verify", "Verify"],
        ];
        var data = new TheoryData<Severity, string, Severity, string>();
        foreach (var row in rows)
        {
            for (var from = 0; from < 3; from++)
            {
                for (var to = 0; to < 3; to++)
                {
                    if (from != to)
                    {
                        data.Add((Severity)(from + 1), row[from], (Severity)(to + 1), row[to]);
                    }
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_step_becomes_the_one_that_stands_beside_it(Severity from, string before, Severity to, string after)
    {
        var past = An.Incident().Severe(from);
        past = before.StartsWith("Verif", StringComparison.Ordinal) ? past.Fixed() : past.InStep(before);

        Assert.Equal(after, Given(past).When($"severity {to} better known", Anna).Saying($"in {after}").After.State);
    }

    /// <summary>A team's own steps: one more, one renamed, one left out.</summary>
    private static readonly ProceduresOptions Own = new()
    {
        P1 = new CalledProcedureOptions
        {
            Steps =
            {
                ["Security"] = new StepOptions { Phase = StepPhase.Work, After = "Triage", Tasks = [new TaskOptions { Words = "Ask the security engineer" }] },
                ["Resolution"] = new StepOptions { Name = "Mend" },
                ["Communication"] = new StepOptions { Remove = true },
            },
        },
    };

    [Theory]
    [InlineData(Severity.P1, "Security", Severity.P2, "Investigate")]
    [InlineData(Severity.P1, "Mend", Severity.P2, "Fix")]
    [InlineData(Severity.P1, "Mend", Severity.P3, "Investigate/Fix")]
    [InlineData(Severity.P2, "Fix", Severity.P1, "Mend")]
    [InlineData(Severity.P2, "Investigate", Severity.P1, "Triage")]
    [InlineData(Severity.P2, "Update", Severity.P1, "Security")]
    [InlineData(Severity.P1, "Verification", Severity.P3, "Verify")]
    public void Steps_of_a_teams_own_find_the_one_that_corresponds(Severity from, string before, Severity to, string after)
    {
        var past = An.Incident().Following(Own).Severe(from);
        past = before.StartsWith("Verif", StringComparison.Ordinal) ? past.Fixed() : past.InStep(before);

        Assert.Equal(after, Given(past).When($"severity {to} better known", Anna).After.State);
    }

    [Fact]
    public void Without_a_step_of_verifying_the_fix_is_back_at_work_where_people_worked_last()
    {
        var own = new ProceduresOptions { P2 = new CalledProcedureOptions { Steps = { ["Verify"] = new StepOptions { Remove = true }, ["Fix"] = new StepOptions { Tasks = [] } } } };

        var after = Given(An.Incident().Following(own).P1().Fixed()).When("lower p2 better known", Anna).After;

        Assert.Equal(("Fix", (DateTimeOffset?)null), (after.State, after.MitigatedAt));
    }

    [Fact]
    public void Work_done_is_kept_and_numbers_are_used_once_with_a_teams_own_tasks_too()
    {
        var past = An.Incident().Following(Own).P1().InStep("Security");
        var own = past.Build().Tasks.Single(task => task.Words == "Ask the security engineer").Number;

        var back = Given(past.Says($"done {own}", Anna).Says("lower p2 better known", Anna)).When("raise p1 worse", Anna).After;

        Assert.Contains(own, back.Done);
        Assert.Equal("Ask the security engineer", back.FindTask(own)?.Words);
        Assert.Equal(back.Tasks.Count(), back.Tasks.Select(task => task.Number).Distinct().Count());
    }

    [Theory]
    [InlineData(Severity.P1, Severity.P2, "Acknowledge")]
    [InlineData(Severity.P1, Severity.P3, "Create ticket")]
    [InlineData(Severity.P2, Severity.P1, "Alert")]
    [InlineData(Severity.P2, Severity.P3, "Create ticket")]
    [InlineData(Severity.P3, Severity.P1, "Alert")]
    [InlineData(Severity.P3, Severity.P2, "Acknowledge")]
    [InlineData(Severity.P4, Severity.P1, "Alert")]
    [InlineData(Severity.P4, Severity.P2, "Acknowledge")]
    [InlineData(Severity.P4, Severity.P3, "Create ticket")]
    public void What_nobody_acknowledged_still_waits_for_somebody(Severity from, Severity to, string step)
    {
        var after = Given(An.Incident().Severe(from)).When($"severity {to} better known", Lena).After;

        Assert.Equal((step, true), (after.State, after.AwaitsAcknowledgement));
    }

    [Theory]
    [InlineData(Severity.P1, "Triage")]
    [InlineData(Severity.P2, "Investigate")]
    [InlineData(Severity.P3, "Triage")]
    public void An_acknowledged_incident_never_returns_to_the_first_step_not_even_by_way_of_a_P4(Severity severity, string step)
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).Says("lower p4 harmless", Anna);
        Assert.Equal("Open", past.Build().State);

        var after = Given(past).When($"raise {severity} after all not", Anna).After;

        Assert.Equal((step, false), (after.State, after.AwaitsAcknowledgement));
    }

    [Fact]
    public void Whoever_takes_a_P4_further_up_takes_part_in_it()
    {
        var told = Given(An.Incident().P4()).When("raise p2 it spreads", Tom);

        Assert.Equal(new Joined(), told.Facts[1]);
        Assert.Contains("tom", told.After.Responders.Keys);
        Assert.Single(Given(An.Incident().P3()).When("raise p2 it spreads", Tom).Facts);
    }

    [Fact]
    public void Raised_the_earlier_of_the_old_deadline_and_a_new_target_counts()
    {
        Assert.Equal(Minute(90), Given(An.Incident().P2().AcknowledgedBy(Anna)).When("raise p1 x", Anna, TimeSpan.FromMinutes(30)).After.ResolutionClock?.Due);
        Assert.Equal(Minute(240), Given(An.Incident().P2().AcknowledgedBy(Anna)).When("raise p1 x", Anna, TimeSpan.FromMinutes(200)).After.ResolutionClock?.Due);
    }

    [Fact]
    public void Raised_before_anybody_acknowledged_the_response_clock_and_the_ladder_begin_again()
    {
        var after = Given(An.Incident().P2().Says("escalate", Nina)).When("raise p1 x", Nina, TimeSpan.FromMinutes(30)).After;

        Assert.Equal(Minute(45), after.ResponseDue);
        Assert.Equal((Minute(30), 1), (after.LadderFrom, after.LadderLevel));
        Assert.Contains(TimerPlan.For(after), timer => timer.Name == TimerPlan.Climb && timer.Due == Minute(35));
        Assert.Contains(TimerPlan.For(after), timer => timer.Name == TimerPlan.ResponseBreach && timer.Due == Minute(45));
    }

    [Fact]
    public void Raised_after_the_acknowledgement_the_response_clock_stays_where_it_stopped_and_nobody_is_called()
    {
        var after = Given(An.Incident().P2().AcknowledgedBy(Anna)).When("raise p1 x", Anna, TimeSpan.FromMinutes(30)).After;

        Assert.Equal((Minute(1), Minute(60)), (after.ResponseClock?.StoppedAt, after.ResponseDue));
        Assert.DoesNotContain(TimerPlan.Climb, Planned(after));
        Assert.DoesNotContain(TimerPlan.ResponseBreach, Planned(after));
    }

    [Fact]
    public void Lowered_the_new_target_counts_from_the_declaration()
    {
        var unanswered = Given(An.Incident().P1()).When("lower p2 x", Lena, TimeSpan.FromMinutes(10)).After;
        Assert.Equal((Minute(60), Minute(240)), (unanswered.ResponseDue, unanswered.ResolutionClock?.Due));

        var working = Given(An.Incident().P1().AcknowledgedBy(Anna)).When("lower p3 x", Anna, TimeSpan.FromMinutes(10)).After;
        Assert.Equal(Minute(1440), working.ResolutionClock?.Due);
        Assert.Equal(working.Procedure.Hours, working.ResolutionClock?.Hours);
        Assert.Equal(Minute(1), working.ResponseClock?.StoppedAt);
    }

    [Fact]
    public void Lowered_to_a_P3_or_P4_nobody_is_called_any_more()
    {
        Assert.DoesNotContain(TimerPlan.Climb, Planned(Given(An.Incident().P1()).When("lower p3 x", Lena).After));
        Assert.Empty(Planned(Given(An.Incident().P1()).When("lower p4 x", Lena).After));
    }

    [Fact]
    public void A_recorded_breach_stays()
    {
        var past = An.Incident().P1().After(16).With(new ClockBreached(ClockKind.Response));

        Assert.Contains(ClockKind.Response, Given(past).When("lower p2 x", Lena).After.EverBreached);
    }

    [Fact]
    public void A_later_deadline_is_promised_anew_with_its_own_warning()
    {
        var late = An.Incident().P1().After(16).With(new ClockAtRisk(ClockKind.Response)).With(new ClockBreached(ClockKind.Response));

        var after = Given(late).When("lower p2 x", Lena).After;

        Assert.DoesNotContain(ClockKind.Response, after.Breached);
        Assert.DoesNotContain(ClockKind.Response, after.AtRisk);
        Assert.Equal(Minute(60), after.ResponseDue);
    }

    [Fact]
    public void A_raise_after_a_missed_response_can_miss_it_again_and_both_are_recorded()
    {
        var late = An.Incident().P2().After(61).With(new ClockBreached(ClockKind.Response));

        var after = Given(late).When("raise p1 x", Nina, TimeSpan.FromMinutes(62)).After;

        Assert.Contains(Core.Timers.TimerPlan.For(after), timer => timer.Name == Core.Timers.TimerPlan.ResponseBreach && timer.Due == Minute(77));
        Assert.Contains(ClockKind.Response, after.EverBreached);
    }

    [Fact]
    public void A_fixed_incident_keeps_its_clock_stopped_at_the_fix()
    {
        var after = Given(An.Incident().P2().AcknowledgedBy(Anna).After(30).Fixed()).When("raise p1 x", Anna, TimeSpan.FromMinutes(31)).After;

        Assert.Equal(Minute(30), after.ResolutionClock?.StoppedAt);
        Assert.Equal(Minute(45), after.WatchEnds);
    }

    [Fact]
    public void Where_there_is_nothing_to_verify_with_the_fix_has_to_be_put_in_again()
    {
        var after = Given(An.Incident().P1().Fixed().Says("lower p4 harmless", Anna)).When("raise p1 after all not", Anna).After;

        Assert.Equal(("Triage", null, true), (after.State, after.MitigatedAt, after.ResolutionClock?.Runs));
    }

    [Fact]
    public void Work_done_is_kept_and_tasks_that_mean_the_same_keep_their_number()
    {
        var after = Given(An.Incident().P1().AcknowledgedBy(Anna).Done(3)).When("lower p2 x", Anna).After;

        Assert.Equal([1, 3], after.Done);
        Assert.Equal(
            ["1 Acknowledge", "15 Create the ticket", "16 Investigate the root cause", "17 Post an update in the team channel", "9 Put the fix in", "18 Verify the resolution", "19 Document it in the ticket"],
            after.Tasks.Select(task => $"{task.Number} {task.Words}"));
    }

    [Theory]
    [InlineData("lower p2 x")]
    [InlineData("lower p3 x")]
    [InlineData("lower p4 x")]
    public void There_and_back_again_every_task_has_the_number_it_had(string there)
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).Done(3).Done(7);
        var before = past.Build();

        var after = Given(past.Says(there, Anna)).When("raise p1 y", Anna).After;

        Assert.Equal(before.Tasks.Select(task => (task.Number, task.Words)), after.Tasks.Select(task => (task.Number, task.Words)));
        Assert.Equal([1, 3, 7], after.Done);
    }

    [Fact]
    public void A_number_is_never_used_for_another_task()
    {
        var seen = new Dictionary<int, string>();
        var past = An.Incident().P1().AcknowledgedBy(Anna);
        foreach (var line in new[] { "lower p4 x", "raise p2 x", "lower p3 x", "lower p4 x", "raise p3 x", "raise p1 x" })
        {
            var tasks = past.Says(line, Anna).Build().Tasks.ToList();
            Assert.Equal(tasks.Count, tasks.Select(task => task.Number).Distinct().Count());
            foreach (var task in tasks.Where(task => task.TicksItself is null))
            {
                Assert.True(seen.TryAdd(task.Number, task.Words) || seen[task.Number] == task.Words, $"{line}: {task.Number} {task.Words}");
            }
        }
    }

    [Fact]
    public void The_highest_severity_it_ever_had_is_remembered()
    {
        var after = Given(An.Incident().P3().AcknowledgedBy(Anna).Says("raise p1 x", Anna)).When("lower p2 y", Anna).After;

        Assert.Equal((Severity.P2, Severity.P1), (after.Severity, after.HighestSeverity));
    }

    [Fact]
    public void A_raise_ends_a_pause_and_gives_back_what_was_left()
    {
        var after = Given(An.Incident().P2().AcknowledgedBy(Anna).After(200).Says("pause vendor", Anna)).When("raise p1 x", Anna, TimeSpan.FromMinutes(220)).After;

        Assert.Null(after.Pause);
        Assert.Equal((true, Minute(260)), (after.ResolutionClock?.Runs, after.ResolutionClock?.Due));
    }

    [Fact]
    public void Lowering_leaves_a_pause_standing()
    {
        var after = Given(An.Incident().P1().AcknowledgedBy(Anna).After(10).Says("pause vendor", Anna)).When("lower p2 x", Anna, TimeSpan.FromMinutes(20)).After;

        Assert.Equal((Minute(10), Minute(10)), (after.Pause?.Since, after.ResolutionClock?.StoppedAt));
        Assert.Equal(Minute(250), after.ResolutionClock?.GoOn(Minute(20)).Due);
    }

    [Fact]
    public void Without_a_clock_there_is_no_pause_either()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).Says("pause vendor", Anna).Says("lower p4 harmless", Anna);

        Assert.Null(past.Build().Pause);
        Given(past).When("resume", Anna).ThenRefused("is not paused", "`status INC-7`");
    }

    [Theory]
    [InlineData("severity", "Which severity?", "`severity INC-7 p1|p2|p3|p4 <reason>`")]
    [InlineData("severity worse please", "Which severity?", "`severity INC-7 p1|p2|p3|p4 <reason>`")]
    [InlineData("severity p1", "Please say why", "`severity INC-7 p1 <reason>`")]
    [InlineData("severity p2 because", "INC-7 is a P2 already", "`status INC-7`")]
    public void Severity_and_reason_are_both_needed(string line, string sentence, string hint) =>
        Given(An.Incident().P2()).When(line, Anna).ThenRefused(sentence, hint);

    [Fact]
    public void After_the_resolve_it_can_still_be_corrected_and_no_clock_runs_again()
    {
        var lowered = Given(An.Incident().P1().Resolved()).When("lower p2 nobody noticed", Anna).After;

        Assert.Equal(("Document", Severity.P2, Severity.P1), (lowered.State, lowered.Severity, lowered.HighestSeverity));
        Assert.False(lowered.ResolutionClock!.Runs);
        Assert.True(lowered.OwesPostMortem);
        Assert.DoesNotContain(Core.Timers.TimerPlan.For(lowered), timer => timer.Name != Core.Timers.TimerPlan.FollowUp);
    }

    [Fact]
    public void Raised_after_the_resolve_it_goes_on_with_the_earlier_of_both_deadlines_when_it_is_reopened()
    {
        var resolved = An.Incident().P2().AcknowledgedBy(Anna).After(32).Says("fixed", Anna).After(32).Says("resolve checked", Anna).After(33);

        var reopened = Given(resolved.Says("raise p1 all payments were lost", Nina).After(40)).When("reopen it is back", Anna, TimeSpan.FromMinutes(40)).After;

        // It stood still from minute 32 to minute 40, and a P1 has an hour.
        Assert.Equal((true, Noon.AddMinutes(100)), (reopened.ResolutionClock!.Runs, reopened.ResolutionClock.Due));
        var late = An.Incident().P2().AcknowledgedBy(Anna).After(230).Says("fixed", Anna).After(230).Says("resolve checked", Anna).Says("raise p1 all payments were lost", Nina).After(240);
        Assert.Equal(Noon.AddMinutes(250), Given(late).When("reopen it is back", Anna, TimeSpan.FromMinutes(240)).After.ResolutionClock!.Due);
    }

    [Fact]
    public void Lowered_after_the_resolve_it_goes_on_with_the_new_target_from_the_declaration_when_it_is_reopened()
    {
        var lowered = An.Incident().P1().AcknowledgedBy(Anna).After(90).With(new ClockBreached(ClockKind.Resolution)).Says("fixed", Anna).WatchOver().Says("resolve checked", Anna).Says("lower p2 few noticed", Anna).After(120);

        var reopened = Given(lowered).When("reopen it is back", Anna, TimeSpan.FromMinutes(120)).After;

        // It stood still for half an hour.
        Assert.Equal(Noon.AddMinutes(270), reopened.ResolutionClock!.Due);
        Assert.Equal((false, true), (reopened.Breached.Contains(ClockKind.Resolution), reopened.EverBreached.Contains(ClockKind.Resolution)));
    }

    [Fact]
    public void A_promoted_task_that_is_lowered_counts_from_its_promotion()
    {
        var lowered = Given(An.Incident().Task().After(180).Says("severity p1 it is down", Lena).After(185)).When("lower p2 half of it", Lena).After;

        Assert.Equal((Noon.AddMinutes(240), Noon.AddMinutes(420)), (lowered.ResponseDue!.Value, lowered.ResolutionClock!.Due));
    }

    [Fact]
    public void What_turns_out_to_have_been_a_P1_owes_a_post_mortem()
    {
        var raised = Given(An.Incident().P2().Resolved()).When("raise p1 all payments were lost", Nina).After;

        Assert.Equal("Post-mortem", raised.State);
        Assert.Equal((Anna.Id, Core.PostMortems.PostMortemState.Draft), (raised.WriteUp?.Person, raised.WriteUp?.State));
    }

    [Fact]
    public void When_it_has_ended_the_severity_stays()
    {
        Given(An.Incident().P1().Closed()).When("lower p2 x", Anna).ThenRefused("INC-7 is over; its severity stays", "`note INC-7 <text>`");
        Given(An.Incident().P1().Cancelled()).When("lower p2 x", Anna).ThenRefused("INC-7 is over; its severity stays", "`note INC-7 <text>`");
    }

    [Fact]
    public void Raise_never_lowers_and_lower_never_raises()
    {
        Given(An.Incident().P3().AcknowledgedBy(Anna)).When("raise p4 not so bad", Anna).ThenRefused("INC-7 is a P3; to a P4 it would be lowered, not raised.", "`severity INC-7 p4 <reason>` if that is meant.");
        Given(An.Incident().P3().AcknowledgedBy(Anna)).When("lower p1 angry", Anna).ThenRefused("INC-7 is a P3; to a P1 it would be raised, not lowered.", "`severity INC-7 p1 <reason>` if that is meant.");
    }

    [Fact]
    public void Whoever_raises_sees_who_is_called_the_number_and_the_next_call_like_whoever_declares() =>
        Given(An.Incident().P3()).When("severity p1 nobody can pay", Nina).Saying(
            "INC-7 is a P1 now", "Anna is called in chat only, nobody was phoned: +49 30 111.", "Without an answer Ben is called at 12:06 UTC; hotline +49 30 999.", "An acknowledgement is due by 12:16 UTC.");

    [Fact]
    public void Raised_while_people_work_on_it_the_primary_is_called_who_is_not_in_yet() =>
        Given(An.Incident().P2().AcknowledgedBy(Ben)).When("raise p1 worse", Ben).Saying("Anna is called in chat only, nobody was phoned: +49 30 111.");

    [Fact]
    public void Raised_by_those_who_would_be_called_it_calls_nobody_more() =>
        Given(An.Incident().P2().AcknowledgedBy(Anna)).When("raise p1 worse", Anna).Saying("Nobody more is called: Anna is on it.");

    [Fact]
    public void Of_a_lowering_nobody_is_told_whom_it_calls() =>
        Assert.Equal("INC-7 is a P2 now and in Investigate.", Given(An.Incident().P1().AcknowledgedBy(Anna)).When("lower p2 better", Anna).Reply);

    [Fact]
    public void A_drill_that_is_raised_calls_nobody() =>
        Given(An.Incident().P3().Drill()).When("raise p1 worse", Nina).Saying("Nobody is paged.");
}
