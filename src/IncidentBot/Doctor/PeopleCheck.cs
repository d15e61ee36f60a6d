using IncidentBot.Core.Doctor;
using IncidentBot.Core.Roster;

namespace IncidentBot.Doctor;

/// <summary>Whether somebody would be reached at 3 AM.</summary>
internal static class PeopleCheck
{
    private const string Area = "people";

    public static IEnumerable<Finding> Look(PeopleRoster roster)
    {
        if (!roster.HasRota)
        {
            yield return Finding.Warning(Area, "Nobody is on call: no page would reach anybody.", "Set People:List and People:Primary, People:Secondary and People:Lead.");
            yield break;
        }

        foreach (var (role, person) in new[] { ("Primary", roster.Primary), ("Secondary", roster.Secondary), ("Lead", roster.Lead) })
        {
            if (person is null)
            {
                yield return Finding.Warning(Area, $"There is no {role.ToLowerInvariant()}: the ladder has a step that reaches nobody.", $"Set People:{role} to the id of a person.");
            }
        }

        if (roster.P1List.IsEmpty)
        {
            yield return Finding.Warning(Area, "The P1 list is empty: after 15 minutes without an answer nobody more is told.", "Set People:P1List.");
        }

        foreach (var person in OnCall(roster).Where(person => !person.IsGroup && string.IsNullOrWhiteSpace(person.Phone)))
        {
            yield return Finding.Warning(Area, $"{person.Id} is on call and has no phone number: nobody can ring them.", "Set Phone for that person in People:List.");
        }

        if (string.IsNullOrWhiteSpace(roster.Hotline))
        {
            yield return Finding.Warning(Area, "There is no hotline.", "Set People:Hotline to the number that always reaches somebody.");
        }

        yield return Finding.Warning(Area, "No pager is connected: a page is a message in the chat, and nobody is phoned.", "Until one is, every page carries the numbers of People:List and People:Hotline; somebody has to ring them.");

        if (roster is { Primary: not null, Secondary: not null, Lead: not null })
        {
            yield return Finding.Good(Area, $"{roster.Everyone.Count()} people; {roster.Primary.Id}, {roster.Secondary.Id} and {roster.Lead.Id} are called in that order.");
        }
    }

    private static IEnumerable<Person> OnCall(PeopleRoster roster) => new[] { roster.Primary, roster.Secondary, roster.Lead }
        .OfType<Person>()
        .Concat(roster.P1List)
        .DistinctBy(person => person.Id, StringComparer.Ordinal);
}
