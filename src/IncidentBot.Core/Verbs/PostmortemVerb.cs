using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.PostMortems;

namespace IncidentBot.Core.Verbs;

/// <summary>The figures of the post-mortem, and where its draft is.</summary>
public sealed class PostmortemVerb : LookVerb
{
    public override string Name => "postmortem";

    public override IReadOnlyList<string> Synonyms => ["pm"];

    public override string Usage => "postmortem [INC-7]";

    public override string Help => "the draft of the post-mortem: its figures and where it is";

    public override bool NeedsIncident => true;

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var incident = call.Incident!;
        var figures = IncidentFigures.Of(incident);
        var open = incident.Procedure.FirstOf(Procedures.StepPhase.After)?.Tasks.Where(task => !incident.Done.Contains(task.Number)).Select(task => $"{task.Number} {task.Words}").ToList() ?? [];
        var card = new Card($"{incident.Id}: post-mortem", $"{incident.Id}: post-mortem, a draft from {call.History!.Events.Count} entries")
        {
            Blocks =
            [
                new Block.Facts(
                [
                    new Fact("To acknowledge", IncidentFigures.Show(figures.TimeToAcknowledge)),
                    new Fact("To mitigate", IncidentFigures.Show(figures.TimeToMitigate)),
                    new Fact("To resolve", IncidentFigures.Show(figures.TimeToResolve)),
                    new Fact("Impact", incident.Impact?.Text is { Length: > 0 } impact ? Words.Cut(impact, 300) : "not said: `impact <text>`"),
                    new Fact("Cause", incident.Cause is { } cause ? Words.Cut(cause, 300) : "not said: `cause <text>`"),
                    new Fact("Still to do", open.Count == 0 ? "nothing" : string.Join(" · ", open)),
                ]),
                Block.Text.Of($"The whole draft: GET /api/incidents/{incident.Id}/postmortem"),
            ],
        };
        return ValueTask.FromResult(Shown.Card(card, incident.Id));
    }
}
