using System.Globalization;
using IncidentBot.Core.Messages;

namespace IncidentBot.Simulation.Chat;

/// <summary>Turns what happened in a room into the lines a reader sees; the same drawing in files and in the terminal.</summary>
internal sealed class RoomTranscript(TranscriptRenderer renderer)
{
    private const string Bot = "IncidentBot";
    private const string Indent = "       ";

    private DateOnly? _day;

    /// <summary>The whole room: a heading, then every entry under its day.</summary>
    public IEnumerable<string> Draw(ChatRoom room)
    {
        _day = null;
        yield return Heading(room.Name, room.Private);
        yield return $"Times are {renderer.ZoneName}.";
        foreach (var line in room.Entries.SelectMany(Draw))
        {
            yield return line;
        }
    }

    public static string Heading(string name, bool isPrivate) => $"# {TranscriptRenderer.Clean(name)}{(isPrivate ? " (private)" : "")}";

    public IEnumerable<string> Draw(RoomEntry entry)
    {
        var day = renderer.Day(entry.At);
        if (day != _day)
        {
            _day = day;
            yield return "";
            yield return day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);
        }

        foreach (var line in Lines(entry))
        {
            yield return line;
        }
    }

    private IEnumerable<string> Lines(RoomEntry entry) => entry switch
    {
        RoomEntry.Said said => renderer.Said(said.At, said.Who, said.Words),
        RoomEntry.Noticed notice => renderer.Said(notice.At, Bot, $"({notice.Words})"),
        RoomEntry.Answered { Card: { } card } answer => renderer.Posted(answer.At, Bot, Only(answer.OnlyFor), card),
        RoomEntry.Answered answer => answer.Words.Split('\n').SelectMany((line, at) => at == 0
            ? renderer.Said(answer.At, Bot, $"{Only(answer.OnlyFor)} {line}".Trim())
            : [Indent + TranscriptRenderer.Clean(line)]),
        RoomEntry.Posted posted => renderer.Posted(posted.At, Bot, Only(posted.OnlyFor), posted.Card),
        RoomEntry.Edited edited => Changed(edited),
        _ => [],
    };

    /// <summary>An edited card is drawn by its new lines only: the reader saw the others above.</summary>
    private IEnumerable<string> Changed(RoomEntry.Edited edited)
    {
        var before = renderer.Draw(edited.Before).ToHashSet(StringComparer.Ordinal);
        var changed = renderer.Draw(edited.Card).Where(line => !before.Contains(line)).Select(line => Indent + line).ToList();
        return changed.Count == 0 ? [] : [.. renderer.Said(edited.At, Bot, $"(changes the card of {renderer.Time(edited.PostedAt)})"), .. changed];
    }

    private static string? Only(string? person) => person is null ? null : $"(only {person} sees this)";
}
