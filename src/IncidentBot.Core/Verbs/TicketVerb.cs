using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Verbs;

/// <summary>
/// The ticket is there, with its number or link: while nothing is connected that creates it, a person does (product page, table of the P1). It is said
/// once; whoever says it again hears who was faster and with which, so that one incident does not end up with two tickets.
/// </summary>
public sealed class TicketVerb : IncidentVerb
{
    /// <summary>A link is longer than a number; more than this is a text.</summary>
    private const int Longest = 200;

    /// <summary>Before the number: it takes the place of the one that was named.</summary>
    private const string Instead = "instead ";

    public override string Name => "ticket";

    public override string Usage => "ticket [INC-7] <number or link>";

    public override string Help => "say which ticket was created for it";

    /// <summary>The number of a ticket may look like that of an incident.</summary>
    public override bool IsFreeText => true;

    public override FormKind? Asks(Incident incident, VerbCall call) => call.Text.Length == 0 && incident is { Drill: false, Ticket: null }
        ? new LineForm("ticket", "Save", new Field.Text("number", "Its number or link", Longest))
        : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var instead = call.Text.StartsWith(Instead, StringComparison.OrdinalIgnoreCase) && incident.Ticket is not null;
        var number = instead ? call.Text[Instead.Length..].Trim() : call.Text;
        return incident switch
        {
            { Drill: true } => Decision.Refuse($"{incident.Id} is a drill; it gets no ticket.", Reasons.NoteInstead(incident)),
            { Ticket: { } before } when !instead => Decision.Refuse(Known(incident, before, number)),
            _ when number.Length == 0 => Decision.Refuse("Which ticket is it?", $"`ticket {incident.Id} <number or link>`"),
            _ when number.Length > Longest => Decision.Refuse($"That is {number.Length} characters; a ticket's number or link holds {Longest}.", $"`ticket {incident.Id} <number or link>`"),
            _ => Decision.Accept($"The ticket of {incident.Id} is {number}{(incident.Ticket is { } old ? $" now, and no longer {old.Number}" : "")}.", [new TicketNamed(number), .. Ticks.For(incident, TaskTicks.TicketCreated)]),
        };
    }

    /// <summary>Who was faster. Another number may be a slip that is put right, or a second ticket that nobody needs: whoever knows which presses.</summary>
    private static Refusal Known(Incident incident, Ticket ticket, string number) => new(
        $"The ticket of {incident.Id} is there already: {ticket.Number}, says {ticket.By}.",
        number.Length == 0 || string.Equals(number, ticket.Number, StringComparison.OrdinalIgnoreCase) ? $"`status {incident.Id}` shows it." : $"Is it that one instead? `ticket {incident.Id} {Instead}{number}`")
    {
        Choices = number.Length == 0 || number.Length > Longest || string.Equals(number, ticket.Number, StringComparison.OrdinalIgnoreCase) ? null
            : new Card("Which ticket is it?", "Which ticket is it?") { Buttons = [new Button(Words.Cut($"It is {number} instead", 70), $"ticket {incident.Id} {Instead}{number}")] },
    };
}
