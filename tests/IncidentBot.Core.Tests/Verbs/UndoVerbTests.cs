using IncidentBot.Core.Incidents;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class UndoVerbTests
{
    [Fact]
    public void A_tick_can_be_taken_back() =>
        Given(An.Incident().P1().Done(3)).When("undo 3", Ben).Then(new TaskUnticked(3)).Saying("Task 3 is open again");

    [Fact]
    public void A_task_that_is_not_done_has_nothing_to_take_back() =>
        Given(An.Incident().P1()).When("undo 3", Anna).ThenRefused("Task 3 (Review recent deployments) is not done yet", "`done INC-7 3`");

    [Fact]
    public void What_the_bot_ticked_itself_stays_ticked() =>
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When("undo 1", Anna).ThenRefused("Task 1 (Acknowledge) ticks itself", "`status INC-7`");

    [Fact]
    public void Without_a_number_the_ticked_tasks_are_listed() =>
        Given(An.Incident().P1().Done(3).Done(4)).When("undo", Anna).ThenRefused("Which task?", "Done: 3 Review recent deployments · 4 Name");

    [Fact]
    public void Tasks_of_an_ended_incident_stay_as_they_are() =>
        Given(An.Incident().P1().Done(3).Closed()).When("undo 3", Anna).ThenRefused("INC-7 has ended", "`note INC-7");
}
