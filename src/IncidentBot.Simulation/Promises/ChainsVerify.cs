using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>Promise 11: each entry's hash follows from the one before, every entry comes from one change, and journal and archive agree.</summary>
internal static class ChainsVerify
{
    public static IEnumerable<string> Broken(RunRecord record)
    {
        var written = record.Commits
            .Where(commit => commit.MayBeThere)
            .SelectMany(commit => commit.Change.Appends)
            .SelectMany(append => append.Events.Select(entry => (append.Stream, entry.Chain)))
            .ToHashSet();

        foreach (var (stream, entries) in record.Streams.Where(stream => stream.Key.IsIncident))
        {
            var head = Chain.Start;
            for (var at = 0; at < entries.Count; at++)
            {
                if (!entries[at].Follows(head))
                {
                    yield return $"{stream} entry {at + 1} does not follow from the one before it";
                }

                if (!written.Contains((stream, entries[at].Chain)))
                {
                    yield return $"{stream} entry {at + 1} was written by nobody";
                }

                head = entries[at].Chain;
            }

            if (!record.Archive.TryGetValue(stream, out var archived) || !archived.SequenceEqual(entries))
            {
                yield return $"the archive tells {stream} differently ({archived?.Count ?? 0} entries, the store has {entries.Count})";
            }
        }
    }
}
