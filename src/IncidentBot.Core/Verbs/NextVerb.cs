using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Verbs;

/// <summary>
/// Enters the next step. Open tasks stay open and can be ticked later; nobody is asked for reasons at 3 AM. A button names the step it was
/// drawn in, so that two presses are one step.
/// </summary>
public sealed class NextVerb : IncidentVerb
{
    public override string Name => "next";

    public override string Usage => "next [INC-7] [from <step>]";

    public override string Help => "enter the next step";

    /// <summary>What a button says.</summary>
    /// <param name="step">The one it stands in.</param>
    public static string Line(IncidentId incident, string step) => $"next {incident} from {step}";

    public override Decision Decide(Incident incident, VerbCall call)
    {
        if (incident.IsOpen && Pressed.From(call.Text) is { } from && !string.Equals(from, Words.Clean(incident.State), StringComparison.OrdinalIgnoreCase))
        {
            return Pressed.TooLate(incident.MovedBy, call.By, $"{incident.Id} is in {incident.State}.", $"`next {incident.Id}` goes on from there.");
        }

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
