using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>Names the cause, for the status page and the post-mortem.</summary>
public sealed class CauseVerb : IncidentVerb
{
    public override string Name => "cause";

    public override string Usage => "cause [INC-7] <text>";

    public override string Help => "say what caused it";

    public override bool IsFreeText => true;

    public override Decision Decide(Incident incident, VerbCall call) => call.Text.Length == 0
        ? Decision.Refuse("What caused it?", $"`cause {incident.Id} <text>`")
        : Decision.Accept($"Cause of {incident.Id} recorded.", new CauseNamed(call.Text));
}
