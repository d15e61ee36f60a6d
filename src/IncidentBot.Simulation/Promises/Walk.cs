using System.Runtime.CompilerServices;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>An incident's life, entry by entry: what it was before, what happened, what it was then. Folded anew from the stored events.</summary>
internal sealed record Stride(StreamId Stream, int Version, Incident? Before, Recorded Entry, Incident After)
{
    private static readonly ConditionalWeakTable<RunRecord, List<(StreamId, IReadOnlyList<Stride>)>> Walked = [];

    /// <summary>Folded once for each record: several promises and the figures walk it.</summary>
    public static IReadOnlyList<(StreamId Stream, IReadOnlyList<Stride> Strides)> All(RunRecord record) => Walked.GetValue(record, WalkAll);

    private static List<(StreamId, IReadOnlyList<Stride>)> WalkAll(RunRecord record)
    {
        var all = new List<(StreamId, IReadOnlyList<Stride>)>(record.Streams.Count);
        foreach (var (stream, entries) in record.Streams)
        {
            if (stream.TryGetIncident(out var id) && entries.Count > 0 && entries[0].Event is Declared)
            {
                all.Add((stream, Of(stream, id, entries)));
            }
        }

        return all;
    }

    private static List<Stride> Of(StreamId stream, IncidentId id, IReadOnlyList<Recorded> entries)
    {
        var strides = new List<Stride>(entries.Count);
        Incident? incident = null;
        foreach (var entry in entries)
        {
            var after = incident is null ? Incident.Begin(id, (Declared)entry.Event, entry.By, entry.At) : incident.Evolve(entry.Event, entry.By, entry.At);
            strides.Add(new Stride(stream, strides.Count + 1, incident, entry, after));
            incident = after;
        }

        return strides;
    }
}
