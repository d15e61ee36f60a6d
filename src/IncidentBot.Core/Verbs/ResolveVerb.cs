using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;

namespace IncidentBot.Core.Verbs;

/// <summary>It is over. Before the watch has ended, or with checks left open, a reason is asked and marked.</summary>
public sealed class ResolveVerb : IncidentVerb
{
    public override string Name => "resolve";

    public override IReadOnlyList<string> Synonyms => ["resolved"];

    public override string Usage => "resolve [INC-7] [reason]";

    public override string Help => "it is over; a reason ends the watch early";

    public override bool LeadsToTheEnd => true;

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 && !incident.Provisional && incident.Ask(Trigger.Resolve, call.Now).Unmet.Count > 0 ? new WordsForm("resolve", "Why now? Checks or the watch are open.", "Resolve") : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var move = incident.Ask(Trigger.Resolve, call.Now, call.Text);
        if (move.To is not { } to)
        {
            return Reasons.Refuse(incident, Trigger.Resolve, move);
        }

        var firing = incident.Alerts?.RedFiring ?? 0;
        var early = incident.WatchEnds is not null || incident.WatchWaits || firing > 0;
        var how = firing > 0 ? $" while {(firing == 1 ? "a red alert still fires" : $"{firing} red alerts still fire")}" : early ? " before its watch had ended" : "";
        var missed = incident.StoppedByResolve(early, call.Now) is { Due: var due, StoppedAt: { } stopped } && due <= stopped && !incident.Breached.Contains(ClockKind.Resolution)
            ? $" The resolution target passed at {incident.Office.Clock(due, call.Now)}: a fix that was not verified to the end stops no clock."
            : null;
        var (texts, offer) = ClosingTexts.For(incident, PublicStage.Resolved, call.Now, $"Resolved at {incident.Office.DayAndClock(call.Now)}.{(incident.Cause is null ? "" : " The cause is known.")}");
        var (after, close) = (incident.Procedure.Find(to), $"`close {incident.Id}`");
        return Decision.Accept(
            $"{incident.Id} is resolved{how}. Next: {(after.Tasks.Count == 0 && !incident.NeedsPostMortem ? close : $"{to}, then {close}")}.{missed}{ClosingTexts.Words(offer)}",
            [new Resolved(call.Text.Length == 0 ? null : call.Text, early, firing), .. missed is null ? [] : new[] { new ClockBreached(ClockKind.Resolution) }, new StepEntered(to, after.Phase), .. PostmortemVerb.Begin(incident, call.Roster), .. texts]) with
        { Card = offer };
    }
}
