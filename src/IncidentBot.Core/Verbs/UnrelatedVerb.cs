using IncidentBot.Core.Alerts;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Verbs;

/// <summary>The alert that ended the verification has nothing to do with the fix: it goes on where it stood, and so does its watch.</summary>
public sealed class UnrelatedVerb : IncidentVerb
{
    public override string Name => "unrelated";

    public override string Usage => "unrelated [INC-7] <reason>";

    public override string Help => "the alert that came after the fix is about something else: the watch goes on";

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 && incident.Interrupted is not null ? new WordsForm("unrelated", "Why is it unrelated?", incident.Procedure.Watch is null ? "Continue" : "Continue the watch") : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        if (incident.Interrupted is null || incident.Ask(Trigger.Fix, call.Now).To is not { } to)
        {
            return Decision.Refuse(incident.Procedure.Watch is null ? $"No alert came after the fix of {incident.Id}." : $"No alert has ended a watch of {incident.Id}.", $"`status {incident.Id}` shows what is next.");
        }

        return call.Text.Length == 0
            ? Decision.Refuse("Please say why it is unrelated.", $"`unrelated {incident.Id} <reason>`")
            : Decision.Accept($"{incident.Id} is back in {to}{(incident.Procedure.Watch is null ? "" : "; its watch goes on")}.", new AlertUnrelated(call.Text), new StepEntered(to, incident.Procedure.Find(to).Phase));
    }
}
