using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Messages;

/// <summary>The first public text of a P1: offered, then asked for.</summary>
public static class CommunicationCards
{
    /// <summary>A draft of the bot; calls nobody.</summary>
    public static Card Offer(Incident incident, UpdateWritten draft) => new($"{incident.Id}: tell users that it is being looked at?", $"{incident.Id}: a public text is ready to approve")
    {
        Tone = Tone.Attention,
        Blocks = [Block.Text.Of(UpdateTexts.Sent(incident, draft.Text, draft.Stage, incident.KnownAt)), Block.Text.Of(incident.Drill ? "A drill: one approval counts, and nothing is published. Any responder may give it." : $"One approval is for the status page (investigating) and the users' channel. Any responder may give it. {UpdateTexts.SentLater}")],
        Buttons = [Approve(incident, draft.Number), .. Task(incident) is { } task ? new[] { new Button("Not needed", $"skip {incident.Id} {task} users do not notice it") } : []],
    };

    /// <summary>Calls whoever is asked, the next in line where there is nobody: communications lead, commander, Lead.</summary>
    public static Card Ask(Incident incident, ApprovalSought sought, Person? lead)
    {
        var asked = new (string Id, string Name)?[]
        {
            incident.RolesGiven.TryGetValue(RoleVerb.Communications, out var communications) ? communications : null,
            incident.Commander is { } commander ? (commander, incident.CommanderName!) : null,
            lead is null ? null : (lead.Id, lead.Name),
        };
        var who = asked.Skip(sought.Level - 1).FirstOrDefault(person => person is not null);
        var draft = incident.Updates.LastOrDefault(update => update is { Audience: Audience.Public, ByBot: true, Published: null });
        return new Card($"{incident.Id}: users wait for its first text", $"{incident.Id}: the first public text waits for approval")
        {
            Tone = Tone.Attention,
            Blocks =
            [
                Block.Text.Of([.. who is { } person ? new Span[] { new Span.Mention(person.Id, person.Name), new Span.Words(" ") } : [], new Span.Words("The first public text waits for approval:")]),
                Block.Text.Of(draft is null ? "" : UpdateTexts.Sent(incident, draft.Text, draft.Stage, incident.KnownAt)),
            ],
            Buttons = draft is null ? [] : [Approve(incident, draft.Number)],
        };
    }

    /// <summary>
    /// The message with the public text that what somebody did made ready: whoever named the cause need not be who may publish, so it is offered where both
    /// are. It names them and calls nobody.
    /// </summary>
    public static Card WithDraft(Card card, Incident incident, IReadOnlyList<Recorded> entries, Person? lead)
    {
        if (!incident.IsOpen || entries.Select(entry => entry.Event).OfType<UpdateWritten>().LastOrDefault(written => written is { Audience: Audience.Public, Drafted: true }) is not { } draft)
        {
            return card;
        }

        var who = new[] { incident.CommanderName, lead?.Name }.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return card with
        {
            Blocks =
            [
                .. card.Blocks,
                Block.Text.Of($"A public text is ready; {(who.Count == 0 ? "the commander or the Lead" : string.Join(" or ", who))} may publish it. {UpdateTexts.SentLater}"),
                Block.Text.Of(UpdateTexts.Sent(incident, draft.Text, draft.Stage, incident.KnownAt)),
            ],
            Buttons = [.. card.Buttons, new Button("Publish", $"publish {incident.Id} {draft.Number}", "Send this to the public?", Primary: true)],
        };
    }

    private static Button Approve(Incident incident, int number) => new("Approve", $"publish {incident.Id} {number}", incident.Drill ? null : "Send this to the public?", Primary: true);

    private static int? Task(Incident incident) => incident.Tasks.FirstOrDefault(task => task.TicksItself is Procedures.TaskTicks.PublicApproved)?.Number;
}
