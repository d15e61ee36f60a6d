namespace IncidentBot.Core.Procedures;

/// <summary>
/// Where a step stands in an incident's life, whatever severity and whatever a team calls it: the rows of the product page's "Severity
/// change". By it a change of severity finds the step that corresponds.
/// </summary>
public enum Stage
{
    Alert,
    Triage,
    Communication,
    Resolution,
    Verification,
    PostMortem,
}

/// <summary>How stages and phases belong together, and which step of another procedure corresponds to one.</summary>
public static class Stages
{
    public static StepPhase PhaseOf(Stage stage) => stage switch
    {
        Stage.Alert => StepPhase.Alert,
        Stage.Verification => StepPhase.Verify,
        Stage.PostMortem => StepPhase.After,
        _ => StepPhase.Work,
    };

    public static Stage FirstOf(StepPhase phase) => phase switch
    {
        StepPhase.Alert => Stage.Alert,
        StepPhase.Verify => Stage.Verification,
        StepPhase.After => Stage.PostMortem,
        _ => Stage.Triage,
    };

    /// <summary>
    /// The step of <paramref name="to"/> that corresponds to the one called <paramref name="state"/>: the same stage, else the last stage before
    /// it in the same phase, else the first of that phase. A fix that the new procedure does not verify leaves its last step of work.
    /// </summary>
    /// <param name="acknowledged">An acknowledged incident never returns to the first step; one that was not still waits for somebody.</param>
    public static Step Counterpart(Procedure from, string state, Procedure to, bool acknowledged)
    {
        var at = from.Find(state);
        if (!acknowledged && at.Phase is StepPhase.Alert or StepPhase.Work && to.FirstOf(StepPhase.Alert) is { } alert)
        {
            return alert;
        }

        var phase = at.Phase == StepPhase.Alert ? StepPhase.Work : at.Phase;
        var there = to.Steps.Where(step => step.Phase == phase).ToList();
        var stage = StageOf(from, at);
        return there.Find(step => StageOf(to, step) == stage && string.Equals(step.Name, at.Name, StringComparison.Ordinal))
            ?? there.Find(step => StageOf(to, step) == stage)
            ?? there.FindLast(step => StageOf(to, step) < stage)
            ?? there.FirstOrDefault()
            ?? to.LastOf(StepPhase.Work)!;
    }

    /// <summary>Incidents of older versions carry steps without a stage; those were the shipped ones.</summary>
    private static Stage? StageOf(Procedure procedure, Step step) =>
        step.Stage ?? GuideProcedures.For(procedure.Severity).Steps.FirstOrDefault(shipped => string.Equals(shipped.Name, step.Name, StringComparison.Ordinal))?.Stage;
}
