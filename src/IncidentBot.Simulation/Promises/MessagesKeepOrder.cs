using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>Promise 5: in every lane of every chat, first effects come in the order of their causes; the chats' own complaints count too.</summary>
internal static class MessagesKeepOrder
{
    public static IEnumerable<string> Broken(RunRecord record)
    {
        var lanes = new LaneOrder();
        foreach (var effect in record.Effects.Where(effect => effect.Before == 0))
        {
            if (lanes.Arrived(effect.Row) is { } disorder)
            {
                yield return disorder;
            }
        }

        foreach (var room in record.Rooms)
        {
            for (var at = 1; at < room.Entries.Count; at++)
            {
                if (room.Entries[at].At < room.Entries[at - 1].At)
                {
                    yield return $"{room.Target} {room.Name}: entry {at + 1} is older than the one before it";
                }
            }
        }

        foreach (var complaint in record.Complaints)
        {
            yield return complaint;
        }
    }
}
