using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Verbs;

/// <summary>Offers the command; the old commander stays until it is accepted with <c>lead</c>.</summary>
public sealed class HandoverVerb : IncidentVerb
{
    public override string Name => "handover";

    public override IReadOnlyList<string> Synonyms => ["handoff"];

    public override string Usage => "handover [INC-7] @who";

    public override string Help => "offer the command to somebody; you stay until they accept";

    public override Decision Decide(Incident incident, VerbCall call) => incident.Step is null || incident.AwaitsAcknowledgement || incident.Procedure.FirstOf(StepPhase.Alert) is null
        ? Decision.Refuse($"There is no command of {incident.Id} to hand over.", $"`status {incident.Id}` shows where it stands.")
        : Offer(incident, call, call.Text.Split(' ')[0]);

    internal static Decision Offer(Incident incident, VerbCall call, string who)
    {
        if (call.Roster.FindNamed(who) is not { } person)
        {
            return Decision.Refuse(who.Length == 0 ? "To whom?" : $"I do not know '{Words.Cut(who, 40)}'.", $"`handover {incident.Id} @who`; `contacts` shows everybody.");
        }

        return incident.IsCommander(person.Id)
            ? Decision.Refuse($"{person.Name} commands {incident.Id} already.", $"`status {incident.Id}` shows where it stands.")
            : Decision.Accept(
                $"{person.Name} is asked{(incident.CommanderName is { } holder ? $"; {holder} commands until then" : "")}.",
                new CommandOffered(person.Id, person.Name));
    }
}
