using System.Collections.Immutable;
using System.Globalization;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Verbs;

/// <summary>The next level of the ladder, now. A button says how many it was drawn after, so that two presses wake one level.</summary>
public sealed class EscalateVerb : IncidentVerb
{
    public override string Name => "escalate";

    public override string Usage => "escalate [INC-7] [after <level>]";

    public override string Help => "call the next level of the ladder now";

    /// <summary>What a button says.</summary>
    public static string Line(Incident incident) => $"escalate {incident.Id} after {incident.LadderLevel.ToString(CultureInfo.InvariantCulture)}";

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

        if (incident.Drill)
        {
            return Decision.Refuse("In a drill nobody is called.", $"`note {incident.Id} <text>` says whom you would have called.");
        }

        if (Pressed.After(call.Text) is { } after && after < incident.LadderLevel)
        {
            var at = incident.Climbed is { } climbed ? $" at {Spoken.At(climbed.At, incident.Office.Clock(climbed.At, call.Now))}" : "";
            return Pressed.TooLate(incident.Climbed?.By, call.By, $"the next level was called{at}.", $"`escalate {incident.Id}` calls the one after it.");
        }

        if (!Next(incident, call, [], "").Any())
        {
            return Decision.Refuse(
                Reached(incident, call, []) is { Spared: { Count: > 0 } spared } ? $"Nobody new to call: {Already(spared, incident, call)} already." : "Everybody on the ladder has declined; there is nobody left to call.",
                $"`page {incident.Id} @who` calls somebody by name{(call.Roster.Hotline is { } hotline ? $"; the hotline is {hotline}" : "")}.");
        }

        return Decision.Accept(Told(incident, call, []), [.. Next(incident, call, [], $"{call.By.Name} asked for it")]);
    }

    /// <summary>The level after the ones that were called; <paramref name="also"/> decline with this very line.</summary>
    internal static IEnumerable<IEvent> Next(Incident incident, VerbCall call, IEnumerable<string> also, string why) =>
        Reached(incident, call, also) is { } reached && (reached.Called.Count > 0 || !call.Roster.HasRota)
            ? [new Escalated(reached.Level + 1, [incident.Procedure.Ladder!.RungAt(reached.Level).Who], why, reached.Spared.Count > 0 ? reached.Spared : null)]
            : [];

    internal static string Told(Incident incident, VerbCall call, IEnumerable<string> also)
    {
        var reached = Reached(incident, call, also);
        var already = reached is { Spared: { Count: > 0 } spared } ? $" {Already(spared, incident, call)} already." : "";
        return reached is not { Called: { Count: > 0 } called } ? $"There is nobody left to call.{already}"
            : $"Called in chat, nobody was phoned: {string.Join(", ", called.Select(person => person.Phone is { } phone ? $"{person.Name} {phone}" : person.Name))}.{already}";
    }

    /// <summary>A level whose people have all declined, or were called minutes ago, is passed over; null where nobody is called at all.</summary>
    private static Step? Reached(Incident incident, VerbCall call, IEnumerable<string> also)
    {
        if (incident.Drill || incident.Procedure.Ladder is not { Rungs.Count: > 0 } ladder)
        {
            return null;
        }

        var declined = incident.Declined.Union(also);
        List<AlreadyCalled> spared = [];
        for (var level = incident.LadderLevel; ; level++)
        {
            var place = ladder.RungAt(level).Who;
            var last = level >= ladder.Rungs.Count - 1;
            var there = call.Roster.CalledFor([place], last ? declined : ImmutableSortedSet<string>.Empty);
            spared.AddRange(there.Where(person => !declined.Contains(person.Id)).Select(person => incident.JustCalled(person, place, call.Roster, call.Now)).OfType<AlreadyCalled>().Where(one => !spared.Exists(other => string.Equals(other.Person, one.Person, StringComparison.Ordinal))));
            List<Person> fresh = [.. there.Where(person => !declined.Contains(person.Id) && !spared.Exists(one => string.Equals(one.Person, person.Id, StringComparison.Ordinal)))];
            if (last || fresh.Count > 0 || there.Count == 0)
            {
                return new Step(level, fresh, spared);
            }
        }
    }

    /// <summary>"Anna was called at 12:01, Ben at 12:02".</summary>
    private static string Already(IEnumerable<AlreadyCalled> spared, Incident incident, VerbCall call) =>
        string.Join(", ", spared.Select((one, i) => $"{one.Name}{(i == 0 ? " was called" : "")} at {Spoken.At(one.At, incident.Office.Clock(one.At, call.Now))}"));

    private sealed record Step(int Level, IReadOnlyList<Person> Called, IReadOnlyList<AlreadyCalled> Spared);
}
