namespace IncidentBot.Core.Procedures.Settings;

/// <summary>What the steps of a procedure have to be, so that the workflow can lead through them and no promise is lost.</summary>
internal static class StepRules
{
    private const int LongestName = 40;
    private const int LongestTask = 120;
    private const int MostTasks = 60;

    private static readonly string[] Ends = [IncidentWorkflow.Closed, IncidentWorkflow.Cancelled, IncidentWorkflow.Merged];

    public static void Check(IReadOnlyList<StepDraft> steps, string path, List<ProcedureProblem> problems)
    {
        problems.AddRange(Names(steps));
        problems.AddRange(Phases(steps, path));
        problems.AddRange(Windows(steps));
        problems.AddRange(Tasks(steps, path));
        problems.AddRange(Actions(steps));
    }

    private static IEnumerable<ProcedureProblem> Names(IReadOnlyList<StepDraft> steps)
    {
        HashSet<string> taken = new(Ends, StringComparer.OrdinalIgnoreCase);
        foreach (var draft in steps)
        {
            var name = draft.Step.Name;
            if (name.Length is 0 or > LongestName || !string.Equals(name, Incidents.Words.Clean(name), StringComparison.Ordinal) || name.Contains('`', StringComparison.Ordinal))
            {
                yield return new ProcedureProblem($"{draft.Path}:Name", "is no name for a step", $"1 to {LongestName} characters, without line breaks and backticks");
            }
            else if (!taken.Add(name))
            {
                yield return new ProcedureProblem($"{draft.Path}:Name", "is the name of another step or of an end", $"any but {string.Join(", ", taken.Order(StringComparer.Ordinal))}");
            }
        }
    }

    private static IEnumerable<ProcedureProblem> Phases(IReadOnlyList<StepDraft> steps, string path)
    {
        foreach (var phase in new[] { StepPhase.Alert, StepPhase.Work, StepPhase.After }.Where(phase => steps.All(draft => draft.Step.Phase != phase)))
        {
            yield return new ProcedureProblem(path, $"leave no step of phase {phase}", "one step of Alert, one or more of Work, at most one of Verify, one of After");
        }

        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i].Step;
            if (i > 0 && step.Phase < steps[i - 1].Step.Phase)
            {
                yield return new ProcedureProblem($"{steps[i].Path}:After", $"puts a step of phase {step.Phase} behind one of {steps[i - 1].Step.Phase}", "the order Alert, Work, Verify, After; nothing stands behind the step after the resolve");
            }

            if (step.Phase != StepPhase.Work && steps.Take(i).Any(other => other.Step.Phase == step.Phase))
            {
                yield return new ProcedureProblem($"{steps[i].Path}:Phase", $"is the second {step.Phase}", "one such step; only Work may have several");
            }

            if (step.Stage is { } stage && Stages.PhaseOf(stage) != step.Phase)
            {
                yield return new ProcedureProblem($"{steps[i].Path}:Stage", $"does not belong to the phase {step.Phase}", string.Join(", ", Enum.GetValues<Stage>().Where(one => Stages.PhaseOf(one) == step.Phase)));
            }
        }
    }

    private static IEnumerable<ProcedureProblem> Windows(IReadOnlyList<StepDraft> steps)
    {
        var before = TimeSpan.Zero;
        foreach (var draft in steps)
        {
            var (from, to) = (draft.Step.From, draft.Step.To);
            if (from < TimeSpan.Zero || from > TimeSpan.FromDays(30) || to > TimeSpan.FromDays(30))
            {
                yield return new ProcedureProblem($"{draft.Path}:From", "is a window outside any incident", "00:00:00 to 30.00:00:00");
            }

            if (to is not null && from is null)
            {
                yield return new ProcedureProblem($"{draft.Path}:To", "ends a window that does not begin", "From and To, or From alone");
            }

            if (to <= from)
            {
                yield return new ProcedureProblem($"{draft.Path}:To", "is not later than From", $"later than {from}");
            }

            if (from < before)
            {
                yield return new ProcedureProblem($"{draft.Path}:From", "is earlier than the window of a step before it", $"{before} or later");
            }

            before = from ?? before;
        }
    }

    private static IEnumerable<ProcedureProblem> Tasks(IReadOnlyList<StepDraft> steps, string path)
    {
        var all = steps.SelectMany(draft => draft.Tasks).ToList();
        if (all.Count > MostTasks)
        {
            yield return new ProcedureProblem(path, $"have {all.Count} tasks", $"at most {MostTasks}");
        }

        HashSet<string> words = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> ticks = new(StringComparer.Ordinal);
        foreach (var (task, at) in all)
        {
            if (task.Words.Length is 0 or > LongestTask)
            {
                yield return new ProcedureProblem($"{at}:Words", task.Words.Length == 0 ? "is missing" : "is too long", $"1 to {LongestTask} characters");
            }
            else if (!words.Add(task.Words))
            {
                yield return new ProcedureProblem($"{at}:Words", "is another task already", "a task that this procedure does not have yet");
            }

            if (task.TicksItself is { } tick && !ticks.Add(tick))
            {
                yield return new ProcedureProblem($"{at}:Ticks", "is what another task waits for already", "each of them once in a procedure");
            }

            if (task.TicksItself is TaskTicks.Mitigated && steps.All(draft => draft.Step.Phase != StepPhase.Verify))
            {
                yield return new ProcedureProblem($"{at}:Ticks", "waits for a fix that this procedure does not ask for", "Mitigated where there is a step of phase Verify");
            }
        }
    }

    /// <summary>What happens by itself at a minute needs the minutes.</summary>
    private static IEnumerable<ProcedureProblem> Actions(IReadOnlyList<StepDraft> steps)
    {
        foreach (var draft in steps)
        {
            var timed = (draft.Step.Actions ?? []).Where(action => action is StepAction.OfferPublicText or StepAction.TellStakeholders).ToList();
            if (timed.Count > 0 && draft.Step is not { From: not null, To: not null })
            {
                yield return new ProcedureProblem($"{draft.Path}:Actions", $"{string.Join(" and ", timed)} need to know when", "with From and To");
            }

            if (timed.Contains(StepAction.OfferPublicText) && !draft.Tasks.Exists(entry => entry.Task.TicksItself is TaskTicks.PublicApproved))
            {
                yield return new ProcedureProblem($"{draft.Path}:Actions", "OfferPublicText needs a task to approve it", $"with a task of this step that Ticks: {TaskTick.PublicApproved}");
            }
        }
    }
}
