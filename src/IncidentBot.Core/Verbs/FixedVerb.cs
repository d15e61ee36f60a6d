using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Verbs;

/// <summary>The fix is in. Allowed from any step after the acknowledgement; lists what is open without asking for reasons.</summary>
public sealed class FixedVerb : IncidentVerb
{
    public override string Name => "fixed";

    public override IReadOnlyList<string> Synonyms => ["mitigated"];

    public override string Usage => "fixed [INC-7]";

    public override string Help => "the fix is in: verification and its watch begin";

    public override bool LeadsToTheEnd => true;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var move = incident.Ask(Trigger.Fix, call.Now);
        if (move.To is not { } to)
        {
            return Reasons.Refuse(incident, Trigger.Fix, move);
        }

        var open = incident.Procedure.Steps.Where(step => step.Phase is StepPhase.Alert or StepPhase.Work).SelectMany(step => step.Tasks)
            .Where(task => task.TicksItself is null or TaskTicks.TicketCreated && !incident.Done.Contains(task.Number))
            .Select(task => task.Number)
            .ToList();
        var now = string.Join(" · ", incident.Procedure.Find(to).Tasks.Where(task => !incident.Done.Contains(task.Number)).Select(task => $"{task.Number} {task.Words}"));
        var watch = incident.Procedure.Watch is not null && incident.Alerts is { RedFiring: > 0 } ? " The watch begins when the last red alert has cleared."
            : incident.Procedure.Watch is { } length ? $" The watch runs until {Spoken.At(call.Now + length, incident.Office.Clock(call.Now + length))}." : "";
        var left = open.Count == 0 ? "" : $" Left open: {(open.Count == 1 ? "task" : "tasks")} {string.Join(", ", open)}.";
        var (drafts, offer) = ClosingTexts.For(incident, PublicStage.Monitoring, call.Now, over: null);
        return Decision.Accept(
            $"{incident.Id} is in {to}.{watch}{(now.Length == 0 ? "" : $" To tick: {now}.")}{left}{ClosingTexts.Words(offer)}",
            [new Mitigated(), .. Ticks.For(incident, TaskTicks.Mitigated), new StepEntered(to, incident.Procedure.Find(to).Phase), .. drafts]) with
        { Card = offer };
    }
}
