using System.Collections.Immutable;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
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

        if (!incident.Drill && !Next(incident, call, [], "").Any())
        {
            return Decision.Refuse(
                "Everybody on the ladder has declined; there is nobody left to call.",
                $"`page {incident.Id} @who` calls somebody by name{(call.Roster.Hotline is { } hotline ? $"; the hotline is {hotline}" : "")}.");
        }

        return incident.Drill
            ? Decision.Refuse("In a drill nobody is called.", $"`note {incident.Id} <text>` says whom you would have called.")
            : Decision.Accept(Told(incident, call, []), [.. Next(incident, call, [], $"{call.By.Name} asked for it")]);
    }

    /// <summary>The level after the ones that were called; <paramref name="also"/> decline with this very line.</summary>
    internal static IEnumerable<IEvent> Next(Incident incident, VerbCall call, IEnumerable<string> also, string why) =>
        NextLevel(incident, call.Roster, incident.Declined.Union(also)) is { } level && !(call.Roster.HasRota && Called(incident, call, also, level).Count == 0)
            ? [new Escalated(level + 1, [incident.Procedure.Ladder!.RungAt(level).Who], why)]
            : [];

    internal static string Told(Incident incident, VerbCall call, IEnumerable<string> also)
    {
        var called = NextLevel(incident, call.Roster, incident.Declined.Union(also)) is { } level ? Called(incident, call, also, level) : [];
        return called.Count == 0 ? "There is nobody left to call." : $"Called in chat, nobody was phoned: {string.Join(", ", called.Select(person => person.Phone is { } phone ? $"{person.Name} {phone}" : person.Name))}.";
    }

    private static IReadOnlyList<Person> Called(Incident incident, VerbCall call, IEnumerable<string> also, int level) =>
        call.Roster.CalledFor([incident.Procedure.Ladder!.RungAt(level).Who], incident.Declined.Union(also));

    /// <summary>A level whose people have all declined is passed over; null where nobody is called at all.</summary>
    private static int? NextLevel(Incident incident, PeopleRoster roster, ImmutableSortedSet<string> declined)
    {
        if (incident.Drill || incident.Procedure.Ladder is not { Rungs.Count: > 0 } ladder)
        {
            return null;
        }

        var level = incident.LadderLevel;
        while (level < ladder.Rungs.Count - 1
            && roster.CalledFor([ladder.RungAt(level).Who], ImmutableSortedSet<string>.Empty) is { Count: > 0 } there
            && there.All(person => declined.Contains(person.Id)))
        {
            level++;
        }

        return level;
    }
}
