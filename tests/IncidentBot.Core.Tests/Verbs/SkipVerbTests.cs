using IncidentBot.Core.Incidents;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class SkipVerbTests
{
    [Fact]
    public void A_task_is_left_out_with_a_reason_or_without_one()
    {
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When("skip 3 nothing was deployed", Anna).Then(new TaskSkipped(3, "nothing was deployed")).Saying("Task 3 is left out: Review recent deployments");
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When("skip #3", Anna).Then(new TaskSkipped(3, ""));
    }

    [Fact]
    public void What_was_left_out_is_no_longer_open_and_can_be_taken_back()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).Says("skip 3", Anna);

        Assert.DoesNotContain(past.Build().OpenTasks, task => task.Number == 3);
        Given(past).When("undo 3", Anna).Then(new TaskUnticked(3));
    }

    [Theory]
    [InlineData(Severity.P1, 10, "Smoke tests done")]
    [InlineData(Severity.P1, 12, "Find the root cause")]
    [InlineData(Severity.P2, 6, "Verify the resolution")]
    [InlineData(Severity.P3, 7, "Verify the resolution")]
    public void A_reason_is_asked_where_leaving_it_out_matters(Severity severity, int task, string words)
    {
        var past = An.Incident().Severe(severity).Fixed();

        Given(past).When($"skip {task}", Anna).ThenRefused($"Please say why task {task} ({words}) is left out", $"`skip INC-7 {task} <reason>`");
        Given(past).When($"skip {task} no way to test it", Anna).Then(new TaskSkipped(task, "no way to test it"));
    }

    [Fact]
    public void A_reason_given_with_the_skip_is_not_asked_again_by_the_resolve() =>
        Assert.Null(Given(An.Incident().P1().Fixed().WatchOver().Says("skip 10 no way to test it", Anna)).When("resolve", Anna).Refusal);

    [Theory]
    [InlineData("skip 1")]
    [InlineData("skip 9 not needed")]
    public void What_ticks_itself_cannot_be_left_out(string line) =>
        Given(An.Incident().P1()).When(line, Anna).ThenRefused("ticks itself and cannot be skipped", "`status INC-7`");

    [Fact]
    public void What_is_done_or_left_out_already_stays_so()
    {
        Given(An.Incident().P1().Done(3)).When("skip 3", Anna).ThenRefused("Task 3 (Review recent deployments) is done already", "`undo INC-7 3`");
        Given(An.Incident().P1().AcknowledgedBy(Anna).Says("skip 3", Anna)).When("skip 3", Anna).ThenRefused("is done already", "`undo INC-7 3`");
    }

    [Theory]
    [InlineData("skip", "Which task?")]
    [InlineData("skip 99 x", "INC-7 has no task '99'")]
    [InlineData("skip all of them", "INC-7 has no task 'all'")]
    public void Without_a_number_that_exists_the_open_tasks_are_listed(string line, string sentence) =>
        Given(An.Incident().P1().Done(3)).When(line, Anna).ThenRefused(sentence, "`skip INC-7 <no>`. Open: 1 Acknowledge · 2 Check the health dashboard · 4 Name");

    [Fact]
    public void Tasks_of_an_ended_incident_stay_as_they_are_and_a_P4_has_none()
    {
        Given(An.Incident().P1().Closed()).When("skip 3", Anna).ThenRefused("INC-7 has ended", "`note INC-7 <text>`");
        Given(An.Incident().P4()).When("skip 1", Nina).ThenRefused("INC-7 has no task '1'", "A P4 has no tasks");
    }
}
