using System.Collections.Frozen;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// Who may do what and what may come of it, written down once more from the product page ("People from the first version", "Ends", "Chat
/// vocabulary") and not from the product's own table. A verb or an event that has no line here breaks the promise until it gets one.
/// </summary>
/// <param name="Needs">"Anyone in the workspace may declare, note and raise; responders move steps and tasks; commander and Lead lower,
/// publish, resolve, cancel, merge, pause; guests and outsiders read and comment."</param>
/// <param name="MayCause">The events that belong to the verb.</param>
internal sealed record Expected(Standing Needs, params IReadOnlyList<Type> MayCause)
{
    /// <summary>"With no commander active in the last 10 min any responder may do everything; it is recorded as break-glass."</summary>
    public static readonly TimeSpan CommanderSilence = TimeSpan.FromMinutes(10);

    private static readonly FrozenDictionary<string, Expected> Verbs = new Dictionary<string, Expected>(StringComparer.Ordinal)
    {
        [TypedLine.Declare] = new(Standing.Member, typeof(Declared), typeof(Noted), typeof(Acknowledged), typeof(CommanderNamed), typeof(TaskTicked), typeof(StepEntered)),
        ["ack"] = new(Standing.Member, typeof(Acknowledged), typeof(CommanderNamed), typeof(TaskTicked), typeof(StepEntered)),
        ["note"] = new(Standing.Guest, typeof(Noted)),
        ["log"] = new(Standing.Guest, typeof(LessonLearnt), typeof(LessonWithdrawn)),

        // Whoever is in the room writes there, and is heard.
        [TypedLine.Talk] = new(Standing.Guest, typeof(Spoke)),

        // The page names nobody for it. Whoever may declare without a title is asked for one afterwards.
        ["title"] = new(Standing.Member, typeof(Renamed), typeof(Noted)),
        ["decline"] = new(Standing.Member, typeof(Declined), typeof(Escalated)),
        ["page"] = new(Standing.Member, typeof(Paged)),
        ["escalate"] = new(Standing.Member, typeof(Escalated)),
        [TypedLine.Raise] = new(Standing.Member, typeof(SeverityChanged), typeof(Joined), typeof(WriteUpOwned)),
        [TypedLine.Confirm] = new(Standing.Responder, typeof(SeverityChanged), typeof(SeverityConfirmed), typeof(Joined), typeof(WriteUpOwned)),
        [TypedLine.FalseAlarm] = new(Standing.Responder, typeof(Cancelled)),
        [TypedLine.CloseTask] = new(Standing.Responder, typeof(Closed)),
        ["severity"] = new(Standing.Commander, typeof(SeverityChanged), typeof(SeverityConfirmed), typeof(Joined)),
        ["unrelated"] = new(Standing.Responder, typeof(AlertUnrelated), typeof(StepEntered)),
        ["pause"] = new(Standing.Commander, typeof(ClockPaused)),
        ["resume"] = new(Standing.Commander, typeof(ClockResumed)),
        ["publish"] = new(Standing.Commander, typeof(UpdatePublished), typeof(TaskTicked), typeof(UpdateWritten)),
        [TypedLine.ApproveTemplate] = new(Standing.Responder, typeof(UpdatePublished), typeof(TaskTicked), typeof(UpdateWritten)),
        ["postmortem"] = new(Standing.Responder, typeof(WriteUpOwned), typeof(PostMortemMoved), typeof(TaskTicked)),
        ["action"] = new(Standing.Responder, typeof(ActionAdded), typeof(ActionDone), typeof(TaskTicked)),
        ["merge"] = new(Standing.Commander, typeof(Merged), typeof(UpdateWritten), typeof(UpdatePublished)),
        [TypedLine.TakeBack] = new(Standing.Member, typeof(Merged), typeof(UpdateWritten), typeof(UpdatePublished)),
        [TypedLine.MergeInto] = new(Standing.Guest, typeof(MergedIn), typeof(SeverityChanged), typeof(Joined), typeof(Acknowledged), typeof(CommanderNamed), typeof(TaskTicked), typeof(Reopened), typeof(StepEntered)),
        ["lead"] = new(Standing.Responder, typeof(CommanderNamed), typeof(CommandLeft), typeof(CommandClaimed), typeof(ClaimRejected), typeof(CommandOffered)),
        ["room"] = new(Standing.Responder, typeof(RoomWanted)),
        ["handover"] = new(Standing.Responder, typeof(CommandOffered)),
        ["role"] = new(Standing.Responder, typeof(RoleGiven), typeof(CommandOffered)),
        ["skip"] = new(Standing.Responder, typeof(TaskSkipped)),
        ["update"] = new(Standing.Responder, typeof(UpdateWritten)),
        ["cause"] = new(Standing.Responder, typeof(CauseNamed), typeof(UpdateWritten)),
        ["ticket"] = new(Standing.Responder, typeof(TicketNamed), typeof(TaskTicked)),
        ["component"] = new(Standing.Responder, typeof(ComponentRated)),
        ["snooze"] = new(Standing.Responder, typeof(Snoozed), typeof(NagsStopped)),
        ["impact"] = new(Standing.Member, typeof(ImpactDescribed)),
        ["join"] = new(Standing.Member, typeof(Joined)),
        ["next"] = new(Standing.Responder, typeof(StepEntered)),
        ["done"] = new(Standing.Responder, typeof(TaskTicked)),
        ["playbook"] = new(Standing.Responder, typeof(PlaybookStarted)),
        ["undo"] = new(Standing.Responder, typeof(TaskUnticked)),
        ["fixed"] = new(Standing.Responder, typeof(Mitigated), typeof(TaskTicked), typeof(StepEntered), typeof(UpdateWritten)),

        // "By a person: the actor counts as acknowledged": so it need not be somebody who had acknowledged before.
        ["reopen"] = new(Standing.Member, typeof(Reopened), typeof(Acknowledged), typeof(StepEntered)),
        ["resolve"] = new(Standing.Commander, typeof(Resolved), typeof(ClockBreached), typeof(StepEntered), typeof(WriteUpOwned), typeof(UpdateWritten), typeof(UpdatePublished)),
        ["cancel"] = new(Standing.Commander, typeof(Cancelled), typeof(UpdateWritten), typeof(UpdatePublished)),
        ["close"] = new(Standing.Commander, typeof(Closed)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What the bot does by itself, without anybody asking; also at the beginning of somebody's change, when it was due before.</summary>
    private static readonly FrozenSet<Type> Bot =
        new[] { typeof(ClockAtRisk), typeof(ClockBreached), typeof(WatchCompleted), typeof(RoomOpened), typeof(RoomsRetired), typeof(DeliveryFailed), typeof(ClockResumed), typeof(Escalated), typeof(CommanderSought), typeof(CommanderNamed), typeof(Nagged), typeof(UpdateWritten), typeof(UpdatePublished), typeof(ApprovalSought), typeof(FollowedUp), typeof(AlertsCounted), typeof(CardRenewed) }.ToFrozenSet();

    /// <summary>What an alert may do: open, join, propose more, end a watch or bring back, and call for that.</summary>
    private static readonly FrozenSet<Type> Alerts =
        new[] { typeof(Declared), typeof(AlertsArrived), typeof(SeverityChanged), typeof(Reopened), typeof(StepEntered), typeof(Paged) }.ToFrozenSet();

    /// <summary>What follows these is somebody's words, in which the id of another incident is only a word.</summary>
    public static bool IsFreeText(string? verb) => verb is "note" or "log" or "title" or "update" or "cause" or "impact" or "component" or "ticket";

    /// <summary>"A person whose facts cannot be looked up just now may declare, note, acknowledge and page, nothing else."</summary>
    public static bool NeedsNoLookUp(string? verb) => verb is TypedLine.Declare or "note" or "ack" or "page";

    public static Expected? Of(string? verb) => verb is null ? null : Verbs.GetValueOrDefault(verb);

    public static bool MayDoByItself(Core.Store.Recorded entry) => (entry.By.IsAlert ? Alerts : Bot).Contains(entry.Event.GetType());

    public bool May(Type happened) => MayCause.Contains(happened) || (happened == typeof(GlassBroken) && Needs == Standing.Commander);
}
