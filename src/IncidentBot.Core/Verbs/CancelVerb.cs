using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Verbs;

/// <summary>A false alarm; needs a reason, and ends everything the incident still had planned.</summary>
public sealed class CancelVerb : IncidentVerb
{
    public override string Name => "cancel";

    public override string Usage => "cancel [INC-7] <reason>";

    public override string Help => "a false alarm: ends it with a reason";

    public override bool LeadsToTheEnd => true;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var move = incident.Ask(Trigger.Cancel, call.Now, call.Text);
        return move.To is null
            ? Reasons.Refuse(incident, Trigger.Cancel, move)
            : Decision.Accept($"{incident.Id} is cancelled: {call.Text}", new Cancelled(call.Text));
    }
}
