using IncidentBot.Core.Actions;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;

namespace IncidentBot.Api;

/// <summary>What people see of an incident in their chats, as data.</summary>
/// <param name="Roles">Role → who has it.</param>
/// <param name="Responders">Ids of those who take part.</param>
internal sealed record IncidentState(
    IReadOnlyList<TaskState> Tasks,
    ClockState? Response,
    ClockState? Resolution,
    string? Pause,
    IReadOnlyDictionary<string, string> Roles,
    IReadOnlyList<string> Responders,
    IReadOnlyList<Update> Updates,
    string? Cause,
    Impact? Impact,
    IReadOnlyDictionary<string, ComponentStatus> Components,
    IReadOnlyList<ActionItem> Actions,
    IReadOnlyList<string> Playbooks,
    AlertState? Alerts)
{
    public static IncidentState Of(Incident incident) => new(
        [.. incident.Procedure.Steps.SelectMany(step => step.Tasks.Select(task => new TaskState(task.Number, step.Name, task.Words, incident.Done.Contains(task.Number)))), .. incident.Playbooks.SelectMany(playbook => playbook.Tasks.Select(task => new TaskState(task.Number, playbook.Title, task.Words, incident.Done.Contains(task.Number)))), .. incident.ByHand.Select(task => new TaskState(task.Number, "By hand", task.Words, incident.Done.Contains(task.Number)))],
        Clock(incident.ResponseClock, incident, ClockKind.Response),
        Clock(incident.ResolutionClock, incident, ClockKind.Resolution),
        incident.Pause?.Reason,
        incident.RolesGiven.ToDictionary(role => role.Key, role => role.Value.Name, StringComparer.Ordinal),
        [.. incident.Responders.Keys],
        incident.Updates,
        incident.Cause,
        incident.Impact,
        incident.Components,
        incident.Actions,
        [.. incident.Playbooks.Select(playbook => playbook.Name)],
        incident.Alerts is { } alerts ? new AlertState(alerts.Total, alerts.Firing, alerts.Shown) : null);

    private static ClockState? Clock(SlaClock? clock, Incident incident, ClockKind kind) => clock is null ? null : new ClockState(clock.Due, clock.Runs, incident.AtRisk.Contains(kind), incident.EverBreached.Contains(kind));
}

/// <summary>A task, with the step or playbook it belongs to; "By hand" for a text that somebody has to send.</summary>
internal sealed record TaskState(int Number, string Of, string Words, bool Done);

/// <summary>A promise: when its target passes, and whether it still runs.</summary>
internal sealed record ClockState(DateTimeOffset Due, bool Runs, bool AtRisk, bool Breached);

/// <summary>The linked alerts; of many the first few are shown.</summary>
internal sealed record AlertState(int Total, int Firing, IReadOnlyList<LinkedAlert> Shown);
