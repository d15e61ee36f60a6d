using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Verbs;

/// <summary>Offers the command; the old commander stays until it is accepted with <c>lead</c>.</summary>
public sealed class HandoverVerb : IncidentVerb
{
    public override string Name => "handover";

    public override IReadOnlyList<string> Synonyms => ["handoff"];

    public override string Usage => "handover [INC-7] @who";

    public override string Help => "offer the command to somebody; you stay until they accept";

    public override bool TakesNoMoreThan(string words) => !words.Contains(' ', StringComparison.Ordinal);

    public override bool NamesPerson => true;

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 && incident.IsOpen && !incident.AwaitsAcknowledgement && incident.Procedure.FirstOf(StepPhase.Alert) is not null ? new HandoverForm() : null;

    public override Decision Decide(Incident incident, VerbCall call) => Offer(incident, call, call.Text.Split(' ')[0]);

    internal static Decision Offer(Incident incident, VerbCall call, string who)
    {
        var id = incident.Id;
        if (!incident.IsOpen || incident.AwaitsAcknowledgement || incident.Procedure.FirstOf(StepPhase.Alert) is null)
        {
            return Decision.Refuse($"There is no command of {id} to hand over.", $"`status {id}` shows where it stands.");
        }

        if (call.Roster.FindNamed(who, incident) is not { } person)
        {
            return Decision.Refuse(who.Length == 0 ? "To whom?" : $"I do not know '{Words.Cut(who, 40)}'.", $"`handover {id} @who`; `contacts` shows everybody of the team; other members are named by a mention, guests not at all.");
        }

        if (incident.IsCommander(person.Id))
        {
            return Decision.Refuse($"{person.Name} commands {id} already.", $"`status {id}` shows where it stands.");
        }

        if (string.Equals(person.Id, call.By.Id, StringComparison.Ordinal))
        {
            return Decision.Refuse("Nobody offers the command to themselves.", $"`lead {id}` takes it.");
        }

        // An offer is accepted at once, so it must not be a way around the time the holder has to object.
        return !incident.IsCommander(call.By.Id) && !call.Roster.IsLead(call.By.Id) && incident.CommanderActiveSince(call.Now - Permissions.CommanderSilence)
            ? Decision.Refuse($"{incident.CommanderName} commands {id}; only they or the Lead offer it to others.", $"`lead {id}` takes it yourself, unless they object within 2 minutes.")
            : Decision.Accept(
                $"{person.Name} is asked{(incident.CommanderName is { } holder ? $"; {holder} commands until then" : "")}.",
                new CommandOffered(person.Id, person.Name));
    }
}
