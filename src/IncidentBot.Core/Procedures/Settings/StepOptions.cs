namespace IncidentBot.Core.Procedures.Settings;

/// <summary>What is different about a step, or a whole step of the team's own.</summary>
public sealed class StepOptions
{
    /// <summary>What the team calls it, if not by its key.</summary>
    public string? Name { get; set; }

    /// <summary>What it is to the workflow; a shipped step keeps its own.</summary>
    public StepPhase? Phase { get; set; }

    /// <summary>Which step of the other severities it corresponds to; a step of the team's own takes that of the step before it.</summary>
    public Stage? Stage { get; set; }

    /// <summary>The key of the step it follows; a new step stands last in its phase, a shipped one where it always stood.</summary>
    public string? After { get; set; }

    /// <summary>The window in which it should be done begins this long after the declaration.</summary>
    public TimeSpan? From { get; set; }

    /// <summary>And ends then.</summary>
    public TimeSpan? To { get; set; }

    /// <summary>Its tasks, in place of the shipped ones.</summary>
    public IReadOnlyList<TaskOptions>? Tasks { get; init; }

    /// <summary>Tasks beside those it has.</summary>
    public IReadOnlyList<TaskOptions> AddTasks { get; init; } = [];

    /// <summary>What the bot does by itself, in place of what is shipped.</summary>
    public IReadOnlyList<StepAction>? Actions { get; init; }

    /// <summary>The team does without this step.</summary>
    public bool Remove { get; set; }
}

/// <summary>Something people tick off.</summary>
public sealed class TaskOptions
{
    public string Words { get; set; } = string.Empty;

    /// <summary>What the bot sees and then ticks it by itself; not set: people tick it.</summary>
    public TaskTick? Ticks { get; set; }

    /// <summary>Leaving it open asks for a reason.</summary>
    public bool NeedsReason { get; set; }
}
