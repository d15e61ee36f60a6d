using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Desk;

/// <summary>Refusals that are no verb's own.</summary>
internal static class Refusals
{
    public static Refusal NoSuchIncident(IncidentId id) => new($"There is no {id}.", "`list` shows what is open.");

    /// <param name="seen">The words stand in the conversation.</param>
    public static Refusal ReadOutside(bool seen) => new(
        "Nothing was recorded: another organisation reads along in this channel, and no incident is declared from there.",
        $"{(seen ? "Perhaps delete that message, and declare" : "Declare")} it in a channel of your own, or where only you read along: `p1 <what is wrong>`.");

    public static Refusal Full(Incident incident) =>
        new($"{incident.Id} has {Incident.MaxEntries} timeline entries and takes no more.", "`fixed`, `resolve`, `close` and `cancel` still work.");

    public static Refusal NotAllowed(string verb, Incident? incident, PeopleRoster roster, Membership membership) => (Permissions.NeededFor(verb), incident) switch
    {
        _ when membership == Membership.NotVerified && incident is not null => new Refusal("I cannot look up who you are just now, so only declaring, notes, acknowledging and paging work for you.", "Please try again in a minute."),
        _ when membership is Membership.Guest or Membership.Outsider => Outside,
        (Standing.Commander, { } open) => new Refusal(
            $"Only the commander{(open.CommanderName is { } name ? $" ({name})" : "")} or the Lead{(roster.Lead is { } lead ? $" ({lead.Name})" : "")} may `{verb}` here.",
            open.AwaitsAcknowledgement ? $"Working on it? `ack {open.Id}` first." : "Ask them, or write a `note`; if the commander stays silent for 10 minutes any responder may."),
        (Standing.Responder, { } open) => new Refusal(
            $"`{verb}` is for the responders of {open.Id}.",
            open.HasEnded ? $"`note {open.Id} <text>` is open to everybody." : $"Working on it? `join {open.Id}` makes you one; `note {open.Id} <text>` is open to everybody."),
        _ => Outside,
    };

    private static Refusal Outside { get; } = new("Guests and people from other organisations can read and comment here.", "Ask somebody of the team to do it, or write a `note`.");
}
