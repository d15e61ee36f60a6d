using System.Globalization;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;

namespace IncidentBot.Simulation.Runs;

/// <summary>An incident's timeline as lines to read: number, time, sentence; at its foot the chain that proves it.</summary>
internal sealed class TimelineText(TimeZoneInfo zone)
{
    public IEnumerable<string> Of(StreamId stream, IReadOnlyList<Recorded> entries)
    {
        var declared = (Declared)entries[0].Event;
        yield return $"{stream} · {declared.Severity} · {TranscriptRenderer.Clean(declared.Title)}{(declared.Drill ? " · DRILL" : "")}{(declared.Private ? " · private" : "")}";
        yield return $"Times are {zone.Id}.";
        yield return "";
        for (var at = 0; at < entries.Count; at++)
        {
            if (!TimelineWords.Tells(entries[at]))
            {
                continue;
            }

            var time = TimeZoneInfo.ConvertTime(entries[at].At, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            yield return string.Create(CultureInfo.InvariantCulture, $"{at + 1,4}  {time}  {TranscriptRenderer.Clean(TimelineWords.Of(entries[at]))}");
        }

        yield return "";
        yield return $"Chain {entries[^1].Chain}";
    }
}
