using System.Collections.Concurrent;
using System.Reflection;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// What people wrote, wherever an event keeps it: every text of every event, except the few that are known to be something else. An event
/// that is added later is covered until somebody says here that it holds no words.
/// </summary>
internal static class FreeTexts
{
    /// <summary>Names of things and words of the bot: not what somebody typed.</summary>
    private static readonly HashSet<(Type, string)> NotTyped =
    [
        (typeof(Declared), nameof(Declared.Targets)),
        (typeof(CommanderNamed), nameof(CommanderNamed.Person)),
        (typeof(StepEntered), nameof(StepEntered.Step)),
        (typeof(RoomOpened), nameof(RoomOpened.Target)),
        (typeof(RoomOpened), nameof(RoomOpened.Place)),
        (typeof(RoomOpened), nameof(RoomOpened.Instead)),
        (typeof(DeliveryFailed), nameof(DeliveryFailed.Target)),
        (typeof(DeliveryFailed), nameof(DeliveryFailed.Why)),
        (typeof(DeliveryFailed), nameof(DeliveryFailed.Mend)),
        (typeof(DeliveryFailed), nameof(DeliveryFailed.Directly)),
        (typeof(GlassBroken), nameof(GlassBroken.Verb)),
        (typeof(DeclarationSeen), nameof(DeclarationSeen.Incident)),
    ];

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = [];

    public static IEnumerable<string> Of(IEvent happened)
    {
        foreach (var property in Known.GetOrAdd(happened.GetType(), Properties))
        {
            switch (property.GetValue(happened))
            {
                case string text:
                    yield return text;
                    break;
                case IEnumerable<string> texts:
                    foreach (var text in texts)
                    {
                        yield return text;
                    }

                    break;
            }
        }
    }

    public static IEnumerable<string> Names(Type happened) => Properties(happened).Select(property => property.Name);

    private static PropertyInfo[] Properties(Type happened) =>
    [
        .. happened.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => (property.PropertyType == typeof(string) || typeof(IEnumerable<string>).IsAssignableFrom(property.PropertyType)) && !NotTyped.Contains((happened, property.Name))),
    ];
}
