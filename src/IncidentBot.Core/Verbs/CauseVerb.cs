using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>Names the cause, for the status page and the post-mortem.</summary>
public sealed class CauseVerb : IncidentVerb
{
    public override string Name => "cause";

    public override string Usage => "cause [INC-7] <text>";

    public override string Help => "say what caused it";

    public override bool IsFreeText => true;

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 && !incident.IsCancelled ? new WordsForm("cause", "What caused it?", "Save") : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        if (call.Text.Length == 0)
        {
            return Decision.Refuse("What caused it?", $"`cause {incident.Id} <text>`");
        }

        // Status page "identified" is offered when the cause is named (product page, table of the P1); the cause itself stays inside.
        var (drafts, offer) = incident is { IsOpen: true, MitigatedAt: null } ? ClosingTexts.For(incident, PublicStage.Identified, call.Now, over: null) : ([], null);
        return Decision.Accept($"Cause of {incident.Id} recorded.{(offer is null ? "" : " A public text that says so is ready to publish.")}", [new CauseNamed(call.Text), .. drafts]) with { Card = offer };
    }
}
