using IncidentBot.Core.Doctor;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Desk;

/// <summary>What the desk decides with, besides the incident.</summary>
/// <param name="Targets">Chats that new incidents live in; may be empty.</param>
public sealed record DeskSettings(PeopleRoster Roster, ProcedureBook Procedures, IReadOnlyList<string> Targets)
{
    /// <summary>Looks at the running bot, at once and without asking anybody outside; null where nobody can.</summary>
    public Func<CancellationToken, ValueTask<IReadOnlyList<Finding>>>? Examine { get; init; }

    /// <summary>Playbooks and links.</summary>
    public Handbook Handbook { get; init; } = Handbook.Empty;
}
