using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>Gives somebody a role in this incident.</summary>
public sealed class RoleVerb : IncidentVerb
{
    /// <summary>Who speaks to the outside, and is reminded of updates.</summary>
    public const string Communications = "communications lead";

    private const int RoleLength = 40;

    private static readonly (string Typed, string Role)[] Known =
    [
        ("communications", Communications), ("comms", Communications), ("communications-lead", Communications),
        ("deputy", "deputy"), ("operations", "operations lead"), ("ops", "operations lead"), ("scribe", "scribe"), ("expert", "expert"),
    ];

    public override string Name => "role";

    public override string Usage => "role [INC-7] <role> @who";

    public override string Help => "give somebody a role: comms, deputy, operations, scribe, expert";

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var words = call.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (incident.HasEnded)
        {
            return Decision.Refuse($"{incident.Id} has ended; its roles stay as they are.", Reasons.NoteInstead(incident));
        }

        if (words.Length < 2)
        {
            return Decision.Refuse("Which role for whom?", $"`role {incident.Id} comms @who`");
        }

        if (call.Roster.FindNamed(words[^1]) is not { } person)
        {
            return Decision.Refuse($"I do not know '{Words.Cut(words[^1], 40)}'.", "`contacts` shows everybody.");
        }

        var typed = string.Join(' ', words[..^1]).ToLowerInvariant();
        if (typed is "commander" or "lead")
        {
            return HandoverVerb.Offer(incident, call, words[^1]);
        }

        var role = Known.FirstOrDefault(known => string.Equals(known.Typed, typed, StringComparison.Ordinal)).Role ?? Words.Cut(typed, RoleLength);
        return Decision.Accept($"{person.Name} is {role} of {incident.Id}.", new RoleGiven(role, person.Id, person.Name));
    }
}
