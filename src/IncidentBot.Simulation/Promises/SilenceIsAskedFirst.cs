using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// Part of promise 7: after the acknowledgement the bot climbs the ladder by itself for one reason only: the room was asked, and for ten
/// minutes no person did anything ("Silent … asked once, then the ladder. Working people are never escalated"). Told from the entries alone.
/// </summary>
internal static class SilenceIsAskedFirst
{
    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromMinutes(10);

    public static IEnumerable<string> Broken(RunRecord record) => record.Streams.SelectMany(stream => Broken(stream.Key, stream.Value));

    private static IEnumerable<string> Broken(StreamId stream, IReadOnlyList<Recorded> entries)
    {
        var (acknowledged, asked) = (false, (DateTimeOffset?)null);
        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                case Acknowledged:
                    acknowledged = true;
                    break;
                case Nagged nagged when nagged.Of.Contains(NagKind.Silence):
                    if (asked is not null)
                    {
                        yield return $"{stream} asked a silent room twice by {entry.At:O}";
                    }

                    asked = entry.At;
                    break;
                case Escalated when acknowledged && entry.By.IsBot && (asked is not { } question || entry.At - question < TimeToAnswer):
                    yield return $"{stream} called people at {entry.At:O} although {(asked is null ? "the room was not asked, or somebody was there since" : "the room had no time to answer")}";
                    break;
                case Reopened:
                    asked = null;
                    break;
            }

            if (!entry.By.IsBot)
            {
                asked = null;
            }
        }
    }
}
