using IncidentBot.Core.Incidents;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class DoneVerbTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(14)]
    public void A_task_of_any_step_can_be_ticked_at_any_time(int task) =>
        Given(An.Incident().P1()).When($"done {task}", Anna).Then(new TaskTicked(task)).Saying($"Task {task} done");

    [Theory]
    [InlineData("done #3")]
    [InlineData("done 3.")]
    [InlineData("done 3, looks fine")]
    public void People_write_numbers_in_their_own_way(string line) =>
        Given(An.Incident().P1()).When(line, Anna).Then(new TaskTicked(3));

    [Fact]
    public void A_task_that_is_done_cannot_be_done_again() =>
        Given(An.Incident().P1().Done(3)).When("done 3", Ben).ThenRefused("Task 3 (Review recent deployments) is done already", "`undo INC-7 3`");

    [Theory]
    [InlineData("done 99", "no task '99'")]
    [InlineData("done 0", "no task '0'")]
    [InlineData("done -3", "no task '-3'")]
    [InlineData("done 99999999999999999999", "no task")]
    [InlineData("done three", "no task 'three'")]
    [InlineData("done", "Which task?")]
    public void Without_a_number_that_exists_the_open_tasks_are_listed(string line, string sentence) =>
        Given(An.Incident().P1().Done(3)).When(line, Anna).ThenRefused(sentence, "Open: 1 Acknowledge · 2 Check the health dashboard · 4 Name");

    [Fact]
    public void A_P4_has_no_tasks_and_says_so() =>
        Given(An.Incident().P4()).When("done 1", Nina).ThenRefused("INC-7 has no task '1'", "has no tasks");

    [Fact]
    public void Tasks_of_an_ended_incident_stay_as_they_are()
    {
        Given(An.Incident().P1().Closed()).When("done 3", Anna).ThenRefused("INC-7 has ended", "`note INC-7");
        Given(An.Incident().P1().Cancelled()).When("done 3", Anna).ThenRefused("INC-7 has ended", "`note INC-7");
    }

    [Fact]
    public void Tasks_can_still_be_ticked_after_the_resolve() =>
        Given(An.Incident().P1().Resolved()).When("done 12", Anna).Then(new TaskTicked(12));
}
