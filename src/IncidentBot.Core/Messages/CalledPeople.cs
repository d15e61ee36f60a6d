using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Messages;

/// <summary>Whom a message calls, and whom it leaves in peace (product page, "Ladder" and "Noise rule"). Pure.</summary>
internal sealed class CalledPeople(PeopleRoster roster)
{
    /// <summary>The declarer, and who is on call where somebody has to answer: a P4 and a drill leave them in peace.</summary>
    public List<string> Invited(Incident incident)
    {
        List<string> people = incident.DeclaredBy.IsAlert ? [] : [incident.DeclaredBy.Id];
        if (roster.Primary is { } primary && !incident.Drill && incident.Procedure.Response is not null && !people.Contains(primary.Id, StringComparer.Ordinal))
        {
            people.Add(primary.Id);
        }

        return people;
    }

    /// <summary>The first rung; an empty rota is the Lead and the P1 list (product page, "Ladder").</summary>
    public IReadOnlyList<Person> Paged(Incident incident, DateTimeOffset at) => roster.CalledFor([Called.Primary], incident.Declined, quiet: incident.IsQuiet(at));

    /// <summary>Who cannot take it is not asked again; an empty rota is whom the ladder called in its place.</summary>
    public IReadOnlyList<Person> Answering(Incident incident, DateTimeOffset at) =>
        incident.Drill ? [] : roster.CalledFor([Called.Primary, Called.Secondary], incident.Declined, quiet: incident.IsQuiet(at));

    /// <summary>A breach is told once, to the room and the Lead; whom else to call is the ladder's business.</summary>
    public List<Person> Breached(Incident incident, DateTimeOffset at) => incident.Drill || incident.IsQuiet(at) ? [] : [.. new[] { roster.Lead }.OfType<Person>()];

    /// <summary>Whoever is called because nobody commands: the Lead, and at night of a P2 who is on call.</summary>
    public IReadOnlyList<Person> Commanding(Incident incident, DateTimeOffset at) =>
        roster.CalledFor(incident.IsQuiet(at) ? [Called.Primary, Called.Secondary] : [Called.Lead], incident.Declined, incident.JustPaged(at), incident.IsQuiet(at));

    /// <summary>
    /// The Lead hears of a P1 as soon as people work on it (product page, table of the P1, "Triage"): null where that is not now, or where they
    /// are in on it already.
    /// </summary>
    public Person? LeadInformed(Incident after, IReadOnlyList<Recorded> events) =>
        after is { Severity: Severity.P1, Drill: false, IsOpen: true, AcknowledgedAt: { } answered }
        && events.Any(entry => (entry.Event is Acknowledged && entry.At == answered) || entry.Event is SeverityChanged { To: Severity.P1 })
        && roster.Lead is { } lead && !after.Responders.ContainsKey(lead.Id) && !events.Any(entry => string.Equals(entry.By.Id, lead.Id, StringComparison.Ordinal)) ? lead : null;
}
