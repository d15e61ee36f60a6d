using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Verbs;

/// <summary>
/// Takes the command, offers it, accepts it, keeps it or gives it up. Nobody becomes commander without their own press (product page,
/// "Acknowledging").
/// </summary>
public sealed class LeadVerb : IncidentVerb
{
    /// <summary>How long the holder has to object to a claim.</summary>
    public static readonly TimeSpan ObjectWithin = TimeSpan.FromMinutes(2);

    private const string WhileFree = "free";

    public override string Name => "lead";

    public override IReadOnlyList<string> Synonyms => ["claim", "commander"];

    public override string Usage => "lead [INC-7] [free|@who|pass]";

    public override string Help => "take the command (free: only while nobody has it), offer it to somebody, or give it up (pass)";

    public override bool TakesNoMoreThan(string words) => !words.Contains(' ', StringComparison.Ordinal);

    public override bool NamesPerson => true;

    /// <summary>What a button says on a card that shows no commander.</summary>
    public static string LineWhileFree(Incident incident) => $"lead {incident.Id} {WhileFree}";

    public override Decision Decide(Incident incident, VerbCall call)
    {
        if (!incident.IsOpen || incident.AwaitsAcknowledgement || incident.Procedure.FirstOf(StepPhase.Alert) is null)
        {
            return incident.AwaitsAcknowledgement
                ? Decision.Refuse($"Nobody has acknowledged {incident.Id} yet; whoever does commands it.", $"`ack {incident.Id}`")
                : Decision.Refuse($"There is nothing to command in {incident.Id}.", $"`status {incident.Id}` shows where it stands.");
        }

        return call.Text.Split(' ')[0].ToLowerInvariant() switch
        {
            "" or "me" => Take(incident, call),
            WhileFree => TakeFree(incident, call),
            "pass" => Pass(incident, call),
            var who => HandoverVerb.Offer(incident, call, who),
        };
    }

    /// <summary>Pressed by two, it is the first one's: the second wanted a command that nobody had, not to take it from them.</summary>
    private static Decision TakeFree(Incident incident, VerbCall call) =>
        incident.CommanderActiveSince(call.Now - Permissions.CommanderSilence) && !incident.IsCommander(call.By.Id)
            ? Decision.Refuse($"{incident.CommanderName} has done that already and commands {incident.Id}.", $"`lead {incident.Id}` asks them for it.")
            : Take(incident, call);

    private static Decision Take(Incident incident, VerbCall call)
    {
        var me = new CommanderNamed(call.By.Id, call.By.Name);
        if (incident.IsCommander(call.By.Id))
        {
            return incident.CommandChange is { Until: not null } claim
                ? Decision.Accept($"You keep the command; {claim.Name} is told.", new ClaimRejected())
                : Decision.Refuse($"You command {incident.Id} already.", $"`lead {incident.Id} pass` gives it up, `handover {incident.Id} @who` offers it.");
        }

        if (incident.CommandChange is { Until: null } offer && string.Equals(offer.Person, call.By.Id, StringComparison.Ordinal))
        {
            return Decision.Accept($"You command {incident.Id}. {SummaryLine(incident, call.Now)}", me);
        }

        if (incident.Commander is null || !incident.CommanderActiveSince(call.Now - Permissions.CommanderSilence))
        {
            return Decision.Accept($"You command {incident.Id}. {SummaryLine(incident, call.Now)}", me);
        }

        return incident.CommandChange is { Until: { } until } other
            ? Decision.Refuse(
                $"{(string.Equals(other.Person, call.By.Id, StringComparison.Ordinal) ? "You" : other.Name)} asked for the command already; it passes at {Spoken.At(until, incident.Office.Clock(until))} unless {incident.CommanderName} objects.",
                $"`status {incident.Id}` shows who commands.")
            : Decision.Accept($"{incident.CommanderName} has 2 minutes to object; then you command {incident.Id}.", new CommandClaimed(call.Now + ObjectWithin));
    }

    private static Decision Pass(Incident incident, VerbCall call) => incident.IsCommander(call.By.Id)
        ? Decision.Accept($"{incident.Id} has no commander now; the room is asked in 5 minutes.", new CommandLeft())
        : Decision.Refuse($"You do not command {incident.Id}.", $"`lead {incident.Id}` takes the command.");

    private static string SummaryLine(Incident incident, DateTimeOffset now) => $"It is in {incident.State}{(incident.ResolutionClock is { Runs: true } clock ? $", resolution due {Spoken.At(clock.Due, incident.Office.Clock(clock.Due, now))}" : "")}.";
}
