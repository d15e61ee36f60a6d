namespace IncidentBot.Core.Procedures.Settings;

/// <summary>A step while settings are being applied: with the key it is known by, and where each of its tasks was written.</summary>
internal sealed class StepDraft(string key, string path, Step step)
{
    public string Key { get; } = key;

    /// <summary>Where problems with it are to be mended.</summary>
    public string Path { get; } = path;

    public Step Step { get; set; } = step;

    public List<(ProcedureTask Task, string Path)> Tasks { get; } = [.. step.Tasks.Select(task => (task, $"{path}:Tasks"))];

    /// <summary>Takes over what is set; the rest stays.</summary>
    public void Change(StepOptions change)
    {
        Step = Step with
        {
            Name = change.Name ?? Step.Name,
            Stage = change.Stage ?? Step.Stage,
            From = change.From ?? Step.From,
            To = change.To ?? Step.To,
            Actions = change.Actions is { } actions ? [.. actions.Distinct()] : Step.Actions,
        };
        if (change.Tasks is { } own)
        {
            Tasks.Clear();
            Add(own, nameof(StepOptions.Tasks));
        }

        Add(change.AddTasks, nameof(StepOptions.AddTasks));
    }

    private void Add(IReadOnlyList<TaskOptions> tasks, string list)
    {
        for (var i = 0; i < tasks.Count; i++)
        {
            var (words, ticks) = (Incidents.Words.Clean(tasks[i].Words), tasks[i].Ticks is { } seen ? TaskTicks.Of(seen) : null);
            Tasks.Add((new ProcedureTask(0, words, ticks, tasks[i].NeedsReason), $"{Path}:{list}:{i}"));
        }
    }
}
