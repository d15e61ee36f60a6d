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
            task => Assert.Contains(task.TicksItself, new[] { TaskTicks.Acknowledged, TaskTicks.Mitigated, TaskTicks.PublicApproved, TaskTicks.TicketCreated, TaskTicks.ActionAgreed, TaskTicks.PostMortemShared }));

    [Fact]
    public void Only_verifying_and_writing_down_ask_for_a_reason() =>
        Assert.All(
            ProcedureBook.Default().Procedures.SelectMany(procedure => procedure.Steps),
            step => Assert.All(step.Tasks, task => Assert.Equal(step.Phase is StepPhase.Verify or StepPhase.After, task.NeedsReason)));

    [Fact]
    public void Only_a_P3_keeps_working_hours() =>
        Assert.Equal([Severity.P3], ProcedureBook.Default().Procedures.Where(procedure => procedure.Hours is not null).Select(procedure => procedure.Severity));

    [Fact]
    public void A_P2_is_asked_for_updates_every_hour_and_smaller_ones_never()
    {
        var cadence = ProcedureBook.Default().For(Severity.P2).Updates!;

        Assert.Equal((60, 60), (cadence.At(TimeSpan.Zero).TotalMinutes, cadence.At(TimeSpan.FromHours(3)).TotalMinutes));
        Assert.Null(ProcedureBook.Default().For(Severity.P3).Updates);
        Assert.Null(ProcedureBook.Default().For(Severity.P4).Updates);
    }

    [Theory]
    [MemberData(nameof(Severities))]
    public void No_step_is_called_like_an_end(Severity severity) =>
        Assert.DoesNotContain(ProcedureBook.Default().For(severity).Steps, step => step.Name is IncidentWorkflow.Closed or IncidentWorkflow.Cancelled or IncidentWorkflow.Merged);
}
