using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Verbs;

/// <summary>It is not over: back to fixing, from the watch or within 60 minutes of the resolve. Nobody is paged; the actor is on it.</summary>
public sealed class ReopenVerb : IncidentVerb
{
    public override string Name => "reopen";

    public override string Usage => "reopen [INC-7] <reason>";

    public override string Help => "it is back: within 60 minutes of the resolve";

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 && incident.Ask(Trigger.Reopen, call.Now).To is not null ? new WordsForm("reopen", "What is back?", "Reopen") : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var move = incident.Ask(Trigger.Reopen, call.Now, call.Text);
        if (move.To is not { } to)
        {
            return Reasons.Refuse(incident, Trigger.Reopen, move);
        }

        if (call.Text.Length == 0)
        {
            return Decision.Refuse("Please say what is back.", $"`reopen {incident.Id} <reason>`");
        }

        return Decision.Accept(
            $"{incident.Id} is back in {to}.",
            [new Reopened(call.Text), .. Joining(incident, call), new StepEntered(to, incident.Procedure.Find(to).Phase)]);
    }

    /// <summary>Whoever reopens it counts as acknowledged (product page, "Ends").</summary>
    private static IEnumerable<IEvent> Joining(Incident incident, VerbCall call) =>
        incident.Procedure.FirstOf(StepPhase.Alert) is null || (incident.AcknowledgedAt is not null && incident.Responders.ContainsKey(call.By.Id)) ? [] : [new Acknowledged()];
}
