using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Messages;

/// <summary>An investigation task: the message in the team channel, and its reminders. Nobody is woken, so nobody's number is shown.</summary>
internal static class TaskCards
{
    public static string Heading(Incident task) => $"{task.Id} · Task · {task.Title}";

    public static Card Task(Incident task) => new(Heading(task), $"{Heading(task)}: {Where(task)}")
    {
        Tone = task.HasEnded ? Tone.Good : Tone.Neutral,
        Blocks = [new Block.Facts([.. Facts(task)]), .. AlertCards.Lines(task)],
        Buttons = [.. Buttons(task), IncidentButtons.More(task)],
    };

    public static string Where(Incident task) =>
        task.HasEnded ? IncidentCards.Ended(task)
        : task.CommanderName is { } name ? $"claimed by {name}"
        : "open, nobody has claimed it";

    /// <summary>Due and nobody has claimed it: who is on shift, then the Lead.</summary>
    public static Card Unclaimed(Incident task, IReadOnlyList<Person> who) => new($"{task.Id}: nobody has claimed this yet", $"{task.Id}: nobody has claimed {task.Title}")
    {
        Tone = Tone.Attention,
        Blocks = [Block.Text.Of([.. who.SelectMany(person => new Span[] { new Span.Mention(person.Id, person.Name), new Span.Words(" ") }), new Span.Words($"It {(Due(task) > task.KnownAt ? "is" : "was")} to be looked into by "), new Span.Moment(Due(task)), new Span.Words(".")])],
        Buttons = [.. Buttons(task)],
    };

    private static IEnumerable<Fact> Facts(Incident task)
    {
        yield return new Fact("Status", Where(task));
        if (task.AwaitsAcknowledgement)
        {
            yield return new Fact("Due", [new Span.Moment(Due(task))]);
        }

        if (task.Alerts is { } alerts)
        {
            yield return new Fact("Alerts", AlertCards.Count(alerts));
        }

        if (task.ClosedBecause is { } reason)
        {
            yield return new Fact("Reason", reason);
        }
    }

    private static DateTimeOffset Due(Incident task) => task.LadderFrom + task.Procedure.Ladder!.Rungs[^1].After;

    private static IEnumerable<Button> Buttons(Incident task)
    {
        if (task.HasEnded)
        {
            yield break;
        }

        if (task.AwaitsAcknowledgement)
        {
            yield return new Button("Claim", $"ack {task.Id}", Primary: true);
        }

        foreach (var reason in TaskProcedure.Reasons)
        {
            yield return new Button($"Close: {reason}", $"close {task.Id} {reason}");
        }

        yield return new Button("Promote to P2", $"severity {task.Id} p2 promoted from a task");
        yield return new Button("Promote to P1", $"severity {task.Id} p1 promoted from a task", $"Declare {task.Id} a P1?");
    }
}
