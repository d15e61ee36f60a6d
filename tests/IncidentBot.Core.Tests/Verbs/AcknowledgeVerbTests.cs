using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Procedures.Settings;
using IncidentBot.Core.Roster;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class AcknowledgeVerbTests
{
    [Fact]
    public void Whoever_has_declined_is_not_waited_for() =>
        Given(An.Incident().P1().Says("decline", Anna)).When("ack", Stranger).ThenRefused("INC-7 is waiting for Ben", "`ack INC-7 working`");

    [Fact]
    public void The_first_to_acknowledge_a_P1_is_acting_commander_and_triage_begins() =>
        Given(An.Incident().P1()).When("ack", Anna)
            .Then(new Acknowledged(), new CommanderNamed("anna", "Anna"), new TaskTicked(1), new StepEntered("Triage", StepPhase.Work))
            .Saying("INC-7", "commander", "Triage");

    [Theory]
    [InlineData(Severity.P2, "Investigate")]
    [InlineData(Severity.P3, "Triage")]
    public void Every_severity_with_an_alert_goes_to_its_own_first_step_of_work(Severity severity, string step) =>
        Given(An.Incident().Severe(severity)).When("ack", Ben)
            .Then(new Acknowledged(), new CommanderNamed("ben", "Ben"), new TaskTicked(1), new StepEntered(step, StepPhase.Work));

    [Fact]
    public void The_second_to_acknowledge_is_a_responder_and_changes_neither_commander_nor_step() =>
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When("ack", Ben).Then(new Acknowledged()).Saying("responder", "Anna is commander");

    [Fact]
    public void Acknowledging_twice_is_refused_with_the_commander_named() =>
        Given(An.Incident().P1().AcknowledgedBy(Anna).AcknowledgedBy(Ben)).When("ack", Ben)
            .ThenRefused("You acknowledged INC-7 already; Anna is commander", "`status INC-7`");

    [Fact]
    public void Somebody_who_is_neither_on_the_rota_nor_has_a_role_is_asked_whether_they_work_on_it()
    {
        var told = Given(An.Incident().P1()).When("ack", Nina).ThenRefused("INC-7 is waiting for Anna; you are not on the rota", "`ack INC-7 working`");

        Assert.Collection(
            told.Refusal!.Choices!.Buttons,
            working => Assert.Equal("ack INC-7 working", working.Line),
            looking => Assert.Equal("status INC-7", looking.Line));
    }

    [Theory]
    [InlineData("ack working")]
    [InlineData("ack WORKING")]
    public void Whoever_says_that_they_work_on_it_acknowledges_like_anybody_else(string line) =>
        Given(An.Incident().P1()).When(line, Nina)
            .Then(new Acknowledged(), new CommanderNamed("nina", "Nina"), new TaskTicked(1), new StepEntered("Triage", StepPhase.Work));

    [Theory]
    [InlineData("anna")]
    [InlineData("ben")]
    [InlineData("lena")]
    [InlineData("paul")]
    [InlineData("tom")]
    public void The_whole_rota_and_everybody_with_a_role_may_answer_without_being_asked(string id)
    {
        var who = Some.Roster.Find(id)!.AsActor();

        Assert.Null(Given(An.Incident().P1()).When("ack", who).Refusal);
    }

    [Fact]
    public void With_an_empty_rota_anybody_may_answer() =>
        Assert.Null(Given(An.Incident().P1().WithPeople(PeopleRoster.Empty)).When("ack", Stranger).Refusal);

    [Fact]
    public void In_a_drill_anybody_may_answer() => Assert.Null(Given(An.Incident().P1().Drill()).When("ack", Stranger).Refusal);

    [Fact]
    public void A_P4_needs_no_acknowledgement() =>
        Given(An.Incident().P4()).When("ack", Anna).ThenRefused("A P4 needs no acknowledgement", "`resolve INC-7`");

    [Fact]
    public void During_the_watch_somebody_can_still_join_as_responder() =>
        Given(An.Incident().P1().AcknowledgedBy(Anna).Fixed()).When("ack", Ben).Then(new Acknowledged());

    [Fact]
    public void A_resolved_incident_is_not_acknowledged() =>
        Given(An.Incident().P1().Resolved()).When("ack", Ben).ThenRefused("INC-7 is resolved", "`close INC-7`");

    [Fact]
    public void An_ended_incident_says_that_it_has_ended_even_to_those_who_acknowledged_it() =>
        Given(An.Incident().P1().Closed()).When("ack", Anna).ThenRefused("INC-7 is closed", "`reopen INC-7");

    [Fact]
    public void A_cancelled_incident_is_not_acknowledged() =>
        Given(An.Incident().P1().Cancelled()).When("ack", Anna).ThenRefused("INC-7 was cancelled", "declare it again");

    [Fact]
    public void A_task_to_inform_the_lead_ticks_itself_with_a_P1_where_there_is_one()
    {
        var own = new ProceduresOptions { P1 = { Steps = { ["Triage"] = new StepOptions { Tasks = [new TaskOptions { Words = "Inform the Lead", Ticks = TaskTick.LeadInformed }] } } } };
        var people = People();
        people.Lead = null;

        Assert.Contains(new TaskTicked(2), Given(An.Incident().P1().Following(own)).When("ack", Anna).Facts);
        Assert.DoesNotContain(new TaskTicked(2), Given(An.Incident().P1().Following(own).WithPeople(Core.Roster.PeopleRoster.From(people))).When("ack", Anna).Facts);
        Assert.DoesNotContain(new TaskTicked(2), Given(An.Incident().P1().Drill().Following(own)).When("ack", Anna).Facts);
    }

    [Fact]
    public void Whoever_commands_by_acknowledging_is_offered_to_pass()
    {
        Assert.Equal(["lead INC-7 pass", "next INC-7 from Triage"], Given(An.Incident().P1()).When("ack", Anna).Card!.Buttons.Select(button => button.Line));
        Assert.Null(Given(An.Incident().P1().AcknowledgedBy(Anna)).When("ack", Ben).Card);
    }

    [Fact]
    public void The_first_acknowledgement_stops_the_response_clock_for_good()
    {
        var past = An.Incident().P1().After(3).AcknowledgedBy(Anna).After(20).AcknowledgedBy(Ben);

        Assert.Equal(Noon + TimeSpan.FromMinutes(3), past.Build().AcknowledgedAt);
    }
}
