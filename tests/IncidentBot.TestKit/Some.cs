using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.TestKit;

/// <summary>Values that a test needs but does not care about, and the people every test knows.</summary>
public static class Some
{
    /// <summary>When everything begins.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Primary.</summary>
    public static Actor Anna { get; } = new("anna", "Anna");

    /// <summary>Secondary.</summary>
    public static Actor Ben { get; } = new("ben", "Ben");

    /// <summary>The Hypercare Lead.</summary>
    public static Actor Lena { get; } = new("lena", "Lena");

    /// <summary>On the P1 list.</summary>
    public static Actor Paul { get; } = new("paul", "Paul");

    /// <summary>Has a role in the team and is not on call.</summary>
    public static Actor Tom { get; } = new("tom", "Tom");

    /// <summary>In the roster, with neither role nor rota.</summary>
    public static Actor Nina { get; } = new("nina", "Nina");

    /// <summary>Somebody of the workspace whom the roster does not know.</summary>
    public static Actor Stranger { get; } = new("slack/U77", "Sam");

    /// <summary>Anna first, then Ben, Lena leads; a hotline and a P1 list.</summary>
    public static PeopleRoster Roster { get; } = PeopleRoster.From(People());

    public static PeopleOptions People() => new()
    {
        Primary = "anna",
        Secondary = "ben",
        Lead = "lena",
        Hotline = "+49 30 999",
        P1List = { "paul" },
        List =
        {
            new PersonOptions { Id = "anna", Name = "Anna", Phone = "+49 30 111", Zone = "Europe/Berlin", Chats = { ["slack"] = "U1" } },
            new PersonOptions { Id = "ben", Name = "Ben", Chats = { ["slack"] = "U2" } },
            new PersonOptions { Id = "lena", Name = "Lena", Phone = "+49 30 333", Roles = { "Hypercare Lead" } },
            new PersonOptions { Id = "paul", Name = "Paul" },
            new PersonOptions { Id = "tom", Name = "Tom", Roles = { "Technical Lead" } },
            new PersonOptions { Id = "nina", Name = "Nina" },
        },
    };

    /// <summary>A delivery id that no other call in this test run gets, without chance.</summary>
    public static DeliveryId Delivery() => new($"test/{Interlocked.Increment(ref s_deliveries)}");

    private static int s_deliveries;
}
