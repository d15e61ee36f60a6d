using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Messages;

/// <summary>One-off messages in an incident's room: what happened, and what is next.</summary>
public static class NoticeCards
{
    /// <summary>A message that comes this long after its moment says so.</summary>
    public static readonly TimeSpan SaidLateAfter = TimeSpan.FromMinutes(2);

    /// <summary>Calls the people who have to answer. Without a pager nobody is phoned, and the card says so with the number to call.</summary>
    public static Card Page(Incident incident, IReadOnlyList<Person> who, string? hotline) => new($"Page: {incident.Severity} {incident.Title}", $"{incident.Id} needs an acknowledgement")
    {
        Tone = Tone.Alarm,
        Blocks = [new Block.Text([.. Calling(who, hotline)])],
        Buttons = IncidentCards.Buttons(incident),
    };

    public static Card ResponseAtRisk(Incident incident, IReadOnlyList<Person> who, string? hotline) =>
        new($"{incident.Id}: nobody has acknowledged yet", $"{incident.Id}: response at risk")
        {
            Tone = Tone.Attention,
            Blocks =
            [
                Block.Text.Of(new Span.Words("80 % of the response target is used. It passes at "), new Span.Moment(incident.ResponseDue!.Value), new Span.Words(".")),
                new Block.Text([.. Calling(who, hotline)]),
            ],
            Buttons = IncidentCards.Buttons(incident),
        };

    /// <param name="told">When the breach was recorded; after an outage of the bot that is later than the deadline, and the card says so.</param>
    public static Card ResponseBreached(Incident incident, DateTimeOffset told, IReadOnlyList<Person> who, string? hotline)
    {
        var due = incident.ResponseDue!.Value;
        List<Block> blocks =
        [
            Block.Text.Of(new Span.Words("Nobody acknowledged by "), new Span.Moment(due), new Span.Words(".")),
            new Block.Text([.. Calling(who, hotline)]),
        ];
        if (told - due > SaidLateAfter)
        {
            blocks.Add(Block.Text.Of($"Told {(int)(told - due).TotalMinutes} minutes late: the bot was not running, or could not save, at that moment."));
        }

        return new Card($"{incident.Id}: response target missed", $"{incident.Id}: response target missed") { Tone = Tone.Alarm, Blocks = blocks, Buttons = IncidentCards.Buttons(incident) };
    }

    public static Card WatchEnded(Incident incident) => new($"{incident.Id}: the watch ended quietly", $"{incident.Id} can be resolved")
    {
        Tone = Tone.Good,
        Blocks = [Block.Text.Of(incident.TasksOwed.Any() ? "Tick what is still open, then resolve." : "Nothing is left to check. Resolve it now?"), .. Open(incident)],
        Buttons = [IncidentCards.ResolveButton(incident), new Button("Back to fixing", $"reopen {incident.Id} not fixed yet")],
    };

    /// <summary>The timeline's own words for what just happened, with the tasks of the step it leads to.</summary>
    public static Card Told(Incident incident, IReadOnlyList<Recorded> entries)
    {
        var words = string.Join(" · ", entries.Where(entry => entry.Event is not (TaskTicked or ClockAtRisk)).Select(TimelineWords.Of));
        var tone = incident.ResolvedAt is not null || incident.HasEnded ? Tone.Good : entries.Any(entry => entry.Event is DeliveryFailed) ? Tone.Attention : Tone.Neutral;
        return new Card($"{incident.Id}: {words}", $"{incident.Id}: {words}") { Tone = tone, Blocks = entries.Any(entry => entry.Event is StepEntered) ? [.. Open(incident)] : [] };
    }

    private static IEnumerable<Block> Open(Incident incident)
    {
        var tasks = incident.Step?.Tasks ?? [];
        if (tasks.Any(task => !incident.Done.Contains(task.Number)))
        {
            yield return new Block.Checklist([.. tasks.Select(task => new ListItem(task.Number, task.Words, incident.Done.Contains(task.Number)))]);
        }
    }

    private static IEnumerable<Span> Calling(IReadOnlyList<Person> who, string? hotline)
    {
        if (who.Count == 0)
        {
            yield return new Span.Words("Nobody is on call. Whoever reads this can acknowledge.");
            yield break;
        }

        foreach (var person in who)
        {
            yield return new Span.Mention(person.Id, person.Name);
            yield return new Span.Words(" ");
        }

        yield return new Span.Words("Chat only: nobody was phoned.");
        foreach (var person in who.Where(person => person.Phone is not null))
        {
            yield return new Span.Words($" Call {person.Name} ");
            yield return new Span.Phone(person.Phone!);
        }

        if (hotline is not null)
        {
            yield return new Span.Words(" Hotline ");
            yield return new Span.Phone(hotline);
        }
    }
}
