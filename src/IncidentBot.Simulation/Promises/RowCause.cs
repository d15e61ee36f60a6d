using System.Globalization;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>A row's id names the entry that caused it: <c>INC-7/12/0</c> is the first row of entry 12.</summary>
internal static class RowCause
{
    public static (int Version, Recorded Entry)? Of(RunRecord record, OutboxRow row)
    {
        var id = row.Id.Value.AsSpan();
        Span<Range> parts = stackalloc Range[4];
        return id.Split(parts, '/') >= 2
            && int.TryParse(id[parts[1]], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && record.Streams.GetValueOrDefault(row.Stream) is { } entries && version >= 1 && version <= entries.Count
            ? (version, entries[version - 1])
            : null;
    }
}
