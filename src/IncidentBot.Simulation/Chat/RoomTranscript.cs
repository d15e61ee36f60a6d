using System.Globalization;
using IncidentBot.Core.Messages;

namespace IncidentBot.Simulation.Chat;

/// <summary>Turns what happened in a room into the lines a reader sees; the same drawing in files and in the terminal.</summary>
internal sealed class RoomTranscript(TranscriptRenderer renderer)
{
    private const string Bot = "IncidentBot";
    private const string Indent = "       ";

    /// <summary>How each message looked last: it is what the next change of it is compared with.</summary>
    private readonly Dictionary<string, IReadOnlyList<string>> _drawn = new(StringComparer.Ordinal);
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
        RoomEntry.Answered { Card: { } card } answer when IsSaidByCard(answer.Words, card) => renderer.Posted(answer.At, Bot, Only(answer.OnlyFor), card),
        RoomEntry.Answered answer => [.. Words(answer), .. answer.Card is { } card ? renderer.Draw(card, answer.At).Select(line => Indent + line) : []],
        RoomEntry.Posted posted => renderer.Posted(posted.At, Bot, Only(posted.OnlyFor), posted.Card),
        RoomEntry.Edited edited => Changed(edited),
        _ => [],
    };

    /// <summary>An edited card is drawn by its new lines only: the reader saw the others above.</summary>
    private IEnumerable<string> Changed(RoomEntry.Edited edited)
    {
        var before = _drawn.TryGetValue(edited.Message, out var known) ? known : renderer.Draw(edited.Before, edited.PostedAt);
        var now = _drawn[edited.Message] = renderer.Draw(edited.Card, edited.PostedAt);
        var changed = now.Except(before, StringComparer.Ordinal).Select(line => Indent + line).ToList();
        return changed.Count == 0 ? [] : [.. renderer.Said(edited.At, Bot, $"(changes the card of {renderer.Time(edited.PostedAt)})"), .. changed];
    }

    private IEnumerable<string> Words(RoomEntry.Answered answer) => answer.Words.Split('\n').SelectMany((line, at) => at == 0
        ? renderer.Said(answer.At, Bot, $"{Only(answer.OnlyFor)} {line}".Trim())
        : [Indent + TranscriptRenderer.Clean(line)]);

    /// <summary>A look-up is all on its card; what somebody did is told in words, and the card offers what comes next.</summary>
    private static bool IsSaidByCard(string words, Card card) =>
        string.Equals(words, card.Title, StringComparison.Ordinal) || string.Equals(words, card.Summary, StringComparison.Ordinal);

    private static string? Only(string? person) => person is null ? null : $"(only {person} sees this)";
}
