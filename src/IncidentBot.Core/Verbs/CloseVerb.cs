using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Verbs;

/// <summary>All is written down. With post-mortem or documentation open it asks for a reason.</summary>
public sealed class CloseVerb : IncidentVerb
{
    public override string Name => "close";

    public override string Usage => "close [INC-7] [reason]";

    public override string Help => "the post-mortem or documentation is done";

    public override bool LeadsToTheEnd => true;

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 && incident.Ask(Trigger.Close, call.Now).Unmet.Count > 0 ? new WordsForm("close", "Why close it with something open?", "Close") : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var move = incident.Ask(Trigger.Close, call.Now, call.Text);
        return move.To is null
            ? Reasons.Refuse(incident, Trigger.Close, move)
            : Decision.Accept($"{incident.Id} is closed.", new Closed(call.Text.Length == 0 ? null : call.Text));
    }
}
