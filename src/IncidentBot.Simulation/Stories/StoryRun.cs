using IncidentBot.Core.Alerts;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.People;
using IncidentBot.Simulation.Promises;
using IncidentBot.Simulation.Runs;
using IncidentBot.Simulation.Worlds;

namespace IncidentBot.Simulation.Stories;

/// <summary>Lives through a story in a world in which nothing fails, and writes down what everybody could read.</summary>
public sealed class StoryRun : IDisposable
{
    private readonly Story _story;
    private readonly World _world;
    private IncidentId? _incident;

    private StoryRun(Story story, string folder)
    {
        _story = story;
        _world = World.Begin(new WorldOptions
        {
            Folder = folder,
            Start = Story.At(story.Lines[0].At),
            ScanEvery = TimeSpan.FromDays(365),
            Procedures = ProcedureBook.From(new SlaOptions(), new WorkingHoursOptions { Zone = Story.Zone }.ToHours()),
        });
    }

    private SimulatedChat Chat => _world.Chat;

    /// <param name="folder">Empty or absent; the store of the story is left there.</param>
    /// <exception cref="InvalidOperationException">The story cannot be told: a button it presses is not there, or its first line declares nothing.</exception>
    public static StoryTold Tell(Story story, string folder)
    {
        using var run = new StoryRun(story, folder);
        return run.Tell();
    }

    public void Dispose() => _world.Dispose();

    private StoryTold Tell()
    {
        foreach (var line in _story.Lines)
        {
            Wait(line.At);
            Say(line);
            _world.Drain();
        }

        Wait(_story.Until);
        var record = _world.End();
        var stream = StreamId.Of(_incident ?? throw new InvalidOperationException($"{_story.Name}: nothing was declared."));
        return new StoryTold(_story.Name, [.. Pages(record.Streams[stream], stream)], PromiseChecker.Check(record));
    }

    private void Wait(string until)
    {
        var time = Story.At(until) - _world.Now;
        if (time < TimeSpan.Zero)
        {
            throw new InvalidOperationException($"{_story.Name}: {until} lies before the line above it.");
        }

        _world.Pass(time);
    }

    private void Say(StoryLine line)
    {
        if (line.Signal is { } signal)
        {
            var opened = _world.Alert(new AlertCall(signal.Source, [signal])).Incident;
            _incident ??= opened;
            return;
        }

        var room = RoomFor(line);
        var place = room?.Id ?? $"D-{line.Who.Id}";
        Chat.Hear(place, line.Who.Name, line.Words);
        var answer = line.Words.StartsWith('[')
            ? _world.Press(line.Who, FindButton(line), room)
            : _world.Say(line.Who, line.Words, room);
        _incident ??= answer.Incident;
        Chat.Show(place, answer.To == Visibility.OnlyYou && room is not null ? line.Who.Name : null, answer.Hint is null ? answer.Text : $"{answer.Text}\n{answer.Hint}", answer.Card);
    }

    private ChatRoom? RoomFor(StoryLine line) => line.Where switch
    {
        Place.Alone => null,
        Place.Announcements => Chat.Announcements,
        _ => (_incident is { } id ? Chat.RoomOf(StreamId.Of(id)) : null) ?? throw new InvalidOperationException($"{_story.Name}, {line.At}: there is no room yet."),
    };

    /// <summary>The newest one of this label that the person can see in the room, on a message or on an answer.</summary>
    private Button FindButton(StoryLine line)
    {
        var label = line.Words.Trim('[', ']');
        return RoomFor(line)!.Entries.Reverse()
            .SelectMany(entry => entry switch
            {
                RoomEntry.Posted posted => RoomFor(line)!.Find(posted.Message)!.Card.Buttons,
                RoomEntry.Answered { Card: { } card } answer when answer.OnlyFor is null || string.Equals(answer.OnlyFor, line.Who.Name, StringComparison.Ordinal) => card.Buttons,
                _ => [],
            })
            .FirstOrDefault(button => string.Equals(button.Label, label, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{_story.Name}, {line.At}: nobody can press {line.Words} there.");
    }

    private IEnumerable<string> Pages(IReadOnlyList<Recorded> entries, StreamId stream)
    {
        yield return _story.Title;
        yield return new string('=', _story.Title.Length);
        yield return "";
        yield return _story.About;
        yield return "";
        foreach (var line in Cast.WhoIsWho())
        {
            yield return line;
        }

        var renderer = new TranscriptRenderer(TimeZoneInfo.FindSystemTimeZoneById(Story.Zone));
        foreach (var room in Chat.Rooms.Where(room => room.Entries.Count > 0).OrderBy(room => room != Chat.Announcements))
        {
            yield return "";
            foreach (var line in new RoomTranscript(renderer).Draw(room))
            {
                yield return line;
            }
        }

        yield return "";
        yield return "# Timeline";
        foreach (var line in new TimelineText(TimeZoneInfo.FindSystemTimeZoneById(Story.Zone)).Of(stream, entries))
        {
            yield return line;
        }

        if (Incident.Fold(new History(stream, entries.Count, entries, [])) is { NeedsPostMortem: true, IsCancelled: false } incident)
        {
            yield return "";
            yield return "# Post-mortem, as the bot drafts it";
            foreach (var line in PostMortemDraft.Write(incident, entries).TrimEnd('\n').Split('\n'))
            {
                yield return line;
            }
        }
    }
}

/// <param name="Lines">The transcript, without line ends.</param>
/// <param name="Broken">What the checker found; empty when every promise was kept.</param>
public sealed record StoryTold(string Name, IReadOnlyList<string> Lines, IReadOnlyList<BrokenPromise> Broken)
{
    public string FileName => $"{Name}.txt";

    public string Text => string.Concat(Lines.Select(line => line.TrimEnd() + "\n"));
}
