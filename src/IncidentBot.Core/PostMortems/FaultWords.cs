using System.Text.RegularExpressions;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.PostMortems;

/// <summary>
/// A name next to a word of fault (integrations page, section 17: "Gentle check for names next to fault words: suggest the role"). It stands in
/// nobody's way: whoever gives the post-mortem out or shares it is told where it reads as if somebody were to blame.
/// </summary>
/// <param name="Where">"the cause", "lesson 2", "entry 14".</param>
/// <param name="Name">As it stands there.</param>
/// <param name="Word">As it stands there.</param>
/// <param name="Role">What to say in place of the name.</param>
public sealed partial record FaultWords(string Where, string Name, string Word, string Role)
{
    /// <summary>Said of people whose role nobody knows.</summary>
    private const string AnyRole = "the person on it";

    /// <summary>The cause, the impact and the lessons.</summary>
    public static IReadOnlyList<FaultWords> In(Incident incident, PeopleRoster roster) => In(incident, roster, []);

    /// <summary>Everything that the post-mortem quotes from people: those, and the notes and reasons of the timeline.</summary>
    public static IReadOnlyList<FaultWords> In(Incident incident, PeopleRoster roster, IReadOnlyList<Recorded> entries)
    {
        var people = People(incident, roster, entries);
        return
        [
            .. Find("the cause", incident.Cause, people),
            .. Find("the impact", incident.Impact?.Text, people),
            .. incident.Lessons.SelectMany(lesson => Find($"lesson {lesson.Number}", lesson.Text, people)),
            .. Enumerable.Range(0, entries.Count).SelectMany(at => Find($"entry {at + 1}", Typed(entries[at].Event), people)),
        ];
    }

    /// <summary>"lesson 2 names Ben beside 'forgot': say 'the communications lead'".</summary>
    public override string ToString() => $"{Where} names {Name} beside '{Word}': say '{Role}'";

    private static string? Typed(IEvent entry) => entry switch
    {
        Noted note => note.Text,
        Resolved resolved => resolved.Reason,
        Reopened reopened => reopened.Reason,
        Closed closed => closed.Reason,
        TaskSkipped skipped => skipped.Reason,
        _ => null,
    };

    private static IEnumerable<FaultWords> Find(string where, string? text, IReadOnlyList<(string Name, string Role)> people)
    {
        foreach (var sentence in SentenceEnd().Split(text ?? ""))
        {
            if (Fault().Match(sentence) is { Success: true } fault && people.FirstOrDefault(one => Names(sentence, one.Name)) is { Name: { } name, Role: { } role })
            {
                yield return new FaultWords(where, name, fault.Value, role);
            }
        }
    }

    /// <summary>A whole word, and written as a name is: "Will forgot" is one, "it will" is none.</summary>
    private static bool Names(string sentence, string name)
    {
        for (var at = sentence.IndexOf(name, StringComparison.Ordinal); at >= 0; at = sentence.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(sentence[at - 1])) && (end == sentence.Length || !char.IsLetterOrDigit(sentence[end])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whole names before first names, so that the longer one is quoted.</summary>
    private static List<(string Name, string Role)> People(Incident incident, PeopleRoster roster, IReadOnlyList<Recorded> entries)
    {
        var known = entries.Select(entry => entry.By).Where(by => !by.IsBot).Select(by => (by.Id, by.Name))
            .Concat(incident.Responders.Select(one => (Id: one.Key, Name: one.Value)))
            .Concat(roster.Everyone.Select(person => (person.Id, person.Name)))
            .DistinctBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => (one.Name, Role: RoleOf(incident, roster, one.Id))).ToList();
        return
        [
            .. known,
            .. known.Select(one => (Name: one.Name.Split(' ')[0], one.Role)).Where(one => one.Name.Length > 1 && char.IsUpper(one.Name[0])),
        ];
    }

    private static string RoleOf(Incident incident, PeopleRoster roster, string id) =>
        incident.IsCommander(id) ? "the commander"
        : incident.RolesGiven.Where(given => string.Equals(given.Value.Id, id, StringComparison.Ordinal)).Select(given => given.Key).FirstOrDefault() is { } given ? $"the {given}"
        : string.Equals(roster.Primary?.Id, id, StringComparison.Ordinal) || string.Equals(roster.Secondary?.Id, id, StringComparison.Ordinal) ? "the engineer on call"
        : string.Equals(roster.Lead?.Id, id, StringComparison.Ordinal) ? "the Lead"
        : incident.Responders.ContainsKey(id) ? "a responder"
        : AnyRole;

    [GeneratedRegex(@"(?<=[.!?;])\s+|\n", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        @"\b(faults?|blames?|blamed|mistakes?|mistakenly|forgot|forgotten|failed to|neglected|negligent|careless|carelessly|sloppy|incompetent|stupid|ignored|overlooked|missed|broke|should(?:n't| not)? have|wrongly|human error|screwed up|messed up)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fault();
}
