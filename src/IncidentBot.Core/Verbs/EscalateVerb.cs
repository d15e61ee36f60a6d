using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Verbs;

/// <summary>The next level of the ladder, now.</summary>
public sealed class EscalateVerb : IncidentVerb
{
    public override string Name => "escalate";

    public override string Usage => "escalate [INC-7]";

    public override string Help => "call the next level of the ladder now";

    public override Decision Decide(Incident incident, VerbCall call)
    {
        if (!incident.IsOpen)
        {
            return Decision.Refuse($"{incident.Id} is over; nobody is called.", Reasons.NoteInstead(incident));
        }

        if (incident.Procedure.Ladder is null)
        {
            return Decision.Refuse($"A {incident.Severity} has no ladder.", $"`page {incident.Id} @who` calls somebody, `severity {incident.Id} p1 <reason>` raises it.");
        }

        return incident.Drill
            ? Decision.Refuse("In a drill nobody is called.", $"`note {incident.Id} <text>` says whom you would have called.")
            : Decision.Accept(Told(incident, call, []), [.. Next(incident, $"{call.By.Name} asked for it")]);
    }

    /// <summary>The level after the ones that were called.</summary>
    internal static IEnumerable<IEvent> Next(Incident incident, string why) =>
        incident.Procedure.Ladder is { Rungs.Count: > 0 } ladder && !incident.Drill
            ? [new Escalated(incident.LadderLevel + 1, [ladder.RungAt(incident.LadderLevel).Who], why)]
            : [];

    internal static string Told(Incident incident, VerbCall call, IEnumerable<string> also)
    {
        var declined = incident.Declined.Union(also);
        var called = incident.Procedure.Ladder is { Rungs.Count: > 0 } ladder && !incident.Drill
            ? call.Roster.CalledFor([ladder.RungAt(incident.LadderLevel).Who], declined)
            : [];
        return called.Count == 0 ? "There is nobody left to call." : $"Called in chat, nobody was phoned: {string.Join(", ", called.Select(person => person.Phone is { } phone ? $"{person.Name} {phone}" : person.Name))}.";
    }
}
