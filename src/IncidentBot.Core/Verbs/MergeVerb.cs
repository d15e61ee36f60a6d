using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Verbs;

/// <summary>
/// Two incidents are one: this one stops and points to the other, which takes its people, its alerts and the higher severity and keeps its own clocks
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

    public override FormKind? Asks(Incident incident, VerbCall call) => call.Text.Length == 0 && incident.Ask(Trigger.Merge, call.Now).To is not null
        ? new LineForm("merge", "Merge", new Field.Text("into", "Into which incident?", 40) { Hint = "Like INC-3; `list` shows what is open. It goes on there, with its people." })
        : null;

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
        var (texts, offer) = ClosingTexts.For(incident, PublicStage.Resolved, call.Now, $"It goes on as {target.Id}.", UpdateTexts.PartOfAnother);
        var (taken, said) = Taking(incident, target, call);
        return Decision.Accept($"{incident.Id} goes on as {target.Id}: {Words.Cut(target.Title, 80)}.{said}{ClosingTexts.Words(offer)}", [new Merged(target.Id.ToString()), .. texts]) with
        {
            OtherEvents = taken,
            Card = offer,
        };
    }

    /// <summary>What the target takes over, and what whoever merges is told of it: whose acknowledgement counts, and whom a raise calls.</summary>
    private static (IReadOnlyList<IEvent> Events, string Said) Taking(Incident source, Incident target, VerbCall call)
    {
        List<IEvent> events = [PeopleOf(source, target)];
        var calling = "";

        // Acknowledged before the raise, so that nobody is called who need not be (product page, "Severity change"). A P4 has nothing to acknowledge before it.
        events.AddRange(Answered(source, Now(), call));
        if (source.Severity < target.Severity)
        {
            var before = Now();
            events.AddRange(SeverityVerb.Change(before, source.Severity, $"{source.Id} was merged into it", call).Events.Select(happened => happened is SeverityChanged changed ? changed with { Proposed = source.Proposed } : happened));
            events.AddRange(Answered(source, Now(), call));
            calling = SeverityVerb.Calling(before, Now(), source.Severity, call);
        }

        var (back, again) = Watching(source, Now(), call);
        events.AddRange(back);

        // Users read of it already, so nobody is asked for a first text.
        var told = Now().ToldAs is { } asOther && string.Equals(asOther, source.Id.ToString(), StringComparison.Ordinal);
        events.AddRange(told ? Ticks.For(Now(), TaskTicks.PublicApproved) : []);
        var known = told ? $" Users were told as {source.Id}, so {target.Id} asks for no first text." : "";
        var counts = events.OfType<Acknowledged>().Any() ? $" The acknowledgement of {source.AcknowledgedBy!.Name} counts there." : "";
        return (events, counts + calling + again + known);

        Incident Now() => events.Aggregate(target, (incident, happened) => incident.Evolve(happened, call.By, call.Now));
    }

    /// <summary>Its responders; of a private one the declarer too, for whom the target would not even exist.</summary>
    private static MergedIn PeopleOf(Incident source, Incident target)
    {
        var people = source.Responders.Select(person => (Id: person.Key, Name: person.Value))
            .Concat(source is { Private: true, DeclaredBy.IsBot: false } ? [(source.DeclaredBy.Id, source.DeclaredBy.Name)] : [])
            .DistinctBy(person => person.Id)
            .Where(person => !target.Responders.ContainsKey(person.Id))
            .ToList();
        return new MergedIn(source.Id.ToString(), source.Title, [.. people.Select(person => person.Id)], [.. people.Select(person => person.Name)], source.Alerts?.Given(), ReadOf(source));
    }

    /// <summary>What the public reads of it; what somebody still has to put there by hand nobody has read.</summary>
    private static PublicStage? ReadOf(Incident source) => source.PublicOpen && !source.Unsent.Any(update => update.Audience == Audience.Public) ? source.PublicStage : null;

    /// <summary>
    /// A red alert that began after the target's fix ends its watch, as if it had been linked there (product page, "Verification"); for one that
    /// fires since before the watch waits. A watch that has ended already did so without knowing of it.
    /// </summary>
    private static (IReadOnlyList<IEvent> Events, string Said) Watching(Incident source, Incident target, VerbCall call)
    {
        var reason = $"a red alert of {source.Id} fires";
        return source.Alerts?.NewestRed is { } began && target.MitigatedAt is { } mended && (target.WatchCompleted || began > mended)
            && target.Ask(Trigger.Reopen, call.Now, reason).To is { } to
            ? ([new Reopened(reason), new StepEntered(to, target.Procedure.Find(to).Phase)], $" {target.Id} is back in {to}: {reason}.")
            : ([], "");
    }

    /// <summary>People are at work on what is the same: the target is acknowledged with the merge, under their commander.</summary>
    private static IEnumerable<IEvent> Answered(Incident source, Incident target, VerbCall call) =>
        source.AcknowledgedBy is not { } who || !target.AwaitsAcknowledgement || target.Ask(Trigger.Acknowledge, call.Now).To is not { } to ? []
        :
        [
            new Acknowledged(who.Id, who.Name),
            .. target.Commander is null && source.Commander is { } commander ? [new CommanderNamed(commander, source.CommanderName!)] : Array.Empty<IEvent>(),
            .. AcknowledgeVerb.Entering(target, to, call.Roster),
        ];
}
