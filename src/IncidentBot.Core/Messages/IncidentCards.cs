using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Messages;

/// <summary>The cards of an incident's life. Pure: the same state draws the same card.</summary>
public static class IncidentCards
{
    public static Card Announcement(Incident incident) => Base(incident) with
    {
        Blocks = [Facts(incident), .. Undelivered(incident)],
        Buttons = Buttons(incident),
    };

    public static Card Room(Incident incident) => Base(incident) with
    {
        Blocks = [Facts(incident), .. Tasks(incident), .. Actions(incident), .. Undelivered(incident)],
        Buttons = Buttons(incident),
    };

    /// <summary>"INC-7 · P1 · checkout is down", with DRILL where it is one.</summary>
    public static string Heading(Incident incident) =>
        $"{(incident.Drill ? "DRILL · " : "")}{incident.Id} · {incident.Severity} · {incident.Title}";

    /// <summary>Where it stands, in a word or two.</summary>
    public static string Where(Incident incident) => incident.Status switch
    {
        Store.IncidentStatus.Cancelled => "Cancelled",
        Store.IncidentStatus.Closed => "Closed",
        Store.IncidentStatus.Merged => $"Merged into {incident.MergedInto}",
        Store.IncidentStatus.Resolved when !string.Equals(incident.State, "Resolved", StringComparison.Ordinal) => $"Resolved · {incident.State}",
        _ => incident.State,
    };

    /// <summary>Buttons the workflow allows now; it is asked, so a card never offers what the desk would refuse outright.</summary>
    public static IReadOnlyList<Button> Buttons(Incident incident)
    {
        var id = incident.Id;
        var buttons = new List<Button>();
        var known = incident.Permitted(incident.ResolvedAt ?? incident.DeclaredAt, "asked by a card");
        if (incident.AwaitsAcknowledgement)
        {
            buttons.Add(new Button("Acknowledge", $"ack {id}", Primary: true));
        }

        if (incident.IsOpen && !incident.AwaitsAcknowledgement && incident.Commander is null && incident.AcknowledgedAt is not null)
        {
            buttons.Add(new Button("Take command", $"lead {id}", Primary: true));
        }

        if (incident.AwaitsAcknowledgement && incident.Procedure.Ladder is not null && !incident.Drill)
        {
            buttons.Add(new Button("Escalate", $"escalate {id}"));
        }

        if (known.Contains(Trigger.Next))
        {
            buttons.Add(new Button("Next step", $"next {id}"));
        }

        if (known.Contains(Trigger.Fix))
        {
            buttons.Add(new Button("Fix is in", $"fixed {id}"));
        }

        if (known.Contains(Trigger.Resolve))
        {
            buttons.Add(ResolveButton(incident));
        }

        if (ClosingText(incident) is { } draft)
        {
            buttons.Add(new Button("Publish the closing text", $"publish {id} {draft.Number}", $"Send this to the public? {Incidents.Words.Cut(draft.Text, 200)}", Primary: true));
        }

        if (known.Contains(Trigger.Close))
        {
            buttons.Add(new Button("Close", $"close {id}", $"Close {id}?"));
        }

        return buttons;
    }

    public static Button ResolveButton(Incident incident) =>
        new("Resolve", $"resolve {incident.Id}", $"Resolve {incident.Id}?", Primary: incident.WatchCompleted);

    /// <summary>What would close the entry on the status page; null where none is open, or nothing is drafted.</summary>
    internal static Update? ClosingText(Incident incident) =>
        incident is { PublicOpen: true, IsOpen: false } ? incident.Updates.LastOrDefault(update => update is { Published: null, Stage: PublicStage.Resolved }) : null;

    private static Card Base(Incident incident) => new(Heading(incident), $"{Heading(incident)}: {Where(incident)}") { Tone = ToneOf(incident) };

    private static Tone ToneOf(Incident incident) => incident switch
    {
        { HasEnded: true } or { ResolvedAt: not null } => Tone.Good,
        { AwaitsAcknowledgement: true } => Tone.Alarm,
        { Severity: Severity.P1 } => Tone.Attention,
        _ => Tone.Neutral,
    };

    private static Block.Facts Facts(Incident incident)
    {
        var facts = new List<Fact>
        {
            new("Status", Where(incident)),
            new("Commander", incident.CommanderName ?? (incident.AwaitsAcknowledgement ? "nobody has acknowledged" : incident.IsOpen && incident.AcknowledgedAt is not null ? "NO COMMANDER" : "none")),
            new("Declared", [new Span.Words($"by {incident.DeclaredBy.Name}, "), new Span.Moment(incident.DeclaredAt)]),
        };
        if (incident.AwaitsAcknowledgement && incident.ResponseDue is { } due)
        {
            facts.Add(new Fact("Response", [new Span.Words(incident.Breached.Contains(Sla.ClockKind.Response) ? "target missed, was due " : "due "), new Span.Moment(due)]));
        }

        if (incident.ResolutionClock is { } clock && incident.IsOpen)
        {
            facts.Add(new Fact("Resolution", [.. Resolution(incident, clock)]));
        }

        if (incident.AcknowledgedAt is { } acknowledged && incident.AcknowledgedBy is { } by)
        {
            facts.Add(new Fact("Acknowledged", [new Span.Words($"by {by.Name}, "), new Span.Moment(acknowledged)]));
        }

        if (incident.WatchEnds is { } watch)
        {
            facts.Add(new Fact("Watch", [new Span.Words("ends "), new Span.Moment(watch)]));
        }

        if (incident.ResolvedAt is { } resolved)
        {
            facts.Add(new Fact("Resolved", [new Span.Moment(resolved)]));
        }

        if (incident is { PublicOpen: true, IsOpen: false })
        {
            facts.Add(new Fact("Public status", "STILL OPEN: publish the closing text"));
        }

        foreach (var (target, room) in incident.Rooms)
        {
            facts.Add(new Fact("Room", $"#{room} ({target})"));
        }

        return new Block.Facts(facts);
    }

    private static IEnumerable<Span> Resolution(Incident incident, Sla.SlaClock clock) =>
        incident.Pause is { } pause ? [new Span.Words($"paused: {pause.Reason}"), .. pause.Until is { } until ? new Span[] { new Span.Words(", until "), new Span.Moment(until) } : []]
        : !clock.Runs ? [new Span.Words(incident.Breached.Contains(Sla.ClockKind.Resolution) ? "target missed, was due " : "stopped, was due "), new Span.Moment(clock.Due)]
        : [new Span.Words(incident.Breached.Contains(Sla.ClockKind.Resolution) ? "target missed, was due " : "due "), new Span.Moment(clock.Due)];

    private static IEnumerable<Block> Tasks(Incident incident)
    {
        var tasks = incident.Step?.Tasks ?? [];
        if (tasks.Count > 0)
        {
            yield return new Block.Checklist([.. tasks.Select(task => new ListItem(task.Number, task.Words, incident.Done.Contains(task.Number)))]);
        }
    }

    private static IEnumerable<Block> Actions(Incident incident)
    {
        if (!incident.Actions.IsEmpty)
        {
            yield return Block.Text.Of(new Span.Strong("Action items"));
            yield return new Block.Checklist([.. incident.Actions.Select(item => new ListItem(item.Number, ActionList.Words(item), !item.IsOpen))]);
        }
    }

    private static IEnumerable<Block> Undelivered(Incident incident) =>
        incident.Undelivered.Select(failed => Block.Text.Of($"Not delivered to {failed.Target}: {failed.What}. {failed.Why} {failed.Mend}"));
}
