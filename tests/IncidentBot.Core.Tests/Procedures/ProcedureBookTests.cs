using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using Xunit;

namespace IncidentBot.Core.Tests.Procedures;

public sealed class ProcedureBookTests
{
    public static TheoryData<Severity> Severities => [.. Enum.GetValues<Severity>()];

    [Fact]
    public void The_P1_has_the_six_steps_of_the_product_page_with_their_windows()
    {
        var steps = ProcedureBook.Default().For(Severity.P1).Steps.Select(step => (step.Name, step.From?.TotalMinutes, step.To?.TotalMinutes));

        Assert.Equal(
            [("Alert", 0d, 5d), ("Triage", 5d, 10d), ("Communication", 10d, 15d), ("Resolution", 15d, (double?)null), ("Verification", (double?)null, null), ("Post-mortem", null, null)],
            steps);
    }

    [Theory]
    [MemberData(nameof(Severities))]
    public void Tasks_are_numbered_once_from_one_without_gaps(Severity severity)
    {
        var numbers = ProcedureBook.Default().For(severity).Steps.SelectMany(step => step.Tasks).Select(task => task.Number).ToList();

        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    [Theory]
    [MemberData(nameof(Severities))]
    public void What_ticks_itself_is_something_the_bot_can_see(Severity severity) =>
        Assert.All(
            ProcedureBook.Default().For(severity).Steps.SelectMany(step => step.Tasks).Where(task => task.TicksItself is not null),
            task => Assert.Contains(task.TicksItself, new[] { TaskTicks.Acknowledged, TaskTicks.Mitigated, TaskTicks.PublicApproved, TaskTicks.ActionAgreed, TaskTicks.PostMortemShared }));

    [Theory]
    [MemberData(nameof(Severities))]
    public void No_step_is_called_like_an_end(Severity severity) =>
        Assert.DoesNotContain(ProcedureBook.Default().For(severity).Steps, step => step.Name is IncidentWorkflow.Closed or IncidentWorkflow.Cancelled or IncidentWorkflow.Merged);
}
