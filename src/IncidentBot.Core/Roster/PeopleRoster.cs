using System.Collections.Immutable;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Roster;

/// <summary>A person the bot knows by name.</summary>
public sealed record Person(string Id, string Name, string? Phone, string? Email, string? Zone, ImmutableArray<string> Roles)
{
    /// <summary>When they can be reached, as people read it; null = not said.</summary>
    public string? Availability { get; init; }

    /// <summary>A group of a chat (<c>slack/S024BE7LH</c>), called as a whole.</summary>
    public bool IsGroup => Id.StartsWith(PeopleOptions.GroupPrefix, StringComparison.Ordinal);

    /// <summary>Somebody who is in no configuration.</summary>
    /// <param name="id">With the chat in front: <c>slack/U024BE7LH</c>.</param>
    public static Person OfChat(string id, string name) => new(id, name, null, null, null, []);

    public Actor AsActor() => new(Id, Name);
}

/// <summary>Who there is and who is called first; a value, made anew when the configuration changes.</summary>
public sealed class PeopleRoster
{
    private readonly ImmutableSortedDictionary<string, Person> _people;
    private readonly ImmutableDictionary<(string Target, string Id), Person> _byChat;

    private PeopleRoster(ImmutableSortedDictionary<string, Person> people, ImmutableDictionary<(string Target, string Id), Person> byChat)
    {
        _people = people;
        _byChat = byChat;
    }

    public static PeopleRoster Empty { get; } = From(new PeopleOptions());

    public Person? Primary { get; private init; }

    public Person? Secondary { get; private init; }

    public Person? Lead { get; private init; }

    public string? Hotline { get; private init; }

    public ImmutableArray<Person> P1List { get; private init; } = [];

    /// <summary>Who is in the groups of the lists.</summary>
    public GroupMembers Members { get; } = new();

    /// <summary>Members of the chats, in the list or not.</summary>
    public OtherPeople Others { get; } = new();

    public IEnumerable<Person> Everyone => _people.Values;

    /// <summary>Who is to be told of incidents: everybody with a role that calls them a stakeholder.</summary>
    public IEnumerable<Person> Stakeholders => Everyone.Where(person => person.Roles.Any(role => role.Contains("stakeholder", StringComparison.OrdinalIgnoreCase)));

    /// <summary>People who may be paged: an empty rota means anybody may answer.</summary>
    public bool HasRota => Primary is not null || Secondary is not null || Lead is not null || P1List.Length > 0;

    /// <summary>Expects options without <see cref="PeopleOptions.Problems"/>.</summary>
    public static PeopleRoster From(PeopleOptions options)
    {
        var people = options.List.ToImmutableSortedDictionary(
            p => p.Id,
            p => new Person(p.Id, p.Name, p.Phone, p.Email, p.Zone, [.. p.Roles]) { Availability = p.Availability },
            StringComparer.Ordinal);
        var byChat = options.List
            .SelectMany(p => p.Chats.Select(chat => ((chat.Key, chat.Value), people[p.Id])))
            .ToImmutableDictionary(entry => entry.Item1, entry => entry.Item2);
        Person? Named(string? id) => id is null ? null : people.GetValueOrDefault(id);
        return new PeopleRoster(people, byChat)
        {
            Primary = Named(options.Primary),
            Secondary = Named(options.Secondary),
            Lead = Named(options.Lead),
            Hotline = options.Hotline,
            P1List = [.. options.P1List.Select(id => PeopleOptions.Group(id) ?? Named(id)).OfType<Person>()],
        };
    }

    /// <summary>
    /// Who is called for these places of the rota. Where nobody holds them, or everybody there has declined, it is whoever stands next on the rota:
    /// the secondary, the Lead, the P1 list. Only a rota without anybody on call is the Lead and the P1 list at once (product page, "Ladder").
    /// </summary>
    /// <param name="spared">Were called minutes ago: they stand for their place and are not called again.</param>
    /// <param name="quiet">Only who is on call is woken, whoever of them has declined (<see cref="Incident.IsQuiet"/>).</param>
    public IReadOnlyList<Person> CalledFor(IReadOnlyCollection<Called> places, IReadOnlySet<string> declined, IReadOnlyCollection<AlreadyCalled>? spared = null, bool quiet = false)
    {
        var there = Willing(places, declined);
        IReadOnlyList<Person> wanted = there.Count > 0 || places.Count == 0 ? there : Next(places, declined, quiet);
        return spared is { Count: > 0 } ? [.. wanted.Where(person => !IsAmong(spared, person))] : wanted;
    }

    /// <summary>Who the ladder calls when its time has come: where everybody has declined they are called all the same, because the deadline does not go away.</summary>
    public IReadOnlyList<Person> CalledInTime(IReadOnlyCollection<Called> places, IReadOnlySet<string> declined, IReadOnlyCollection<AlreadyCalled>? spared = null, bool quiet = false) =>
        CalledFor(places, declined, spared, quiet) is { Count: > 0 } called ? called
        : spared is not null && CalledFor(places, declined, quiet: quiet).Any(person => IsAmong(spared, person)) ? []
        : CalledFor(places, ImmutableSortedSet<string>.Empty, quiet: quiet);

    private List<Person> Next(IReadOnlyCollection<Called> places, IReadOnlySet<string> declined, bool quiet)
    {
        if (Primary is null && Secondary is null)
        {
            return Willing([Called.Lead, Called.List], declined);
        }

        IEnumerable<Called> next = quiet ? [Called.Primary, Called.Secondary] : [.. Enum.GetValues<Called>().Where(place => place > places.Min()), Called.Lead];
        return next.Select(place => Willing([place], declined)).FirstOrDefault(people => people.Count > 0) ?? [];
    }

    private List<Person> Willing(IEnumerable<Called> places, IReadOnlySet<string> declined) => [.. places.SelectMany(PeopleAt).Where(person => !declined.Contains(person.Id)).Distinct()];

    /// <summary>Is called when that place of the rota is.</summary>
    public bool IsAt(Called place, string id) => PeopleAt(place).Any(person => Is(person, id));

    /// <summary>A person named in a command; whoever works on the incident already is known in any case.</summary>
    public Person? FindNamed(string word, Incident incident)
    {
        var bare = Bare(word);
        return FindNamed(word) ?? incident.Responders
            .Where(one => bare.Length > 0 && (Same(one.Key, bare) || Same(one.Value, bare) || (one.Key.IndexOf('/', StringComparison.Ordinal) is > 0 and var at && Same(one.Key[(at + 1)..], bare))))
            .Select(one => Person.OfChat(one.Key, one.Value)).FirstOrDefault();
    }

    /// <summary>A person named in a command: <c>@ben</c>, <c>ben</c>, a name, or the chat's own mention (<c>&lt;@U2|ben&gt;</c>).</summary>
    public Person? FindNamed(string word)
    {
        var bare = Bare(word);
        return Find(bare)
            ?? Everyone.FirstOrDefault(person => string.Equals(person.Id, bare, StringComparison.OrdinalIgnoreCase) || string.Equals(person.Name, bare, StringComparison.OrdinalIgnoreCase))
            ?? _byChat.OrderBy(entry => entry.Key.Target, StringComparer.Ordinal).FirstOrDefault(entry => string.Equals(entry.Key.Id, bare, StringComparison.Ordinal)).Value
            ?? Others.Find(bare);
    }

    private static string Bare(string word) => word.Trim().TrimStart('<').TrimEnd('>', ',', ':').TrimStart('@').Split('|')[0];

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<Person> PeopleAt(Called place) => place switch
    {
        Called.Primary => new[] { Primary }.OfType<Person>(),
        Called.Secondary => new[] { Secondary }.OfType<Person>(),
        Called.Lead => new[] { Lead }.OfType<Person>(),
        _ => P1List,
    };

    public Person? Find(string id) => _people.GetValueOrDefault(id);

    /// <summary>The person behind an id of one chat.</summary>
    public Person? FindByChat(string target, string id) => _byChat.GetValueOrDefault((target, id));

    /// <summary>The id by which one chat knows a person of the roster; null when it does not.</summary>
    public string? ChatIdOf(string person, string target) =>
        _byChat.Where(entry => entry.Key.Target == target && entry.Value.Id == person).Select(entry => entry.Key.Id).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>By whose clock somebody lives: the list has the first word, a chat that knows them the next. Null = nobody says; then it is the team's.</summary>
    /// <param name="id">Of the list, or with the chat in front.</param>
    /// <returns>An IANA name.</returns>
    public string? ZoneOf(string id) =>
        Find(id)?.Zone ?? Others.ZoneOf(target => id.StartsWith($"{target}/", StringComparison.Ordinal) ? id[(target.Length + 1)..] : ChatIdOf(id, target));

    /// <summary>On call: who declares an incident then is on it.</summary>
    public bool IsOnCall(string id) => Is(Primary, id) || Is(Secondary, id);

    /// <summary>May be paged, sooner or later, and so may acknowledge anything.</summary>
    public bool IsPageable(string id) => IsOnCall(id) || Is(Lead, id) || P1List.Any(person => Is(person, id)) || Members.Include(id);

    public bool IsLead(string id) => Is(Lead, id);

    /// <summary>Has one of the team's roles, on call or not.</summary>
    public bool HasRole(string id) => Find(id) is { Roles.Length: > 0 };

    private static bool IsAmong(IReadOnlyCollection<AlreadyCalled> called, Person person) => called.Any(one => Is(person, one.Person));

    private static bool Is(Person? person, string id) => string.Equals(person?.Id, id, StringComparison.Ordinal);
}
