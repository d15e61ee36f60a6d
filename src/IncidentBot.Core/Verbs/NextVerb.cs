using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Verbs;

/// <summary>Enters the next step. Open tasks stay open and can be ticked later; nobody is asked for reasons at 3 AM.</summary>
public sealed class NextVerb : IncidentVerb
{
    public override string Name => "next";

    public override string Usage => "next [INC-7]";

    public override string Help => "enter the next step";

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var move = incident.Ask(Trigger.Next, call.Now);
        if (move.To is not { } to)
        {
            return Reasons.Refuse(incident, Trigger.Next, move);
        }

        var step = incident.Procedure.Find(to);
        var open = step.Tasks.Where(task => !incident.Done.Contains(task.Number)).Select(task => $"{task.Number} {task.Words}").ToList();
        return Decision.Accept(
            open.Count == 0 ? $"{incident.Id} is in {to}." : $"{incident.Id} is in {to}: {string.Join(" · ", open)}.",
            new StepEntered(to, step.Phase));
    }
}
