using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Verbs;

/// <summary><c>postmortem</c> alone: its figures, its state, and where the draft is.</summary>
internal sealed class PostmortemLook : LookVerb
{
    /// <summary>Places that are named on the card; the rest is counted.</summary>
    private const int MostNamed = 5;

    public override string Name => "postmortem";

    public override string Usage => "postmortem [INC-7]";

    public override string Help => "the draft of the post-mortem: its figures and where it is";

    public override bool NeedsIncident => true;

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var incident = call.Incident!;
        var figures = IncidentFigures.Of(incident);
        var blame = FaultWords.In(incident, call.Roster, call.History!.Events);
        var open = incident.Procedure.FirstOf(StepPhase.After)?.Tasks.Where(task => !incident.Done.Contains(task.Number)).Select(task => $"{task.Number} {task.Words}").ToList() ?? [];
        var state = incident.WriteUp?.State is { } known ? PostmortemVerb.Word(known) : "a draft";
        var card = new Card($"{incident.Id}: post-mortem", $"{incident.Id}: post-mortem, {state} from {call.History!.Events.Count} entries")
        {
            Blocks =
            [
                new Block.Facts(
                [
                    new Fact("State", state),
                    new Fact("Owner", incident.WriteUp?.Name ?? $"nobody: `postmortem {incident.Id} owner @who`"),
                    new Fact("To acknowledge", IncidentFigures.Show(figures.TimeToAcknowledge)),
                    new Fact("To mitigate", IncidentFigures.Show(figures.TimeToMitigate)),
                    new Fact("To resolve", IncidentFigures.Show(figures.TimeToResolve)),
                    new Fact("Impact", incident.Impact?.Text is { Length: > 0 } impact ? Words.Cut(impact, 300) : $"not said: `impact {incident.Id} <text>`"),
                    new Fact("Cause", incident.Cause is { } cause ? Words.Cut(cause, 300) : $"not said: `cause {incident.Id} <text>`"),
                    new Fact("Action items", incident.Actions.IsEmpty ? $"none: `action {incident.Id} add @who due <date> <text>`" : $"{incident.Actions.Count(item => item.IsOpen)} of {incident.Actions.Length} open"),
                    new Fact("Still to do", open.Count == 0 ? "nothing" : string.Join(" · ", open)),
                ]),
                .. blame.Count == 0 ? [] : new[] { Block.Text.Of($"It reads as if somebody were to blame: {string.Join("; ", blame.Take(MostNamed).Select(one => Words.Cut(one.ToString(), 200)))}{(blame.Count > MostNamed ? $"; and {blame.Count - MostNamed} more" : "")}.") },
                Block.Text.Of($"The whole draft: `postmortem {incident.Id} {PostmortemDraftLook.Show}`"),
            ],
            Buttons = incident.ResolvedAt is null || incident.WriteUp is { IsWritten: true } ? [] : [Next(incident), new Button("Fill it in", $"postmortem {incident.Id} edit")],
        };
        return ValueTask.FromResult(Shown.Card(card, incident.Id));
    }

    private static Button Next(Incident incident) => incident.WriteUp?.State switch
    {
        PostMortemState.InReview => new Button("It is reviewed", $"postmortem {incident.Id} reviewed"),
        PostMortemState.Reviewed => new Button("Share it", $"postmortem {incident.Id} share", $"Share the post-mortem of {incident.Id}?", Primary: true),
        _ => new Button("Give it out for review", $"postmortem {incident.Id} review"),
    };
}
