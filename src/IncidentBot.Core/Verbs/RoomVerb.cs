using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>A room of its own for what is talked about in a thread (product page, "Words": "a room on request or when raised").</summary>
public sealed class RoomVerb : IncidentVerb
{
    public override string Name => "room";

    public override string Usage => "room [INC-7]";

    public override string Help => "a P3 or P4 goes on in a room of its own";

    public override Decision Decide(Incident incident, VerbCall call) =>
        call.Text.Length > 0 ? Decision.Refuse($"`room` takes no words, and '{Words.Cut(call.Text, 60)}' may have been meant for something else. Nothing was done.", $"`room {incident.Id}` gives it a room; `note {incident.Id} <text>` records words; `p1 <title>` declares.")
        : incident.HasEnded ? Decision.Refuse($"{incident.Id} has ended; it needs no room.", Reasons.NoteInstead(incident))
        : incident.IsTask ? Decision.Refuse($"{incident.Id} is a task; it has a room once it is promoted.", $"`severity {incident.Id} p2 <reason>`")
        : incident.HasOwnRoom ? Decision.Refuse($"{incident.Id} has a room of its own already.", $"`status {incident.Id}` names it.")
        : Decision.Accept($"{incident.Id} goes on in a room of its own; the thread says where.", new RoomWanted());
}
