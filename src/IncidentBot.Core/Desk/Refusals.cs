using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Desk;

/// <summary>Refusals that are no verb's own.</summary>
internal static class Refusals
{
    public static Refusal NoSuchIncident(IncidentId id) => new($"There is no {id}.", "`list` shows what is open.");

    public static Refusal NotAllowed(string verb, Incident? incident, PeopleRoster roster) => (Permissions.NeededFor(verb), incident) switch
    {
        (Standing.Commander, { } open) => new Refusal(
            $"Only the commander{(open.CommanderName is { } name ? $" ({name})" : "")} or the Lead{(roster.Lead is { } lead ? $" ({lead.Name})" : "")} may {verb} {open.Id}.",
            open.AwaitsAcknowledgement ? $"Working on it? `ack {open.Id}` first." : "Ask them, or write a `note`; if the commander stays silent for 10 minutes any responder may."),
        (Standing.Responder, { } open) => new Refusal(
            $"Only responders may {verb} {(open.Id)}.",
            $"Working on it? `ack {open.Id} working` makes you one; `note {open.Id} <text>` is open to everybody."),
        _ => new Refusal("Guests and people from other organisations can read and comment here.", "Ask somebody of the team to do it, or write a `note`."),
    };
}
