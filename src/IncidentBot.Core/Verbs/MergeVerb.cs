using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Verbs;

/// <summary>
/// Two incidents are one: this one stops and points to the other, which takes its people and the higher severity and keeps its own clocks
/// (product page, "Ends").
/// </summary>
public sealed class MergeVerb : IncidentVerb
{
    public override string Name => "merge";

    public override string Usage => "merge [INC-7] INC-3";

    public override string Help => "it is the same as another incident: goes on there";

    public override bool LeadsToTheEnd => true;

    /// <summary>`merge INC-3` in a room names the other one; elsewhere both are named.</summary>
    public override IncidentId? Other(string text) => IncidentId.TryParse(text.Split(' ')[^1], out var id) ? id : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        if (NamedIds.Of(call.Text) is { Count: > 1 } several)
        {
            return Decision.Refuse(new Refusal($"You named {NamedIds.Words(several)}; {incident.Id} goes into one of them.", $"`merge {incident.Id} {several[0]}`; each other one is merged by a line of its own.")
            {
                Choices = new Card("Into which one?", "Into which one?") { Buttons = [.. several.Take(5).Select(id => new Button($"Merge into {id}", $"merge {incident.Id} {id}"))] },
            });
        }

        if (Other(call.Text) is not { } named)
        {
            return Decision.Refuse($"Into which incident does {incident.Id} go?", $"`merge {incident.Id} INC-3`; `list` shows what is open.");
        }

        if (named == incident.Id)
        {
            return Decision.Refuse($"{incident.Id} cannot be merged into itself.", $"`merge {incident.Id} INC-3` names the one that goes on.");
        }

        if (call.Other is not { } target)
        {
            return Decision.Refuse(Refusals.NoSuchIncident(named));
        }

        var move = incident.Ask(Trigger.Merge, call.Now);
        return move.To is null ? Reasons.Refuse(incident, Trigger.Merge, move)
            : !target.IsOpen ? Decision.Refuse($"{target.Id} is over; nothing goes on there.", $"`merge {target.Id} {incident.Id}` is the other way round.")
            : target.Drill != incident.Drill ? Decision.Refuse("A drill and a real incident stay apart.", $"`cancel {incident.Id} <reason>` ends this one.")
            : target.Private != incident.Private ? Decision.Refuse("A private incident and one that everybody sees stay apart.", $"`cancel {incident.Id} <reason>` ends this one.")
            : Merge(incident, target, call);
    }

    private static Decision Merge(Incident incident, Incident target, VerbCall call)
    {
        var (texts, offer) = ClosingTexts.For(incident, PublicStage.Resolved, $"It goes on as {target.Id}.", UpdateTexts.PartOfAnother);
        return Decision.Accept($"{incident.Id} goes on as {target.Id}: {Words.Cut(target.Title, 80)}.{ClosingTexts.Words(offer)}", [new Merged(target.Id.ToString()), .. texts]) with
        {
            OtherEvents = [.. Taking(incident, target, call)],
            Card = offer,
        };
    }

    private static IEnumerable<IEvent> Taking(Incident source, Incident target, VerbCall call)
    {
        yield return new MergedIn(source.Id.ToString(), source.Title, [.. source.Responders.Keys.Where(id => !target.Responders.ContainsKey(id))]);
        if (source.Severity < target.Severity)
        {
            foreach (var happened in SeverityVerb.Change(target, source.Severity, $"{source.Id} was merged into it", call).Events)
            {
                yield return happened;
            }
        }
    }
}
