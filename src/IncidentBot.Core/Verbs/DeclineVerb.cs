using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>"Can't take it": calls the next level at once (product page, "Acknowledging").</summary>
public sealed class DeclineVerb : IncidentVerb
{
    public override string Name => "decline";

    public override string Usage => "decline [INC-7]";

    public override string Help => "you cannot take it: the next level is called at once";

    public override Decision Decide(Incident incident, VerbCall call)
    {
        if (!incident.AwaitsAcknowledgement)
        {
            return Decision.Refuse($"{incident.Id} waits for nobody's acknowledgement.", incident.IsCommander(call.By.Id) ? $"To give up the command: `lead {incident.Id} pass`." : $"`status {incident.Id}` shows who works on it.");
        }

        if (!call.Roster.IsPageable(call.By.Id) && !incident.PagedByName.ContainsKey(call.By.Id))
        {
            return Decision.Refuse("Only people who are called can decline.", $"`status {incident.Id}` shows who is called next.");
        }

        return incident.Declined.Contains(call.By.Id)
            ? Decision.Refuse($"You declined {incident.Id} already.", $"Changed your mind? `ack {incident.Id}`.")
            : Decision.Accept($"Thank you for saying so. {EscalateVerb.Told(incident, call, [call.By.Id])}", [new Declined(), .. EscalateVerb.Next(incident, call, [call.By.Id], $"{call.By.Name} cannot take it")]);
    }
}
