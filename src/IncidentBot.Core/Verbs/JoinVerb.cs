using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>"I take part": makes a responder without touching the response clock, at any time before the end.</summary>
public sealed class JoinVerb : IncidentVerb
{
    public override string Name => "join";

    public override string Usage => "join [INC-7]";

    public override string Help => "take part: you are a responder from now on";

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var id = incident.Id;
        if (incident.HasEnded)
        {
            return Decision.Refuse($"{id} has ended; there is nothing to take part in.", Reasons.NoteInstead(incident));
        }

        if (incident.Responders.ContainsKey(call.By.Id))
        {
            return Decision.Refuse($"You are a responder of {id} already.", $"`status {id}` shows what is next.");
        }

        return incident.AwaitsAcknowledgement
            ? Decision.Accept($"You take part in {id}. It still needs an acknowledgement: `ack {id}`.", new Joined())
            : Decision.Accept($"You take part in {id}{(incident.CommanderName is { } name ? $"; {name} is commander" : "")}.", new Joined());
    }
}
