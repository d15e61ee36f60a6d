using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.Record;
using IncidentBot.Simulation.Worlds;

namespace IncidentBot.Simulation.Runs;

/// <summary>What a run leaves to read: a transcript per conversation, a timeline per incident.</summary>
internal sealed class Files(OutputFolder folder, TimeZoneInfo zone)
{
    private readonly TranscriptRenderer _renderer = new(zone);

    public void WriteStories(World world, RunRecord record)
    {
        foreach (var chat in world.Chats)
        {
            foreach (var room in chat.Rooms.Where(room => room.Entries.Count > 0))
            {
                folder.Write(Path.Combine("transcripts", $"{chat.Name}-{FileName(room.Name)}.txt"), new RoomTranscript(_renderer).Draw(room));
            }
        }

        foreach (var (stream, entries) in record.Streams.Where(stream => stream.Key.IsIncident))
        {
            folder.Write(Path.Combine("timelines", $"{stream}.txt"), new TimelineText(zone).Of(stream, entries));
            if (Incident.Fold(new History(stream, entries.Count, entries, [])) is { HighestSeverity: Severity.P1, Drill: false, IsCancelled: false } incident)
            {
                folder.Write(Path.Combine("postmortems", $"{stream}.md"), PostMortemDraft.Write(incident, entries).TrimEnd('\n').Split('\n'));
            }
        }
    }

    public void WriteSummary(SimulationSummary summary) => folder.Write("summary.json", summary.ToJson().TrimEnd('\n').Split('\n'));

    /// <summary>Room names are fit for files already; a person's conversation may hold anything.</summary>
    private static string FileName(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' ? letter : '_'));
}
