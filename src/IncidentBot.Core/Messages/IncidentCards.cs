using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Messages;

/// <summary>The cards of an incident's life. Pure: the same state draws the same card.</summary>
public static class IncidentCards
{
    /// <summary>The shortest of what chats allow for a topic.</summary>
    private const int TopicLength = 240;

    public static Card Announcement(Incident incident) => incident.IsTask ? TaskCards.Task(incident) : Base(incident) with
    {
        Blocks = [IncidentFacts.Of(incident), .. AlertCards.Lines(incident), .. Undelivered(incident)],
        Buttons = [.. IncidentButtons.Of(incident), IncidentButtons.More(incident)],
    };

    public static Card Room(Incident incident) => incident.IsTask ? TaskCards.Task(incident) : Base(incident) with
    {
        Blocks = [IncidentFacts.Of(incident), .. AlertCards.Lines(incident), .. Tasks(incident), .. ByHandCards.Open(incident), .. Playbooks(incident), .. Actions(incident), .. Undelivered(incident)],
        Buttons = [.. IncidentButtons.Of(incident), IncidentButtons.More(incident)],
    };

    /// <summary>"INC-7 · P1 · checkout is down", with DRILL where it is one.</summary>
    public static string Heading(Incident incident) => incident.IsTask ? TaskCards.Heading(incident) :
        $"{(incident.Drill ? "DRILL · " : "")}{incident.Id} · {incident.Severity} · {incident.Title}";

    /// <summary>The line above the room: what does not change with every step, so that a chat that announces each change is quiet.</summary>
    public static string Topic(Incident incident)
    {
        var state = incident.HasEnded ? Where(incident) : incident.ResolvedAt is not null ? "Resolved" : "Open";
        return Incidents.Words.Cut($"{Heading(incident)} · {state} · commander: {incident.CommanderName ?? "nobody yet"}", TopicLength);
    }

    /// <summary>Where it stands, in a word or two.</summary>
    public static string Where(Incident incident) => incident.IsTask ? TaskCards.Where(incident) : Ended(incident);

    internal static string Ended(Incident incident) => incident.Status switch
    {
        Store.IncidentStatus.Cancelled => "Cancelled",
        Store.IncidentStatus.Closed => "Closed",
        Store.IncidentStatus.Merged => $"Merged into {incident.MergedInto}",
        Store.IncidentStatus.Resolved when !string.Equals(incident.State, "Resolved", StringComparison.Ordinal) => $"Resolved · {incident.State}",
        _ => incident.State,
    };

    private static Card Base(Incident incident) => new(Heading(incident), $"{Heading(incident)}: {Where(incident)}") { Tone = ToneOf(incident) };

    private static Tone ToneOf(Incident incident) => incident switch
    {
        { HasEnded: true } or { ResolvedAt: not null } => Tone.Good,
        { AwaitsAcknowledgement: true, Procedure.Ladder: not null } => Tone.Alarm,
        { AwaitsAcknowledgement: true } => Tone.Attention,
        { Severity: Severity.P1 } => Tone.Attention,
        _ => Tone.Neutral,
    };

    private static IEnumerable<Block> Tasks(Incident incident)
    {
        var tasks = incident.Step?.Tasks ?? [];
        if (tasks.Count > 0)
        {
            yield return new Block.Checklist([.. tasks.Select(task => new ListItem(task.Number, task.Words, incident.Done.Contains(task.Number)))]);
        }
    }

    /// <summary>While it is open: what was found out stands in the timeline.</summary>
    private static IEnumerable<Block> Playbooks(Incident incident) => !incident.IsOpen ? [] : incident.Playbooks.SelectMany(playbook => new Block[]
    {
        Block.Text.Of(new Span.Strong(playbook.Title)),
        new Block.Checklist([.. playbook.Tasks.Select(task => new ListItem(task.Number, task.Words, incident.Done.Contains(task.Number)))]),
    });

    private static IEnumerable<Block> Actions(Incident incident)
    {
        if (!incident.Actions.IsEmpty)
        {
            yield return Block.Text.Of(new Span.Strong("Action items"));
            yield return new Block.Checklist([.. incident.Actions.Select(item => new ListItem(item.Number, ActionList.Words(item), !item.IsOpen))]);
        }
    }

    /// <summary>What went to its people one by one is one line, however much it was.</summary>
    private static IEnumerable<Block> Undelivered(Incident incident) =>
    [
        .. incident.ToldDirectly is { } told ? [Block.Text.Of($"Told directly, because no room in {told.Target} takes it: {(told.Count == 1 ? "1 message" : $"{told.Count} messages")}, to {string.Join(", ", told.Names)}. {told.Why} {told.Mend}")] : Array.Empty<Block>(),
        .. incident.Undelivered.Select(failed => Block.Text.Of($"Not delivered to {failed.Target}: {failed.What}. {failed.Why} {failed.Mend}{(failed.Directly is { } names ? $" Told directly instead: {string.Join(", ", names)}." : "")}")),
    ];
}
