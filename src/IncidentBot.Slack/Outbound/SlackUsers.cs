using IncidentBot.Core.Roster;

namespace IncidentBot.Slack.Outbound;

/// <summary>A person of ours as a user of Slack: by the roster, or because they came from Slack.</summary>
internal static class SlackUsers
{
    private const string Prefix = SlackModule.Name + "/";

    /// <param name="person">A roster id (<c>anna</c>) or a chat id (<c>slack/U024BE7LH</c>).</param>
    /// <returns>Null when Slack does not know them.</returns>
    public static string? Of(PeopleRoster roster, string person) =>
        person.StartsWith(Prefix, StringComparison.Ordinal) ? Id(person[Prefix.Length..])
        : roster.ChatIdOf(person, SlackModule.Name) is { } known ? Id(known)
        : null;

    /// <summary>Slack's id of a group that a list names; nobody else's name calls a group.</summary>
    public static string? GroupOf(PeopleRoster roster, string person) => SlackGroups.All(roster).Any(group => string.Equals(group.Id, person, StringComparison.Ordinal)) ? person[Prefix.Length..] : null;

    /// <summary>Only what looks like an id of Slack becomes a mention.</summary>
    private static string? Id(string text) => text.Length is >= 2 and <= 32 && text[0] is 'U' or 'W' && text.All(char.IsAsciiLetterOrDigit) ? text : null;
}
