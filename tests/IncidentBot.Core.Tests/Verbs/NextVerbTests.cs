using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class NextVerbTests
{
    [Theory]
    [InlineData(Severity.P1, "Triage", "Communication")]
    [InlineData(Severity.P1, "Communication", "Resolution")]
    [InlineData(Severity.P2, "Investigate", "Update")]
    [InlineData(Severity.P2, "Update", "Fix")]
    [InlineData(Severity.P3, "Triage", "Assign")]
    [InlineData(Severity.P3, "Assign", "Investigate/Fix")]
    public void Next_enters_the_next_step_of_the_procedure(Severity severity, string from, string to) =>
        Given(An.Incident().Severe(severity).InStep(from)).When("next", Anna).Then(new StepEntered(to, StepPhase.Work)).Saying(to);

    [Fact]
    public void A_button_that_somebody_has_pressed_already_moves_nothing_and_says_who_did()
    {
        var pressed = An.Incident().P1().AcknowledgedBy(Anna).Says("next from Triage", Ben);

        Given(pressed).When("next from Triage", Anna).ThenRefused("Ben has done that already: INC-7 is in Communication.", "`next INC-7` goes on from there");
        Given(pressed).When("next from triage", Ben).ThenRefused("You have done that already: INC-7 is in Communication.", "`next INC-7`");
        Given(pressed).When("next from Communication", Ben).Then(new StepEntered("Resolution", StepPhase.Work));
        Given(pressed).When("next", Anna).Then(new StepEntered("Resolution", StepPhase.Work));
    }

    [Fact]
    public void A_button_from_before_a_change_of_the_severity_moves_nothing_either() =>
        Given(An.Incident().P1().AcknowledgedBy(Anna).Says("severity p2 only a few notice it", Anna)).When("next from Triage", Ben).ThenRefused("That is done already: INC-7 is in Investigate.", "`next INC-7`");

    [Fact]
    public void Open_tasks_block_nothing_and_the_answer_lists_those_of_the_new_step() =>
        Given(An.Incident().P1().InStep("Communication").Done(7)).When("next", Anna)
            .Then(new StepEntered("Resolution", StepPhase.Work)).Saying("6 Run the playbook", "8 Assemble the team");

    [Fact]
    public void Before_the_acknowledgement_there_is_no_next_step() =>
        Given(An.Incident().P1()).When("next", Anna).ThenRefused("Nobody has acknowledged INC-7 yet", "`ack INC-7` comes first");

    [Fact]
    public void The_step_of_fixing_ends_with_the_fix_and_not_with_next() =>
        Given(An.Incident().P1().InStep("Resolution")).When("next", Anna).ThenRefused("Resolution ends when the fix is in", "`fixed INC-7`");

    [Fact]
    public void After_the_watch_comes_the_resolve() =>
        Given(An.Incident().P1().Fixed()).When("next", Anna).ThenRefused("After Verification comes the resolve", "`resolve INC-7`");

    [Fact]
    public void A_P4_has_no_further_step() =>
        Given(An.Incident().P4()).When("next", Nina).ThenRefused("INC-7 has no further step", "`resolve INC-7`");

    [Fact]
    public void A_resolved_incident_has_only_its_close_before_it() =>
        Given(An.Incident().P1().Resolved()).When("next", Anna).ThenRefused("INC-7 is resolved and in Post-mortem", "`close INC-7`");

    [Fact]
    public void A_closed_or_cancelled_incident_goes_nowhere()
    {
        Given(An.Incident().P1().Closed()).When("next", Anna).ThenRefused("INC-7 is closed", "reopen");
        Given(An.Incident().P1().Cancelled()).When("next", Anna).ThenRefused("INC-7 was cancelled", "declare it again");
    }
}
