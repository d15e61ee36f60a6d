using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;

namespace IncidentBot.Simulation.People;

/// <summary>The people of a simulated company: those on the roster, and those who are not and use the bot all the same.</summary>
public static class Cast
{
    public static Actor Anna { get; } = new("anna", "Anna Berg");

    public static Actor Ben { get; } = new("ben", "Ben Okafor");

    public static Actor Chris { get; } = new("chris", "Chris Lindqvist");

    public static Actor Dora { get; } = new("dora", "Dora Marković");

    public static Actor Emil { get; } = new("emil", "Emil Nakamura");

    public static Actor Farah { get; } = new("farah", "Farah Haddad");

    /// <summary>In the workspace, not on the roster; their names are as hostile as a chat allows.</summary>
    public static IReadOnlyList<Actor> Members { get; } =
    [
        new("slack/U0GINA", "Gina Rossi"),
        new("slack/U0HUGO", "Hugo <!channel> Weiss"),
        new("slack/U0IRIS", "Iris \u202Eevil\u202C Tan"),
    ];

    public static IReadOnlyList<Actor> OnRoster { get; } = [Anna, Ben, Chris, Dora, Emil, Farah];

    /// <summary>Anna is called first, Ben second, Chris leads; Dora is on the P1 list; Emil and Farah have roles only.</summary>
    public static PeopleOptions Roster() => new()
    {
        List =
        {
            Person(Anna, "+49 30 5550101", "Technical Lead"),
            Person(Ben, "+49 30 5550102", "L3 Support"),
            Person(Chris, "+49 30 5550103", "Hypercare Lead"),
            Person(Dora, "+49 30 5550104", "Operations Manager"),
            Person(Emil, null, "L2 Support"),
            Person(Farah, null, "Communications Lead"),
        },
        Primary = Anna.Id,
        Secondary = Ben.Id,
        Lead = Chris.Id,
        Hotline = "+49 30 5550999",
        P1List = { Dora.Id },
    };

    /// <summary>The cast as a reader of a transcript needs it.</summary>
    internal static IEnumerable<string> WhoIsWho()
    {
        yield return $"{Anna.Name} is primary on call, {Ben.Name} secondary; {Chris.Name} is the Lead; {Dora.Name} is on the P1 list.";
        yield return $"{Farah.Name} speaks for the team, {Emil.Name} is on the second support line, {Members[0].Name} is not on the roster.";
    }

    private static PersonOptions Person(Actor actor, string? phone, string role) => new()
    {
        Id = actor.Id,
        Name = actor.Name,
        Email = $"{actor.Id}@private.example",
        Phone = phone,
        Zone = "Europe/Berlin",
        Roles = { role },
        Chats = { ["slack"] = $"U0{actor.Id.ToUpperInvariant()}" },
    };
}
