using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary>For whoever comes late: what is wrong, who does what, what was said last, what is next.</summary>
public sealed class SummaryVerb : LookVerb
{
    private const int NewestEntries = 5;

    public override string Name => "summary";

    public override IReadOnlyList<string> Synonyms => ["catchup"];

    public override string Usage => "summary [INC-7]";

    public override string Help => "catch up: what happened and what is next";

    public override bool NeedsIncident => true;

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var incident = call.Incident!;
        List<Fact> facts = [new("Status", IncidentCards.Where(incident)), new("Commander", incident.CommanderName ?? "none")];
        Add("Impact", incident.Impact?.Text);
        Add("Cause", incident.Cause);
        Add("Ticket", incident.Ticket?.Number);
        Add("Components", string.Join(", ", incident.Components.Select(component => $"{component.Key} {ComponentWords.Of(component.Value)}")));
        Add("Last update", incident.Updates.Where(update => update.Published is not null).MaxBy(update => (update.Published, update.Number))?.Text);
        Add("Still to do", string.Join(" · ", (incident.Step?.Tasks ?? []).Where(task => !incident.Done.Contains(task.Number)).Concat(incident.Unsent.Select(Incident.ToBeSent)).Select(task => $"{task.Number} {task.Words}")));
        var newest = call.History!.Events.Where(entry => !entry.By.IsBot && TimelineWords.Tells(entry)).TakeLast(NewestEntries).Select(entry => Block.Text.Of(new Span.Moment(entry.At), new Span.Words($" {TimelineWords.Of(entry)}")));
        return ValueTask.FromResult(Shown.Card(
            new Card(IncidentCards.Heading(incident), $"{IncidentCards.Heading(incident)}: {IncidentCards.Where(incident)}") { Blocks = [new Block.Facts(facts), .. newest] },
            incident.Id));

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                facts.Add(new Fact(name, value));
            }
        }
    }
}
