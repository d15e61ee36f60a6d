using System.Text.Json.Serialization;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;

namespace IncidentBot.Core.Procedures;

/// <summary>
/// The ordered steps for a severity, as data: the workflow is built from it, cards show it, and it is frozen onto an incident when it is
/// declared.
/// </summary>
/// <param name="Response">From declaration to the first acknowledgement; null = no such clock.</param>
/// <param name="Resolution">From declaration to the fix; null = no such clock.</param>
/// <param name="Watch">How long after the fix nothing may happen; null = no watch.</param>
public sealed record Procedure(
    Severity Severity,
    IReadOnlyList<Step> Steps,
    TimeSpan? Response,
    TimeSpan? Resolution,
    TimeSpan? Watch)
{
    /// <summary>When both clocks run; null = day and night.</summary>
    public WorkingHours? Hours { get; init; }

    /// <summary>Null: nobody is called.</summary>
    public Ladder? Ladder { get; init; }

    /// <summary>Null: nobody is asked for updates.</summary>
    public Cadence? Updates { get; init; }

    /// <summary>A pause of the resolution clock ends by itself after this, unless renewed; null = with the next working day.</summary>
    public TimeSpan? PauseLapses { get; init; }

    /// <summary>How long after its end an incident's own conversations stay open; null = for ever.</summary>
    public TimeSpan? RoomsKeptFor { get; init; }

    /// <summary>When reminders arrive that wake nobody; null in entries of older versions = Monday to Friday, UTC.</summary>
    public WorkingHours? Office { get; init; }

    /// <summary>An investigation task, not an incident: it ends with a reason and is in no figure.</summary>
    public bool IsTask { get; init; }

    /// <summary>What stops the resolution clock.</summary>
    public ResolutionStop ResolutionStopsAt { get; init; }

    public Step First => Steps[0];

    public Step Find(string name)
    {
        // Asked for every entry of every timeline, so by index: a query would allocate each time.
        for (var i = 0; i < Steps.Count; i++)
        {
            if (string.Equals(Steps[i].Name, name, StringComparison.Ordinal))
            {
                return Steps[i];
            }
        }

        throw new ArgumentException($"The procedure has no step '{name}'.", nameof(name));
    }

    public Step? FirstOf(StepPhase phase)
    {
        for (var i = 0; i < Steps.Count; i++)
        {
            if (Steps[i].Phase == phase)
            {
                return Steps[i];
            }
        }

        return null;
    }

    public Step? LastOf(StepPhase phase) => Steps.LastOrDefault(step => step.Phase == phase);
}

/// <summary>A stretch of the procedure.</summary>
/// <param name="From">Minutes after declaration in which it should be done begin here; null = no window.</param>
/// <param name="To">The window's end; null = open.</param>
public sealed record Step(string Name, StepPhase Phase, IReadOnlyList<ProcedureTask> Tasks, TimeSpan? From = null, TimeSpan? To = null)
{
    /// <summary>What it corresponds to at other severities; null in entries of older versions and where there is no such row.</summary>
    public Stage? Stage { get; init; }

    /// <summary>What the bot does by itself in this step; null in entries of older versions = what was shipped then.</summary>
    public IReadOnlyList<StepAction>? Actions { get; init; }
}

/// <summary>Something that the bot does by itself in a step.</summary>
public enum StepAction
{
    /// <summary>When the window begins, a public text is drafted and offered; at its end people are asked to approve it.</summary>
    OfferPublicText,

    /// <summary>With the first acknowledgement the ticket's text is ready; somebody creates it while no ticket system is connected.</summary>
    CreateTicket,

    /// <summary>The links of the settings are shown when the step is entered.</summary>
    ShowLinks,

    /// <summary>Playbooks that fit the title are shown when the step is entered.</summary>
    SuggestPlaybook,

    /// <summary>The stakeholders get the facts in the window, once somebody has acknowledged, else at its end.</summary>
    TellStakeholders,
}

/// <summary>What a step is to the workflow, whatever a team calls it.</summary>
public enum StepPhase
{
    /// <summary>Nobody has acknowledged yet.</summary>
    Alert,

    /// <summary>People are working on it.</summary>
    Work,

    /// <summary>The fix is in and is being watched.</summary>
    Verify,

    /// <summary>Resolved; what is left is writing it down.</summary>
    After,
}

/// <summary>Something a person ticks off, or the bot when it can see it done.</summary>
/// <param name="Number">Unique in the incident, never renumbered.</param>
/// <param name="TicksItself">The task is ticked by this event of the bot: <c>acknowledged</c>; null = by people only.</param>
/// <param name="NeedsReason">Leaving it open asks for a reason (smoke tests, post-mortem).</param>
public sealed record ProcedureTask(int Number, string Words, string? TicksItself = null, bool NeedsReason = false)
{
    /// <summary>It is the move itself (acknowledging, the fix), so it can be neither skipped nor taken back by hand.</summary>
    [JsonIgnore]
    public bool IsMove => TicksItself is TaskTicks.Acknowledged or TaskTicks.Mitigated;
}
