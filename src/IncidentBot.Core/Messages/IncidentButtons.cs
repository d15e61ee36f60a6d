using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Messages;

/// <summary>
/// What can be pressed on an incident's card (product page, "Chat vocabulary"). Every button is a verb. A card is the same for all who read it, so it
/// offers what the incident allows and not what each reader may: a button that came and went would be looked for at 3 AM by the one person who may
/// press it. Whoever may not is told who may, and a responder without an active commander is asked one question whose answer is one more press.
/// What one person may stands behind <c>more</c>.
/// </summary>
public static class IncidentButtons
{
    /// <summary>Buttons the workflow allows now; it is asked, so a card never offers what the desk would refuse outright.</summary>
    public static IReadOnlyList<Button> Of(Incident incident)
    {
        var id = incident.Id;
        var buttons = new List<Button>();
        var known = incident.Permitted(incident.ResolvedAt ?? incident.DeclaredAt, "asked by a card");
        if (incident.AwaitsAcknowledgement)
        {
            buttons.Add(new Button("Acknowledge", $"ack {id}", Primary: true));
        }

        buttons.AddRange(AlertCards.Confirming(incident));
        var worked = incident is { IsOpen: true, AwaitsAcknowledgement: false, Procedure.Updates: not null };
        if (incident.IsOpen && incident.Commander is null && incident.AcknowledgedAt is not null)
        {
            buttons.Add(new Button("Take command", LeadVerb.LineWhileFree(incident), Primary: true));
        }

        if (worked)
        {
            buttons.Add(new Button("Update", $"update {id}"));
        }

        if (known.Contains(Trigger.Next))
        {
            buttons.Add(new Button("Next step", NextVerb.Line(id, incident.State)));
        }

        if (known.Contains(Trigger.Fix))
        {
            buttons.Add(new Button("Fix is in", $"fixed {id}"));
        }

        if (incident is { IsOpen: true, MitigatedAt: null, Drill: false, Procedure.Ladder: not null })
        {
            buttons.Add(new Button("Escalate", EscalateVerb.Line(incident), incident.AwaitsAcknowledgement ? null : $"Call the next level for {id}?"));
        }

        if (known.Contains(Trigger.Resolve))
        {
            buttons.Add(Resolve(incident));
        }

        if (ClosingText(incident) is { } draft)
        {
            buttons.Add(new Button("Publish the closing text", $"publish {id} {draft.Number}", $"Send this to the public? {Incidents.Words.Cut(draft.Text, 200)}", Primary: true));
        }

        if (known.Contains(Trigger.Close))
        {
            buttons.Add(new Button("Close", $"close {id}", $"Close {id}?"));
        }

        return buttons;
    }

    /// <summary>The way to everything that has no button on the card.</summary>
    public static Button More(Incident incident) => new("More", $"more {incident.Id}");

    public static Button Resolve(Incident incident) =>
        new("Resolve", $"resolve {incident.Id}", $"Resolve {incident.Id}?", Primary: incident.WatchCompleted);

    /// <summary>What would close the entry on the status page; null where none is open, or nothing is drafted.</summary>
    internal static Update? ClosingText(Incident incident) =>
        incident is { PublicOpen: true, IsOpen: false } ? incident.Updates.LastOrDefault(update => update is { Published: null, Stage: PublicStage.Resolved }) : null;
}
