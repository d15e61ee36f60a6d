using System.Collections.Frozen;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Roster;

/// <summary>Who may do what (product page, "People from the first version"), as one table.</summary>
public static class Permissions
{
    /// <summary>With no commander active for this long, any responder may do everything; it is recorded as break-glass.</summary>
    public static readonly TimeSpan CommanderSilence = TimeSpan.FromMinutes(10);

    /// <summary>Raising a severity; lowering is the verb <c>severity</c> itself.</summary>
    public const string Raise = "raise";

    /// <summary>Publishing the bot's own first public text; any other is the verb <c>publish</c> itself.</summary>
    public const string ApproveTemplate = "approve the template";

    /// <summary>Saying what an alert-born incident is: its severity, or that it is a false alarm.</summary>
    public const string Confirm = "confirm";

    /// <summary>Ending an investigation task.</summary>
    public const string CloseTask = "close a task";

    /// <summary>Giving the post-mortem to somebody and moving it on; looking at it is the verb <c>postmortem</c> itself.</summary>
    public const string WriteUp = "write-up";

    private static readonly FrozenDictionary<string, Standing> Table = new Dictionary<string, Standing>(StringComparer.Ordinal)
    {
        ["declare"] = Standing.Member,
        ["ack"] = Standing.Member,
        ["join"] = Standing.Member,
        ["decline"] = Standing.Member,
        ["title"] = Standing.Member,
        ["page"] = Standing.Member,
        [Raise] = Standing.Member,
        ["escalate"] = Standing.Member,
        ["impact"] = Standing.Member,
        ["more"] = Standing.Guest,
        ["note"] = Standing.Guest,
        ["log"] = Standing.Guest,
        ["lead"] = Standing.Responder,
        ["handover"] = Standing.Responder,
        ["room"] = Standing.Responder,
        ["role"] = Standing.Responder,
        ["skip"] = Standing.Responder,
        ["update"] = Standing.Responder,
        ["cause"] = Standing.Responder,
        ["component"] = Standing.Responder,
        ["ticket"] = Standing.Responder,
        ["snooze"] = Standing.Responder,
        ["next"] = Standing.Responder,
        ["done"] = Standing.Responder,
        ["playbook"] = Standing.Responder,
        ["playbooks"] = Standing.Guest,
        ["undo"] = Standing.Responder,
        ["fixed"] = Standing.Responder,
        ["unrelated"] = Standing.Responder,
        [Confirm] = Standing.Responder,
        [CloseTask] = Standing.Responder,
        ["reopen"] = Standing.Member,
        [WriteUp] = Standing.Responder,
        [ApproveTemplate] = Standing.Responder,
        ["action"] = Standing.Responder,
        ["actions"] = Standing.Guest,
        ["severity"] = Standing.Commander,
        ["pause"] = Standing.Commander,
        ["resume"] = Standing.Commander,
        ["publish"] = Standing.Commander,
        ["resolve"] = Standing.Commander,
        ["cancel"] = Standing.Commander,
        ["merge"] = Standing.Commander,
        ["close"] = Standing.Commander,
        ["status"] = Standing.Guest,
        ["who"] = Standing.Guest,
        ["summary"] = Standing.Guest,
        ["postmortem"] = Standing.Guest,
        ["links"] = Standing.Guest,
        ["contacts"] = Standing.Member,
        ["list"] = Standing.Guest,
        ["timeline"] = Standing.Guest,
        ["doctor"] = Standing.Member,
        ["help"] = Standing.Guest,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <exception cref="KeyNotFoundException">A verb without a line in the table: a mistake in the program, caught by a test.</exception>
    public static Standing NeededFor(string verb) => Table[verb];

    public static IReadOnlyCollection<string> Verbs => Table.Keys;

    /// <summary>What a person may do whose facts cannot be looked up just now: raising the alarm never waits for a look-up.</summary>
    public static bool NeedsNoVerification(string verb) => verb is "declare" or "note" or "ack" or "page";

    public static Standing StandingOf(Actor who, Membership membership, Incident? incident, PeopleRoster roster)
    {
        if (membership != Membership.Member)
        {
            return Standing.Guest;
        }

        if (incident is null)
        {
            return Standing.Member;
        }

        if (incident.IsCommander(who.Id) || roster.IsLead(who.Id))
        {
            return Standing.Commander;
        }

        // A severity without an alert step (P4) has no responders and no commander: whoever cares may move it.
        if (incident.Procedure.FirstOf(StepPhase.Alert) is null)
        {
            return Standing.Commander;
        }

        return incident.Responders.ContainsKey(who.Id) || OwesSomething(who, incident) || roster.IsPageable(who.Id) || roster.HasRole(who.Id) ? Standing.Responder
            : Standing.Member;
    }

    /// <summary>Whoever was given an action item or the write-up may move it on.</summary>
    private static bool OwesSomething(Actor who, Incident incident) =>
        string.Equals(incident.WriteUp?.Person, who.Id, StringComparison.Ordinal) || incident.Actions.Any(item => string.Equals(item.Person, who.Id, StringComparison.Ordinal));

    /// <summary>A private incident exists only for its declarer, its responders and the people on call; for everybody else there is no such id.</summary>
    public static bool MaySee(Actor who, Incident incident, PeopleRoster roster) =>
        !incident.Private
        || string.Equals(incident.DeclaredBy.Id, who.Id, StringComparison.Ordinal)
        || incident.IsCommander(who.Id)
        || incident.Responders.ContainsKey(who.Id)
        || OwesSomething(who, incident)
        || roster.IsPageable(who.Id);

    /// <summary>May this person do this, and does it take breaking the glass?</summary>
    public static Permission Of(string verb, Actor who, Membership membership, Incident? incident, PeopleRoster roster, DateTimeOffset now)
    {
        var standing = StandingOf(who, membership == Membership.NotVerified && NeedsNoVerification(verb) ? Membership.Member : membership, incident, roster);
        return standing >= Standing.Member && TakesBack(verb, who, incident) ? Permission.Granted : Check(verb, standing, incident, now);
    }

    /// <summary>
    /// Whoever declared what is there already takes it back by merging it, as long as nobody has answered: the declaration itself offers it. For
    /// everybody else a merge is the commander's, answered or not.
    /// </summary>
    private static bool TakesBack(string verb, Actor who, Incident? incident) =>
        verb is "merge" && incident is { AwaitsAcknowledgement: true } && string.Equals(incident.DeclaredBy.Id, who.Id, StringComparison.Ordinal);

    /// <summary>What this standing may do, whoever has it.</summary>
    public static Permission Check(string verb, Standing standing, Incident? incident, DateTimeOffset now)
    {
        var needed = NeededFor(verb);
        if (standing >= needed)
        {
            return Permission.Granted;
        }

        return needed == Standing.Commander && standing == Standing.Responder && incident is not null && !incident.CommanderActiveSince(now - CommanderSilence)
            ? Permission.GrantedByBreakingGlass
            : Permission.Refused;
    }
}

/// <summary>The table's answer.</summary>
public enum Permission
{
    Refused,
    Granted,
    GrantedByBreakingGlass,
}
