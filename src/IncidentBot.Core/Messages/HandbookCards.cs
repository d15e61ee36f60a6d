using IncidentBot.Core.Incidents;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Messages;

/// <summary>What helps in a step: dashboards, the playbook that fits, and the help of its steps.</summary>
public static class HandbookCards
{
    /// <summary>The message with what its step shows by itself, where these facts led into one.</summary>
    public static Card WithAids(Card card, Incident incident, IReadOnlyList<Recorded> entries, Handbook handbook)
    {
        var started = entries.Select(entry => entry.Event).OfType<PlaybookStarted>().SelectMany(Steps).ToList();
        var (blocks, buttons) = Aids(incident, entries, handbook);
        return started.Count + blocks.Count == 0 ? card : card with { Blocks = [.. card.Blocks, .. started, .. blocks], Buttons = [.. card.Buttons, .. buttons] };
    }

    /// <summary>The same as a message of its own, for a declaration that leads there at once; null where there is nothing to show.</summary>
    public static Card? Aids(Incident incident, Handbook handbook, IReadOnlyList<Recorded> entries)
    {
        var (blocks, buttons) = Aids(incident, entries, handbook);
        return blocks.Count == 0 ? null : new Card($"{incident.Id}: where to begin", $"{incident.Id}: where to begin") { Blocks = blocks, Buttons = buttons };
    }

    /// <summary>A playbook's steps with their help; in an incident with the numbers of its tasks.</summary>
    public static IEnumerable<Block> Steps(PlaybookStarted started) => Steps([.. started.Tasks.Select(task => (task.Number, task.Words, task.Details))]);

    public static IEnumerable<Block> Steps(Playbook playbook) => Steps([.. playbook.Steps.Select((step, i) => (i + 1, step.Words, step.Details))]);

    private static IEnumerable<Block> Steps(IReadOnlyList<(int Number, string Words, string? Details)> steps)
    {
        yield return new Block.Checklist([.. steps.Select(step => new ListItem(step.Number, step.Words, Done: false))]);
        foreach (var step in steps.Where(step => step.Details is not null))
        {
            yield return Block.Text.Of($"{step.Number}: {step.Details}");
        }
    }

    private static (IReadOnlyList<Block> Blocks, IReadOnlyList<Button> Buttons) Aids(Incident incident, IReadOnlyList<Recorded> entries, Handbook handbook)
    {
        if (!incident.IsOpen || !entries.Any(entry => entry.Event is StepEntered or SeverityChanged) || incident.Step?.Actions is not { } actions)
        {
            return ([], []);
        }

        List<Block> blocks = [];
        List<Button> buttons = [];
        if (IsFirstAnswer(incident, entries) && incident is { Drill: false, Ticket: null } && incident.Procedure.First.Actions?.Contains(StepAction.CreateTicket) == true)
        {
            blocks.Add(Block.Text.Of("Create the ticket; nothing is connected that does it:"));
            blocks.Add(Block.Text.Of(UpdateTexts.Ticket(incident)));
            buttons.Add(new Button("Ticket created", $"ticket {incident.Id}"));
        }

        if (actions.Contains(StepAction.ShowLinks) && handbook.Links.Count > 0)
        {
            blocks.Add(new Block.Text([new Span.Words("Look at "), .. handbook.Links.SelectMany((link, i) => new Span[] { new Span.Words(i == 0 ? "" : " · "), new Span.Link(link.Name, link.Url) })]));
        }

        if (actions.Contains(StepAction.SuggestPlaybook))
        {
            var fitting = handbook.Suggest(incident.Title, Signals(incident)).Where(playbook => !incident.Playbooks.Any(running => string.Equals(running.Name, playbook.Name, StringComparison.Ordinal))).ToList();
            if (fitting.Count > 0)
            {
                blocks.Add(Block.Text.Of($"{(fitting.Count == 1 ? "This playbook fits" : "These playbooks fit")}: {string.Join(", ", fitting.Select(playbook => playbook.Title))}."));
                buttons.AddRange(fitting.Select(playbook => new Button($"Run: {playbook.Title}", $"playbook {incident.Id} {playbook.Name}")));
            }
        }

        return (blocks, buttons);
    }

    private static bool IsFirstAnswer(Incident incident, IReadOnlyList<Recorded> entries) =>
        entries.Any(entry => entry.Event is Acknowledged && entry.At == incident.AcknowledgedAt && string.Equals(entry.By.Id, incident.AcknowledgedBy?.Id, StringComparison.Ordinal));

    /// <summary>What its alerts call themselves: the rule's name, and the playbook they name.</summary>
    private static List<string> Signals(Incident incident) =>
        [.. (incident.Alerts?.Shown ?? []).SelectMany(alert => new[] { alert.Title, alert.Playbook, alert.Labels?.GetValueOrDefault("alertname"), alert.Labels?.GetValueOrDefault("playbook") }).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
}
