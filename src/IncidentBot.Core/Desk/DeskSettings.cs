using IncidentBot.Core.Playbooks;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Desk;

/// <summary>What the desk decides with, besides the incident.</summary>
/// <param name="Targets">Chats that new incidents live in; may be empty.</param>
public sealed record DeskSettings(PeopleRoster Roster, ProcedureBook Procedures, IReadOnlyList<string> Targets)
{
    /// <summary>Playbooks and links.</summary>
    public Handbook Handbook { get; init; } = Handbook.Empty;
}
