namespace IncidentBot.Core.Roster;

/// <summary>Section <c>People</c>: who there is, and who is called first.</summary>
public sealed class PeopleOptions
{
    public const string Section = "People";

    internal const string GroupPrefix = "slack/S";

    /// <summary>Everybody the bot knows by name.</summary>
    public IList<PersonOptions> List { get; init; } = [];

    /// <summary>Id of the person who is paged first.</summary>
    public string? Primary { get; set; }

    /// <summary>Id of the person who is paged when the primary does not answer.</summary>
    public string? Secondary { get; set; }

    /// <summary>Id of the Hypercare Lead.</summary>
    public string? Lead { get; set; }

    /// <summary>The number that always reaches somebody.</summary>
    public string? Hotline { get; set; }

    /// <summary>
    /// Ids of the people who are told when nobody answers a P1. A user group of Slack stands for its members: <c>slack/S024BE7LH</c>, and after
    /// a blank what people call it.
    /// </summary>
    public IList<string> P1List { get; init; } = [];

    /// <summary>The group that an entry of a list names; null when it names none.</summary>
    internal static Person? Group(string entry) =>
        entry.Split(' ', 2, StringSplitOptions.TrimEntries) is [var id, ..] parts && id.StartsWith(GroupPrefix, StringComparison.Ordinal) && id[GroupPrefix.Length..] is { Length: >= 2 and <= 31 } rest && rest.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c))
            ? new Person(id, parts is [_, { Length: > 0 } name] ? name : $"the group {id["slack/".Length..]}", null, null, null, [])
            : null;

    /// <summary>Every problem at once, as a setting's path and a sentence; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var chats = new Dictionary<(string Chat, string Id), string>();
        for (var i = 0; i < List.Count; i++)
        {
            var person = List[i];
            var at = $"{Section}:List:{i}";
            if (string.IsNullOrWhiteSpace(person.Id) || person.Id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
            {
                yield return $"{at}:Id must be letters, digits, '-', '_' or '.', for example anna.";
            }
            else if (Incidents.Actor.Bot.Id.Equals(person.Id, StringComparison.OrdinalIgnoreCase))
            {
                yield return $"{at}:Id '{person.Id}' is the bot's own; choose another.";
            }
            else if (!ids.Add(person.Id))
            {
                yield return $"{at}:Id '{person.Id}' is used twice; every person needs an id of their own.";
            }

            if (string.IsNullOrWhiteSpace(person.Name))
            {
                yield return $"{at}:Name is missing; it is what people read.";
            }

            if (person.Zone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            {
                yield return $"{at}:Zone '{zone}' is not a known time zone; use an IANA name such as Europe/Berlin.";
            }

            foreach (var (chat, id) in person.Chats.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                if (!chats.TryAdd((chat, id), person.Id))
                {
                    yield return $"{at}:Chats:{chat} '{id}' belongs to '{chats[(chat, id)]}' already; a chat id is one person's.";
                }
            }
        }

        foreach (var (path, id) in new[] { ("Primary", Primary), ("Secondary", Secondary), ("Lead", Lead) }.Concat(P1List.Select((id, i) => ($"P1List:{i}", (string?)id))))
        {
            if (id is not null && !ids.Contains(id) && !(path.StartsWith(nameof(P1List), StringComparison.Ordinal) && Group(id) is not null))
            {
                yield return Group(id) is null
                    ? $"{Section}:{path} names '{id}', who is not in {Section}:List."
                    : $"{Section}:{path} names the group '{id}'; this place takes one person of {Section}:List. Put the group into {Section}:P1List.";
            }
        }
    }
}

/// <summary>One person of the roster.</summary>
public sealed class PersonOptions
{
    /// <summary>Short and for ever: it stands in every timeline entry of theirs.</summary>
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string? Email { get; set; }

    /// <summary>With the country code; shown to people who have to call.</summary>
    public string? Phone { get; set; }

    /// <summary>IANA name of the person's time zone.</summary>
    public string? Zone { get; set; }

    /// <summary>Roles of the guide's team table, for example "Technical Lead".</summary>
    public IList<string> Roles { get; init; } = [];

    /// <summary>When they can be reached, in the words of the guide's team table: "business hours + on-call".</summary>
    public string? Availability { get; set; }

    /// <summary>Their id in each chat: <c>slack</c> → <c>U024BE7LH</c>.</summary>
    public IDictionary<string, string> Chats { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
