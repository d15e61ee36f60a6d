using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;

namespace IncidentBot.Core.Alerts;

/// <summary>
/// The procedure of a yellow alert: open → claimed → closed with a reason, or promoted. It is an incident's stream without an incident's
/// weight: no clocks, no room, no pages, in no figure. What it becomes when it is promoted is an ordinary change of severity.
/// </summary>
public static class TaskProcedure
{
    public const string Open = "Open";

    public const string Claimed = "Claimed";

    /// <summary>Why a task ends (integrations page, section 10).</summary>
    public static IReadOnlyList<string> Reasons { get; } = ["fixed", "false alarm", "accepted", "known"];

    /// <summary>Whoever closed it so expects it to come again, and wants to hear nothing of it for a day.</summary>
    public static bool IsExpected(string? reason) => reason is "accepted" or "known";

    public static Procedure For(WorkingHours office, AlertSettings settings) => new(
        Severity.P3,
        [
            new Step(Open, StepPhase.Alert, [new ProcedureTask(1, "Claim it", TaskTicks.Acknowledged)]),
            new Step(Claimed, StepPhase.Work, []),
        ],
        Response: null,
        Resolution: null,
        Watch: null)
    {
        IsTask = true,
        Office = office,
        Ladder = new Ladder(
            [new Rung(TimeSpan.Zero, Called.Primary, Pages: false), new Rung(settings.TaskReminder, Called.Primary, Pages: false), new Rung(settings.TaskDue, Called.Lead, Pages: false)],
            RepeatEvery: null),
    };
}
