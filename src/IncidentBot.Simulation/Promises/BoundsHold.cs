using System.Text;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// Promise 7, as far as it shows from outside: replies, posts a minute, timeline length, ended incidents that leave memory, how often
/// people are called (<see cref="CallsAreFew"/>) and why (<see cref="SilenceIsAskedFirst"/>), and the store's tables (<see cref="TablesAreBounded"/>).
/// </summary>
internal static class BoundsHold
{
    /// <summary>Engine protocol, bounds.</summary>
    private const int MostEntries = 10_000;

    /// <summary>An ended incident may stay a little longer than its 24 hours, because nothing wakes the store for it alone.</summary>
    private static readonly TimeSpan LeavesWithin = TimeSpan.FromHours(48);

    public static IEnumerable<string> Broken(RunRecord record) => [.. Replies(record), .. Posts(record), .. Timelines(record), .. Memory(record), .. TablesAreBounded.Broken(record), .. CallsAreFew.Broken(record), .. SilenceIsAskedFirst.Broken(record)];

    private static IEnumerable<string> Replies(RunRecord record) => record.Commits
        .Where(commit => commit.Change.Reply is { } reply && Encoding.UTF8.GetByteCount(reply.Text) > Reply.MaxBytes)
        .Select(commit => $"the reply to {commit.Change.Delivery} is longer than {Reply.MaxBytes} bytes");

    private static IEnumerable<string> Posts(RunRecord record)
    {
        foreach (var room in record.Rooms)
        {
            var posts = room.Entries.OfType<RoomEntry.Posted>().Select(post => post.At).ToList();
            for (var at = record.Surroundings.PostsPerMinute; at < posts.Count; at++)
            {
                if (posts[at] - posts[at - record.Surroundings.PostsPerMinute] < TimeSpan.FromMinutes(1))
                {
                    yield return $"{room.Target} {room.Name}: more than {record.Surroundings.PostsPerMinute} posts in the minute before {posts[at]:O}";
                }
            }
        }
    }

    private static IEnumerable<string> Timelines(RunRecord record) => record.Streams
        .Where(stream => stream.Key.IsIncident && stream.Value.Count > MostEntries)
        .Select(stream => $"{stream.Key} has {stream.Value.Count} entries");

    /// <summary>Only at the end: a start has in memory what the last base had, and lets it leave as soon as its threads run.</summary>
    private static IEnumerable<string> Memory(RunRecord record)
    {
        foreach (var stream in record.Recoveries.Count == 0 ? [] : record.Recoveries[^1].LiveStreams)
        {
            if (record.Streams.GetValueOrDefault(stream) is { Count: > 0 } entries && Owing.EndOf(entries) is { } end && !Owing.IsRemindedOf(entries) && record.End - entries[^1].At > LeavesWithin)
            {
                yield return $"{stream} ended at {end.At:O} and is still in memory";
            }
        }
    }
}
