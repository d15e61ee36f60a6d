using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Messages;

/// <summary>
/// Every verb that makes sense for an incident as it stands and has no button on its card, as a button. What needs words opens a form.
/// </summary>
public static class IncidentMenu
{
    /// <summary>What stands on the card is not repeated.</summary>
    public static IReadOnlyList<Button> Of(Incident incident)
    {
        var onCard = IncidentButtons.Of(incident).Select(button => button.Line).ToHashSet(StringComparer.Ordinal);
        return [.. All(incident).Where(button => !onCard.Contains(button.Line))];
    }

    private static IEnumerable<Button> All(Incident incident) => [.. Working(incident), .. Ending(incident), .. Telling(incident), .. Looking(incident)];

    /// <summary>People, steps and clocks of one that is open.</summary>
    private static IEnumerable<Button> Working(Incident incident)
    {
        var id = incident.Id;
        if (!incident.HasEnded)
        {
            yield return new Button("I take part", $"join {id}");
            if (incident.OpenTasks.Any())
            {
                yield return new Button("Tick a task", $"done {id}");
            }

            if (incident.OpenTasks.Any(task => !task.IsMove))
            {
                yield return new Button("Leave a task out", $"skip {id}");
            }

            if (UndoVerb.Undoable(incident).Any())
            {
                yield return new Button("Take a tick back", $"undo {id}");
            }

            yield return new Button("Give a role", $"role {id}");
        }

        if (!incident.IsOpen)
        {
            yield break;
        }

        if (incident.AwaitsAcknowledgement)
        {
            yield return new Button("I cannot take it", $"decline {id}");
        }
        else if (incident.Procedure.FirstOf(StepPhase.Alert) is not null)
        {
            yield return new Button("Hand the command over", $"handover {id}");
            yield return new Button("Take command", $"lead {id}");
        }

        if (!incident.Drill)
        {
            yield return new Button("Call somebody", $"page {id} {PageVerb.Somebody}");
        }

        yield return new Button("Playbooks", $"playbook {id}");
        yield return new Button("Change the severity", $"severity {id}");
        if (incident.Pause is not null)
        {
            yield return new Button("Let the clock go on", $"resume {id}");
        }
        else if (incident is { ResolutionClock.Runs: true, MitigatedAt: null })
        {
            yield return new Button("Pause the clock", $"pause {id}");
        }

        if (incident is { AwaitsAcknowledgement: false, Procedure.Updates: not null })
        {
            yield return new Button("No reminders for 30 min", $"snooze {id} 30");
        }

        if (incident is { HasOwnRoom: false, IsTask: false })
        {
            yield return new Button("A room of its own", $"room {id}");
        }
    }

    private static IEnumerable<Button> Ending(Incident incident)
    {
        var id = incident.Id;
        var allowed = incident.Permitted(incident.ResolvedAt ?? incident.DeclaredAt, "asked by a menu");
        if (allowed.Contains(Trigger.Merge))
        {
            yield return new Button("Merge into another one", $"merge {id}");
        }

        if (allowed.Contains(Trigger.Cancel))
        {
            yield return new Button("It is no incident", $"cancel {id}");
        }

        if (allowed.Contains(Trigger.Reopen))
        {
            yield return new Button("Reopen", $"reopen {id}");
        }
    }

    /// <summary>Facts, for the status page and the post-mortem; possible after the end too.</summary>
    private static IEnumerable<Button> Telling(Incident incident)
    {
        var id = incident.Id;
        if (!incident.IsCancelled)
        {
            yield return new Button("Name the cause", $"cause {id}");
            yield return new Button("Describe the impact", $"impact {id}");
        }

        if (incident is { Ticket: null, Drill: false, IsCancelled: false } && incident.Procedure.First.Actions?.Contains(StepAction.CreateTicket) == true)
        {
            yield return new Button("Name the ticket", $"ticket {id}");
        }

        yield return new Button("Rate a component", $"component {id}");
        if (!incident.HasEnded)
        {
            yield return new Button("Rename", $"title {id}");
        }

        yield return new Button("Note", $"note {id}");
        if (!incident.IsCancelled)
        {
            yield return new Button("Keep a lesson", $"log {id} {LogVerb.Lesson}");
            yield return new Button("Add an action item", $"action {id} add");
        }
    }

    private static IEnumerable<Button> Looking(Incident incident)
    {
        foreach (var (label, verb) in new[] { ("Summary", "summary"), ("Timeline", "timeline"), ("Who does what", "who"), ("Links", "links"), ("Contacts", "contacts"), ("Post-mortem", "postmortem") })
        {
            yield return new Button(label, $"{verb} {incident.Id}");
        }
    }
}
