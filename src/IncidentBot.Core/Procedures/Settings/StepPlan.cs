using IncidentBot.Core.Desk;

namespace IncidentBot.Core.Procedures.Settings;

/// <summary>Applies a team's steps to a shipped procedure: changed, removed, added, in their order, their tasks numbered.</summary>
internal static class StepPlan
{
    /// <summary>The result is only good if no problem was added.</summary>
    public static Procedure Apply(Procedure shipped, ProcedureOptions options, string path, List<ProcedureProblem> problems)
    {
        var found = problems.Count;
        if (options.PauseLapses is { } lapses && (lapses < TimeSpan.FromMinutes(1) || lapses > TimeSpan.FromDays(7)))
        {
            problems.Add(new ProcedureProblem($"{path}:PauseLapses", "is out of range", "00:01:00 to 7.00:00:00"));
        }

        var drafts = Placed(shipped, options, $"{path}:Steps", problems);
        if (problems.Count == found)
        {
            StepRules.Check(drafts, $"{path}:Steps", problems);
        }

        return problems.Count > found ? shipped : shipped with { Steps = Numbered(drafts), PauseLapses = options.PauseLapses ?? shipped.PauseLapses };
    }

    private static List<StepDraft> Placed(Procedure shipped, ProcedureOptions options, string path, List<ProcedureProblem> problems)
    {
        var drafts = shipped.Steps.Select(step => new StepDraft(step.Name, $"{path}:{step.Name}", step)).ToList();
        var changes = options.Steps.OrderBy(change => change.Key, StringComparer.OrdinalIgnoreCase).ToList();
        List<(StepDraft Draft, string? After)> moved = [];
        foreach (var (key, change) in changes)
        {
            var known = drafts.Find(draft => Is(draft.Key, key));
            if (change.Remove)
            {
                Remove(drafts, known, key, path, problems);
            }
            else if (known is not null)
            {
                if (change.Phase is { } phase && phase != known.Step.Phase)
                {
                    problems.Add(new ProcedureProblem($"{path}:{key}:Phase", $"is {known.Step.Phase} for this step as shipped", $"{known.Step.Phase}; or remove the step and add one of your own"));
                }

                known.Change(change);
                if (change.After is { } after)
                {
                    drafts.Remove(known);
                    moved.Add((known, after));
                }
            }
            else if (change.Phase is { } phase)
            {
                var draft = new StepDraft(key, $"{path}:{key}", new Step(key, phase, []) { Actions = [] });
                draft.Change(change);
                moved.Add((draft, change.After));
            }
            else
            {
                problems.Add(Unknown(shipped, key, path));
            }
        }

        Place(drafts, moved, path, problems);
        return drafts;
    }

    private static void Remove(List<StepDraft> drafts, StepDraft? known, string key, string path, List<ProcedureProblem> problems)
    {
        if (known is null)
        {
            problems.Add(new ProcedureProblem($"{path}:{key}:Remove", "is about a step that is not there", string.Join(", ", drafts.Select(draft => draft.Key))));
        }
        else
        {
            drafts.Remove(known);
        }
    }

    /// <summary>One may follow another that is itself placed only now.</summary>
    private static void Place(List<StepDraft> drafts, List<(StepDraft Draft, string? After)> moved, string path, List<ProcedureProblem> problems)
    {
        for (var placed = true; placed;)
        {
            placed = false;
            foreach (var one in moved.AsEnumerable().Reverse().ToList())
            {
                var at = one.After is null ? EndOf(drafts, one.Draft.Step.Phase) : drafts.FindIndex(draft => Is(draft.Key, one.After)) + 1;
                if (at == 0 && one.After is not null)
                {
                    continue;
                }

                one.Draft.Step = one.Draft.Step with { Stage = one.Draft.Step.Stage ?? StageAfter(drafts, at, one.Draft.Step.Phase) };
                drafts.Insert(at, one.Draft);
                moved.Remove(one);
                placed = true;
            }
        }

        var keys = string.Join(", ", drafts.Select(draft => draft.Key));
        problems.AddRange(moved.Select(one => new ProcedureProblem($"{path}:{one.Draft.Key}:After", "names a step that is not there, or leads back to itself", keys)));
    }

    /// <summary>Behind the last step of its phase, else where that phase would begin.</summary>
    private static int EndOf(List<StepDraft> drafts, StepPhase phase) => drafts.FindLastIndex(draft => draft.Step.Phase <= phase) + 1;

    /// <summary>What a step of the team's own corresponds to, if it does not say so.</summary>
    private static Stage StageAfter(List<StepDraft> drafts, int at, StepPhase phase) =>
        at > 0 && drafts[at - 1].Step is { Stage: { } before } step && step.Phase == phase ? before : Stages.FirstOf(phase);

    private static ProcedureProblem Unknown(Procedure shipped, string key, string path)
    {
        var meant = shipped.Steps.FirstOrDefault(step => EditDistance.Between(step.Name.ToUpperInvariant(), key.ToUpperInvariant()) <= 2)?.Name;
        var phases = $"Phase: {string.Join(", ", Enum.GetNames<StepPhase>())}";
        return new ProcedureProblem(
            $"{path}:{key}:Phase",
            meant is null ? "is missing, and there is no shipped step of that name" : $"is missing, and no shipped step is called so; probably {meant} was meant",
            $"{string.Join(", ", shipped.Steps.Select(step => step.Name))}; or a step of your own with {phases}");
    }

    private static List<Step> Numbered(List<StepDraft> drafts)
    {
        var number = 0;
        return drafts.ConvertAll(draft => draft.Step with { Tasks = [.. draft.Tasks.Select(entry => entry.Task with { Number = ++number })] });
    }

    private static bool Is(string key, string other) => string.Equals(key, other, StringComparison.OrdinalIgnoreCase);
}
