using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Verbs;

/// <summary>A false alarm; needs a reason, and ends everything the incident still had planned.</summary>
public sealed class CancelVerb : IncidentVerb
{
    public override string Name => "cancel";

    public override string Usage => "cancel [INC-7] <reason>";

    public override string Help => "a false alarm: ends it with a reason";

    public override bool LeadsToTheEnd => true;

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 && incident.Ask(Trigger.Cancel, call.Now).Unmet is [IncidentWorkflow.NoReason] ? new WordsForm("cancel", "Why is it no incident?", "End it") : null;

    /// <summary>Any responder may say that an alert was a false alarm, as long as nobody has confirmed it.</summary>
    public override string PermissionFor(Incident incident, string text) => incident.Provisional ? Permissions.Confirm : Name;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var move = incident.Ask(Trigger.Cancel, call.Now, call.Text);
        if (move.To is null)
        {
            return Reasons.Refuse(incident, Trigger.Cancel, move);
        }

        var (texts, offer) = ClosingTexts.For(incident, PublicStage.Resolved, call.Now, "It was a false alarm.", UpdateTexts.FalseAlarm);
        return Decision.Accept($"{incident.Id} is cancelled: {Words.Ended(call.Text)}{ClosingTexts.Words(offer)}", [new Cancelled(call.Text), .. texts]) with { Card = offer };
    }
}
