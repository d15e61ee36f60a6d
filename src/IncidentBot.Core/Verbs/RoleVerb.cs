using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Verbs;

/// <summary>Gives somebody a role in this incident.</summary>
public sealed class RoleVerb : IncidentVerb
{
    /// <summary>Who speaks to the outside, and is reminded of updates.</summary>
    public const string Communications = "communications lead";

    private const string Responder = "responder";

    private static readonly (string Typed, string Role)[] Known =
    [
        ("communications", Communications), ("comms", Communications), ("communications-lead", Communications),
        ("deputy", "deputy"), ("operations", "operations lead"), ("ops", "operations lead"), ("operations lead", "operations lead"), ("expert", "expert"), (Communications, Communications), (Responder, Responder),
    ];

    /// <summary>As they are typed; the team's own come besides.</summary>
    private static readonly string[] Usual = ["comms", "deputy", "operations", "expert", Responder];

    public override string Name => "role";

    public override string Usage => "role [INC-7] <role> @who";

    public override string Help => "give somebody a role: comms, deputy, operations, expert, responder, or one of the team's roles";

    public override bool TakesNoMoreThan(string words) => words.Contains(' ', StringComparison.Ordinal);

    public override bool NamesPerson => true;

    public override FormKind? Asks(Incident incident, VerbCall call) => call.Text.Length == 0 && !incident.HasEnded
        ? new LineForm("roles", "Give", new Field.Choice("role", "Which role?", [.. Usual.Concat(OfTheTeam(call.Roster)).Where(role => role.Length <= Option.MaxLength).Take(Field.Choice.Most).Select(role => new Option(role, role))]), LineForm.Person("Who has it?"))
        : null;

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

        if (call.Roster.FindNamed(words[^1], incident) is not { } person)
        {
            return Decision.Refuse($"I do not know '{Words.Cut(words[^1], 40)}'.", "`contacts` shows everybody of the team; other members are named by a mention, guests not at all.");
        }

        var typed = string.Join(' ', words[..^1]).ToLowerInvariant();
        if (typed is "commander" or "lead")
        {
            return HandoverVerb.Offer(incident, call, words[^1]);
        }

        if (typed is "scribe")
        {
            return Decision.Refuse($"The scribe of {incident.Id} is the bot.", $"`note {incident.Id} <text>` adds what it cannot see.");
        }

        return Find(typed, call.Roster) is { } role
            ? incident.RolesGiven.TryGetValue(role, out var holder) && string.Equals(holder.Id, person.Id, StringComparison.Ordinal)
                ? Decision.Refuse($"{person.Name} is {role} of {incident.Id} already.", $"`who {incident.Id}` shows who does what.")
                : Decision.Accept($"{person.Name} is {role} of {incident.Id}.", new RoleGiven(role, person.Id, person.Name))
            : Unknown(incident, call, typed, $"@{person.Id}");
    }

    /// <summary>By one of its usual names, or as the roster calls it.</summary>
    private static string? Find(string typed, PeopleRoster roster) =>
        Known.FirstOrDefault(known => string.Equals(known.Typed, typed, StringComparison.Ordinal)).Role
        ?? OfTheTeam(roster).FirstOrDefault(role => string.Equals(role, typed, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> OfTheTeam(PeopleRoster roster) =>
        roster.Everyone.SelectMany(person => person.Roles).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);

    private static Decision Unknown(Incident incident, VerbCall call, string typed, string who)
    {
        var near = Known.Select(known => known.Typed).Append("commander").Concat(OfTheTeam(call.Roster))
            .Select(role => (Role: role, Slips: EditDistance.Between(typed, role.ToLowerInvariant())))
            .Where(one => one.Slips <= (typed.Length <= 4 ? 1 : 2))
            .OrderBy(one => one.Slips).Select(one => one.Role).FirstOrDefault();
        var line = $"role {incident.Id} {near} {who}";
        return Decision.Refuse(new Refusal(
            $"There is no role '{Words.Cut(typed, 40)}'.{(near is null ? "" : $" Did you mean `{line}`?")}",
            $"Roles: {string.Join(", ", Usual.Concat(OfTheTeam(call.Roster)))}. `lead {incident.Id} @who` offers the command.")
        {
            Choices = near is null ? null : new Card("Did you mean this?", "Did you mean this?") { Buttons = [new Button(Words.Cut(line, 70), line)] },
        });
    }
}
