using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Playbooks;

namespace IncidentBot.Core.Verbs;

/// <summary>Runs a playbook in the room: its steps become tasks of the incident. Without a name it shows which there are.</summary>
public sealed class PlaybookVerb : IncidentVerb
{
    public override string Name => "playbook";

    public override IReadOnlyList<string> Synonyms => ["playbooks", "runbook"];

    public override string Usage => "playbook [INC-7] [<name> | show <name>]";

    public override string Help => "the playbooks; run one as a checklist";

    public override bool TakesNoMoreThan(string words) => true;

    public override LookVerb? Looks(string text) => text.Length == 0 || IsShow(text) ? new PlaybookLook() : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        if (!incident.IsOpen)
        {
            return Decision.Refuse($"{incident.Id} is over; there is nothing left to run a playbook for.", "`playbook show <name>` shows what it says.");
        }

        var found = call.Handbook.Find(call.Text);
        if (found.Count != 1)
        {
            return Decision.Refuse(PlaybookLook.Unknown(call.Text, found, call.Handbook));
        }

        var playbook = found[0];
        if (incident.Playbooks.FirstOrDefault(running => string.Equals(running.Name, playbook.Name, StringComparison.Ordinal)) is { } known)
        {
            var open = known.Tasks.Where(task => !incident.Done.Contains(task.Number)).Select(task => $"{task.Number} {task.Words}").ToList();
            return Decision.Refuse($"{playbook.Title} runs in {incident.Id} already.", open.Count == 0 ? "All of its steps are ticked." : $"Open: {string.Join(" · ", open)}.");
        }

        var next = incident.NextTask;
        var started = new PlaybookStarted(playbook.Name, playbook.Title, [.. playbook.Steps.Select((step, i) => new PlaybookTask(next + i, step.Words, step.Details))]);
        return Decision.Accept($"{playbook.Title} runs in {incident.Id}: tasks {next} to {next + started.Tasks.Count - 1}. `done {incident.Id} {next}` ticks the first.", started);
    }

    internal static bool IsShow(string text) => text.StartsWith(PlaybookLook.Show, StringComparison.OrdinalIgnoreCase);
}
