using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Messages;

/// <summary>
/// What is private has no other place than its room. Where that is missing, or the bot is not let into it, each of its people is told in a
/// conversation of their own: a page that nobody hears is worse than a message too many. Pure.
/// </summary>
internal sealed class Directly(PeopleRoster roster)
{
    internal const string Mend = "What the entry about the room says mends it.";

    private readonly CalledPeople _called = new(roster);

    /// <summary>Those whom the chat knows: whoever has something to do with it, is on call for it, or is called by the message.</summary>
    /// <returns>Nobody where that is not the way: it is not private, it came too late, or it would fail there as well.</returns>
    public IReadOnlyList<(string Id, string Name)> Whom(OutboxRow row, Outcome outcome, History history, Incident incident, DateTimeOffset now) =>
        !incident.Private || now >= row.GiveUpAt ? []
        : (row.Operation, outcome) is (Operation.OpenRoom, Outcome.Dead) or (Operation.Post { Key: null, Body: Body.Fixed }, Outcome.Dead { NoPlace: true }) ? Named(ItsPeople(incident).Concat(Called(row).SelectMany(Everybody)), row, incident)
        : (row.Operation, outcome) is (Operation.Invite invite, Outcome.Dropped { NoPlace: true }) ? LateComers(row, invite, history, incident)
        : [];

    /// <summary>Whoever is to come and has not heard yet that there is nowhere to come to: once each, before anything else that they are told.</summary>
    private IReadOnlyList<(string Id, string Name)> LateComers(OutboxRow row, Operation.Invite invite, History history, Incident incident)
    {
        List<Recorded> events = [.. history.Events];
        var at = events.FindIndex(entry => entry.Event is DeliveryFailed { What: DeliveryFailed.Room } failed && string.Equals(failed.Target, row.Target, StringComparison.Ordinal));
        if (at < 0)
        {
            return [];
        }

        HashSet<string> heard = new(ItsPeople(Incident.Fold(history with { Version = at + 1, Events = events[..(at + 1)] })), StringComparer.Ordinal);
        HashSet<string> named = new(events.Skip(at).Select(entry => entry.Event).OfType<DeliveryFailed>().Where(failed => string.Equals(failed.What, DeliveryFailed.Invitation, StringComparison.Ordinal)).SelectMany(failed => failed.Directly ?? []), StringComparer.Ordinal);
        return [.. Named(invite.People.SelectMany(Everybody).Where(person => !heard.Contains(person)), row, incident).Where(person => !named.Contains(person.Name))];
    }

    private IEnumerable<string> ItsPeople(Incident incident) => Newcomers.Belonging(incident).Concat(_called.Invited(incident)).SelectMany(Everybody);

    private IReadOnlyList<(string Id, string Name)> Named(IEnumerable<string> people, OutboxRow row, Incident incident) =>
        [.. people.Distinct(StringComparer.Ordinal).Where(person => IsKnown(person, row.Target)).Select(person => (person, NameOf(person, incident, row)))];

    /// <summary>The entry about the failure names those who heard of it all the same.</summary>
    public static IEvent Saying(IEvent happened, IReadOnlyList<(string Id, string Name)> told) =>
        happened is DeliveryFailed failed && told.Count > 0 ? failed with { Directly = [.. told.Select(person => person.Name)] } : happened;

    /// <summary>As urgent and as long wanted as what could not be said; in a lane for each person, so that nobody waits for another.</summary>
    public static IEnumerable<OutboxRow> Rows(OutboxRow row, Outcome outcome, IReadOnlyList<(string Id, string Name)> told, Consequences consequences)
    {
        var dead = outcome switch
        {
            Outcome.Dead gone => gone,
            Outcome.Dropped { NoPlace: true } gone => new Outcome.Dead(gone.Why, Mend),
            _ => null,
        };
        if (dead is null)
        {
            return [];
        }

        var prefix = $"{row.Stream}/{consequences.After.Version}/";
        var body = row.Operation is Operation.Post post ? post.Body : new Body.Fixed(NoticeCards.NoRoom(consequences.After, dead));
        return told.Select((person, i) => row with
        {
            Id = new RowId($"{prefix}{Lane.Next(consequences.Outbox, prefix) + i}"),
            Lane = $"{row.Target}:{row.Stream}/to/{person.Id}",
            Operation = new Operation.Whisper(person.Id, body),
            Needs = [],
            Coalesce = null,
        });
    }

    private IEnumerable<string> Everybody(string person) => roster.Members.Of(person) ?? [person];

    private bool IsKnown(string person, string target) =>
        person.StartsWith($"{target}/", StringComparison.Ordinal) ? roster.P1List.All(one => one.Id != person || !one.IsGroup) : roster.ChatIdOf(person, target) is not null;

    private string NameOf(string person, Incident incident, OutboxRow row) =>
        roster.Find(person)?.Name
        ?? (incident.DeclaredBy.Id == person ? incident.DeclaredBy.Name : incident.Responders.GetValueOrDefault(person))
        ?? Mentions(row).FirstOrDefault(mention => mention.Person == person)?.Name
        ?? person;

    private static IEnumerable<string> Called(OutboxRow row) => Mentions(row).Select(mention => mention.Person);

    private static IEnumerable<Span.Mention> Mentions(OutboxRow row) => row.Operation is Operation.Post { Body: Body.Fixed said } ? said.Card.Mentions : [];
}
