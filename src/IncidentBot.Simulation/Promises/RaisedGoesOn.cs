using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// A P3 or P4 that is raised to a P2 or P1, or for which somebody asks for one, gets a room in each of its chats, or the timeline says why not; once it is there, what is decided
/// later is said there and no longer in the thread (product page, "Words").
/// </summary>
internal static class RaisedGoesOn
{
    /// <summary>As long as a message is tried at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    public static IEnumerable<string> Broken(RunRecord record)
    {
        var posts = record.Effects
            .Where(effect => effect.Row.Operation is Operation.Post && effect.Row.Lane.EndsWith("/room", StringComparison.Ordinal))
            .ToLookup(effect => (effect.Row.Stream, effect.Target));
        foreach (var (stream, entries) in record.Streams)
        {
            if (entries is not [{ Event: Declared { Severity: > Severity.P2, Private: false } declared }, ..]
                || entries.FirstOrDefault(entry => entry.Event is SeverityChanged { To: <= Severity.P2 } or RoomWanted) is not { } raised)
            {
                continue;
            }

            foreach (var target in declared.Targets)
            {
                if (raised.At < record.End - Patience && !IsAnswered(entries, raised, target))
                {
                    yield return $"{stream} was raised, or its room asked for, at {raised.At:O} and has no room of its own in {target}";
                }

                foreach (var astray in Astray(entries, raised, target, posts[(stream, target)]))
                {
                    yield return $"{astray.Row.Id} was said in {target} {astray.Place}, and {stream} had left it";
                }
            }
        }
    }

    private static bool IsAnswered(IReadOnlyList<Recorded> entries, Recorded raised, string target) => entries.Any(entry => entry.At >= raised.At
        && (entry.Event is RoomOpened opened && string.Equals(opened.Target, target, StringComparison.Ordinal)
            || entry.Event is DeliveryFailed failed && string.Equals(failed.Target, target, StringComparison.Ordinal) && failed.What.EndsWith("room", StringComparison.Ordinal)));

    private static IEnumerable<Chat.Effect> Astray(IReadOnlyList<Recorded> entries, Recorded raised, string target, IEnumerable<Chat.Effect> posts)
    {
        var own = entries.Where(entry => entry.Event is RoomOpened opened && string.Equals(opened.Target, target, StringComparison.Ordinal)).ToList();
        if (own.LastOrDefault() is not { Event: RoomOpened room } there || there.At < raised.At)
        {
            return [];
        }

        var left = own.Select(entry => ((RoomOpened)entry.Event).Place).Where(place => !string.Equals(place, room.Place, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        return posts.Where(post => post.Row.At > there.At && left.Contains(post.Place));
    }
}
