using IncidentBot.Core.Alerts;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Verbs;

/// <summary>All is written down. With post-mortem or documentation open it asks for a reason; a task ends with one of four.</summary>
public sealed class CloseVerb : IncidentVerb
{
    public override string Name => "close";

    public override string Usage => "close [INC-7] [reason]";

    public override string Help => "the post-mortem or documentation is done; a task with its reason";

    public override bool LeadsToTheEnd => true;

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 && !incident.Provisional && incident.Ask(Trigger.Close, call.Now).Unmet.Count > 0 ? new WordsForm("close", "Why close it with something open?", "Close") : null;

    public override string PermissionFor(Incident incident, string text) => incident.IsTask ? Permissions.CloseTask : Name;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        if (incident is { IsTask: true, HasEnded: false })
        {
            return TaskProcedure.Reasons.FirstOrDefault(reason => string.Equals(reason, call.Text, StringComparison.OrdinalIgnoreCase)) is { } said
                ? Decision.Accept($"{incident.Id} is closed: {said}.", new Closed(said))
                : Decision.Refuse("Why does the task end?", string.Join(" · ", TaskProcedure.Reasons.Select(reason => $"`close {incident.Id} {reason}`")));
        }

        var move = incident.Ask(Trigger.Close, call.Now, call.Text);
        return move.To is null
            ? Reasons.Refuse(incident, Trigger.Close, move)
            : Decision.Accept($"{incident.Id} is closed.", new Closed(call.Text.Length == 0 ? null : call.Text));
    }
}
