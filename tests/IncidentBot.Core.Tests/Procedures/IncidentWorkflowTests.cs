using System.Text;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.TestKit;
using Xunit;

namespace IncidentBot.Core.Tests.Procedures;

public sealed class IncidentWorkflowTests
{
    private static readonly WorkflowFacts Willing = new(WatchOver: true, OwesReason: false, ReasonGiven: true, WithinReopening: true);

    private static readonly Procedure P1 = ProcedureBook.Default().For(Severity.P1);

    /// <summary>Everything a P1 allows when nothing stands in its way; what is not here is not allowed.</summary>
    [Theory]
    [InlineData("Alert", "Acknowledge→Triage Cancel→Cancelled Merge→Merged")]
    [InlineData("Triage", "Acknowledge→Triage Next→Communication Fix→Verification Cancel→Cancelled Merge→Merged")]
    [InlineData("Communication", "Acknowledge→Communication Next→Resolution Fix→Verification Cancel→Cancelled Merge→Merged")]
    [InlineData("Resolution", "Acknowledge→Resolution Fix→Verification Cancel→Cancelled Merge→Merged")]
    [InlineData("Verification", "Acknowledge→Verification Resolve→Post-mortem Reopen→Resolution Cancel→Cancelled Merge→Merged")]
    [InlineData("Post-mortem", "Reopen→Resolution Close→Closed")]
    [InlineData("Closed", "Reopen→Resolution")]
    [InlineData("Cancelled", "")]
    [InlineData("Merged", "")]
    public void These_are_all_the_moves_of_a_P1(string state, string moves) =>
        Assert.Equal(
            moves,
            string.Join(' ', Enum.GetValues<Trigger>().Select(trigger => (trigger, IncidentWorkflow.Ask(P1, state, trigger, Willing).To)).Where(move => move.To is not null).Select(move => $"{move.trigger}→{move.To}")));

    [Fact]
    public void A_guard_that_stands_in_the_way_is_named()
    {
        var hurried = new WorkflowFacts(WatchOver: false, OwesReason: true, ReasonGiven: false, WithinReopening: false);

        Assert.Equal([IncidentWorkflow.TasksOpen, IncidentWorkflow.WatchRunning], IncidentWorkflow.Ask(P1, "Verification", Trigger.Resolve, hurried).Unmet);
        Assert.Equal([IncidentWorkflow.NoReason], IncidentWorkflow.Ask(P1, "Alert", Trigger.Cancel, hurried).Unmet);
        Assert.Equal([IncidentWorkflow.TooLate], IncidentWorkflow.Ask(P1, "Closed", Trigger.Reopen, hurried).Unmet);
        Assert.Empty(IncidentWorkflow.Ask(P1, "Alert", Trigger.Resolve, hurried).Unmet);
    }

    [Fact]
    public void A_team_can_have_steps_of_its_own()
    {
        var own = new Procedure(
            Severity.P2,
            [new Step("Ring", StepPhase.Alert, []), new Step("Mend", StepPhase.Work, []), new Step("Write", StepPhase.After, [])],
            TimeSpan.FromMinutes(5), null, null);

        Assert.Equal("Mend", IncidentWorkflow.Ask(own, "Ring", Trigger.Acknowledge, Willing).To);
        Assert.Equal("Write", IncidentWorkflow.Ask(own, "Mend", Trigger.Resolve, Willing).To);
    }

    [Fact]
    public void A_procedure_without_work_or_without_an_after_is_refused()
    {
        var nothing = new Procedure(Severity.P2, [new Step("Ring", StepPhase.Alert, [])], null, null, null);

        Assert.Throws<ArgumentException>(() => IncidentWorkflow.Ask(nothing, "Ring", Trigger.Cancel, Willing));
    }

    /// <summary>Regenerate with <c>INCIDENTBOT_WRITE_DOCS=1 dotnet test --filter workflow</c>.</summary>
    [Fact]
    public void The_diagrams_in_the_docs_are_those_of_the_workflow()
    {
        var page = new StringBuilder("""
            # Workflow

            Which move an incident allows, for each severity. Made by `IncidentWorkflow.Mermaid` from the procedures as they are shipped, and kept
            current by a test; after a change run `INCIDENTBOT_WRITE_DOCS=1 dotnet test tests/IncidentBot.Core.Tests --filter workflow`.
            """).Append('\n');
        foreach (var procedure in ProcedureBook.Default().Procedures)
        {
            page.Append($"\n## {procedure.Severity}\n\n```mermaid\n{IncidentWorkflow.Mermaid(procedure).ReplaceLineEndings("\n").Trim()}\n```\n");
        }

        var file = Path.Combine(Repository.Root, "docs", "workflow.md");
        if (Environment.GetEnvironmentVariable("INCIDENTBOT_WRITE_DOCS") is not null)
        {
            File.WriteAllText(file, page.ToString());
        }

        Assert.True(File.Exists(file), $"{file} is missing.");
        Assert.Equal(page.ToString(), File.ReadAllText(file).ReplaceLineEndings("\n"));
    }
}
