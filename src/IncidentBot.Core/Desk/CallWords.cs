using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Desk;

/// <summary>
/// "The declarer sees who is paged, when the next one is, and the number" (product page, "Ladder"): the sentences for whoever declares or
/// raises an incident.
/// </summary>
internal static class CallWords
{
    /// <summary>Of an incident that nobody has acknowledged; begins with a blank.</summary>
    /// <param name="since">When it was declared or raised: other days are named.</param>
    public static string Of(Incident incident, PeopleRoster roster, DateTimeOffset since)
    {
        var due = incident.ResponseDue is { } at ? $" An acknowledgement is due by {Spoken.At(at, incident.Office.Clock(at, since))}." : "";
        if (incident.Drill)
        {
            return $"{due} Nobody is paged.";
        }

        if (incident.Procedure.Ladder is not { } ladder)
        {
            return $"{due} Nobody is called; whoever takes it says `ack {incident.Id}`.";
        }

        var called = roster.CalledFor([Called.Primary], incident.Declined, quiet: incident.IsQuiet(since));
        return called.Count == 0 ? $" Nobody is on call; whoever works on it says `ack {incident.Id}`.{due}"
            : $" {Calling(called, ladder.PagesAtOnce ? "called" : "asked")}{Next(incident, ladder, roster, since)}{due}";
    }

    /// <summary>Of an incident that people work on already: whom its raise calls; begins with a blank.</summary>
    /// <param name="before">The incident without the raise.</param>
    /// <param name="by">Who raises it is not called to it.</param>
    public static string OfRaise(Incident before, Actor by, PeopleRoster roster) =>
        before.Drill ? " Nobody is paged."
        : roster.Primary is not { } primary ? " Nobody is on call."
        : before.Responders.ContainsKey(primary.Id) || string.Equals(primary.Id, by.Id, StringComparison.Ordinal) ? $" Nobody more is called: {primary.Name} is on it."
        : $" {Calling([primary], "called")}";

    private static string Calling(IReadOnlyList<Person> called, string how) => $"{Names(called)} {(called.Count == 1 ? "is" : "are")} {how} in chat only, nobody was phoned{Numbers(called)}.";

    /// <summary>Who is called next, and when.</summary>
    private static string Next(Incident incident, Ladder ladder, PeopleRoster roster, DateTimeOffset since) =>
        incident.NextCall is { } at && roster.CalledInTime(incident.Awake([ladder.RungAt(incident.LadderLevel).Who], at, silence: false), incident.Declined, quiet: incident.IsQuiet(at)) is { Count: > 0 } next
            ? $" Without an answer {Names(next)} {(next.Count == 1 ? "is" : "are")} called at {Spoken.At(at, incident.Office.Clock(at, since))}{(roster.Hotline is { } hotline ? $"; hotline {hotline}" : "")}."
            : "";

    private static string Names(IReadOnlyList<Person> people) => string.Join(", ", people.Select(person => person.Name));

    private static string Numbers(IReadOnlyList<Person> people) =>
        people.Any(person => person.Phone is not null) ? $": {string.Join(", ", people.Where(person => person.Phone is not null).Select(person => people.Count == 1 ? person.Phone : $"{person.Name} {person.Phone}"))}" : "";
}
