using System.Text.Json.Serialization;
using IncidentBot.Core.Actions;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Incidents;

/// <summary>The incident exists. The procedure is frozen here: later changes of settings never reach it.</summary>
/// <param name="Targets">The chats it lives in, decided by the configuration of the moment.</param>
/// <param name="Provisional">An alert proposes this severity; a person has yet to confirm it.</param>
/// <param name="RecurrenceOf">The incident that was resolved too long ago to be reopened.</param>
public sealed record Declared(
    Severity Severity,
    string Title,
    bool Drill,
    bool Private,
    IReadOnlyList<string> Targets,
    Procedure Procedure,
    bool Provisional = false,
    string? RecurrenceOf = null) : IEvent;

/// <summary>It is called something else from now on.</summary>
public sealed record Renamed(string Title) : IEvent;

/// <summary>Somebody is working on it: the actor, or whoever had acknowledged the incident that was merged into it. The first one stops the response clock.</summary>
/// <param name="Person">Null: the actor.</param>
/// <param name="Name">Of the same person.</param>
public sealed record Acknowledged(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Person = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null) : IEvent;

/// <summary>The actor takes part; the response clock does not care.</summary>
public sealed record Joined : IEvent;

public sealed record CommanderNamed(string Person, string Name) : IEvent;

public sealed record StepEntered(string Step, StepPhase Phase) : IEvent;

public sealed record TaskTicked(int Task) : IEvent;

public sealed record TaskUnticked(int Task) : IEvent;

public sealed record Noted(string Text) : IEvent;

/// <summary>What was learnt; the post-mortem lists it.</summary>
public sealed record LessonLearnt(int Number, string Text) : IEvent;

/// <summary>It was none, or was said better elsewhere.</summary>
public sealed record LessonWithdrawn(int Number) : IEvent;

/// <summary>The actor wrote something in the room; what it was is not kept. Stands for whatever is written until <see cref="Incident.HeardUntil"/>.</summary>
public sealed record Spoke : IEvent;

/// <summary>The fix is in; the watch begins.</summary>
public sealed record Mitigated : IEvent;

/// <summary>The watch ran to its end without anything happening.</summary>
public sealed record WatchCompleted : IEvent;

/// <param name="Reason">Given when something was skipped.</param>
/// <param name="Early">The fix was not verified to the end: the watch was cut short, or a red alert still fired.</param>
/// <param name="Firing">How many red alerts still fired; 0 in entries of older versions.</param>
public sealed record Resolved(string? Reason, bool Early, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Firing = 0) : IEvent;

public sealed record Reopened(string Reason) : IEvent;

/// <summary>A false alarm.</summary>
public sealed record Cancelled(string Reason) : IEvent;

public sealed record Closed(string? Reason) : IEvent;

/// <summary>It is the same as another incident and goes on there.</summary>
public sealed record Merged(string Into) : IEvent;

/// <summary>Another incident turned out to be this one.</summary>
/// <param name="People">Ids of its responders that were none here; they are responders from then on, and invited.</param>
/// <param name="Names">Of the same people; null in entries of older versions.</param>
/// <param name="Alerts">What was linked to it, and is from then on linked here; null without any, and in entries of older versions.</param>
/// <param name="Public">What the public reads of it on the status page; null where nothing stands open there, and in entries of older versions.</param>
public sealed record MergedIn(
    string From,
    string Title,
    IReadOnlyList<string> People,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Names = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Alerts.AlertsTaken? Alerts = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PublicStage? Public = null) : IEvent;

/// <summary>80 % of a clock's target is used.</summary>
public sealed record ClockAtRisk(Sla.ClockKind Clock) : IEvent;

/// <summary>A clock's target has passed.</summary>
public sealed record ClockBreached(Sla.ClockKind Clock) : IEvent;

/// <summary>The incident's own conversation is there.</summary>
/// <param name="Instead">Set when it is a thread because no conversation of its own could be made: why, and what to do about it.</param>
/// <param name="FromThread">It was raised, and goes on here; the thread where it began stays where it is.</param>
/// <param name="Moved">It is the same conversation under another id of the chat's.</param>
/// <param name="IsThread">It is the thread of the card, as small incidents have it: there is no conversation of the name. False in entries of older versions.</param>
public sealed record RoomOpened(
    string Target,
    string Place,
    string Name,
    string? Instead = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool FromThread = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsThread = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Moved = false) : IEvent;

/// <summary>What is talked about in a thread is to have a room of its own.</summary>
public sealed record RoomWanted : IEvent;

/// <summary>It has been over for so long that its conversations are archived: what stands there can be read and not added to.</summary>
public sealed record RoomsRetired : IEvent;

/// <summary>A message could not be delivered; shown to people wherever the incident can still be seen.</summary>
/// <param name="Directly">Who was told in a conversation of their own instead, by name; null where nobody was.</param>
public sealed record DeliveryFailed(string Target, string What, string Why, string Mend, IReadOnlyList<string>? Directly = null) : IEvent
{
    /// <summary>The <see cref="What"/> of an entry that says there is no room.</summary>
    public const string Room = "the incident's room";

    /// <summary>The <see cref="What"/> of an entry that says who was to come into the room and heard that there is none.</summary>
    public const string Invitation = "the invitation to the room";
}

/// <summary>The card was drawn anew because time has passed: a window ended, half of a target is used, the watch runs down. Nobody is told.</summary>
public sealed record CardRenewed : IEvent;

/// <summary>Somebody did what needs a commander while none was active (product page: break-glass).</summary>
public sealed record GlassBroken(string Verb) : IEvent;

/// <summary>It is worse or better than was thought. The procedure of the new severity is frozen from here on.</summary>
/// <param name="Step">The step of the new procedure that stands where the old one stood.</param>
/// <param name="OpensRoom">What began in a thread gets a room of its own.</param>
/// <param name="Proposed">Brought along by the merge of what only an alert had proposed: no person has stood for it, though one merged.</param>
public sealed record SeverityChanged(
    Severity From,
    Severity To,
    string Reason,
    string Step,
    Procedure Procedure,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool OpensRoom = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Proposed = false) : IEvent;

/// <summary>The resolution clock stands still.</summary>
/// <param name="Until">When it goes on by itself; null = for as long as the fix waits for a deployment window.</param>
public sealed record ClockPaused(string Reason, DateTimeOffset? Until) : IEvent;

/// <summary>The resolution clock goes on; by the bot when the pause had lapsed.</summary>
public sealed record ClockResumed : IEvent;

/// <summary>The ladder has reached a level; everybody on it from the last one on is called.</summary>
/// <param name="Level">How many rungs lie behind.</param>
/// <param name="Why">Null: time passed.</param>
/// <param name="Spared">Would have been called too and were called minutes ago; null = nobody.</param>
/// <param name="Silence">Nobody answers in the room of what was acknowledged: how many of the rungs that wake somebody lie behind since the question. Null = another reason, or an entry of an older version.</param>
public sealed record Escalated(
    int Level,
    IReadOnlyList<Called> Who,
    string? Why,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AlreadyCalled>? Spared = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Silence = null) : IEvent;

/// <summary>Somebody was called by name.</summary>
/// <param name="Names">Of the same people; null in entries of older versions.</param>
public sealed record Paged(IReadOnlyList<string> People, IReadOnlyList<string>? Names = null) : IEvent;

/// <summary>Was called and cannot take it.</summary>
public sealed record Declined : IEvent;

/// <summary>The commander gave the command up.</summary>
public sealed record CommandLeft : IEvent;

/// <summary>Somebody wants to take over; the holder has until then to object.</summary>
public sealed record CommandClaimed(DateTimeOffset Until) : IEvent;

/// <summary>The holder keeps the command.</summary>
public sealed record ClaimRejected : IEvent;

/// <summary>The command was offered to somebody; the holder stays until it is taken.</summary>
public sealed record CommandOffered(string Person, string Name) : IEvent;

/// <summary>A role in this incident: communications lead, deputy, operations lead, or what a team calls it.</summary>
public sealed record RoleGiven(string Role, string Person, string Name) : IEvent;

/// <summary>Nobody commands, and the room was asked (<paramref name="Lead"/>: the Lead was called).</summary>
public sealed record CommanderSought(bool Lead) : IEvent;

/// <summary>People were reminded; <paramref name="Of"/> names what of.</summary>
public sealed record Nagged(IReadOnlyList<NagKind> Of) : IEvent;

/// <summary>No reminders until then.</summary>
public sealed record Snoozed(DateTimeOffset Until) : IEvent;

/// <summary>No more reminders for updates; <paramref name="Reason"/> is shown in the room.</summary>
public sealed record NagsStopped(string Reason) : IEvent;

/// <summary>A text for people. Internal ones are posted at once; the others are drafts until somebody publishes them.</summary>
/// <param name="Stage">Of a public text; null in entries of older versions.</param>
/// <param name="Drafted">The bot worded it, because of what the actor did.</param>
public sealed record UpdateWritten(int Number, Audience Audience, string Text, PublicStage? Stage = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Drafted = false) : IEvent;

/// <summary>Nobody has approved the first public text: somebody was asked.</summary>
/// <param name="Level">1 the communications lead, 2 the commander, 3 the Lead.</param>
public sealed record ApprovalSought(int Level) : IEvent;

/// <summary>A draft was approved and goes out.</summary>
/// <param name="Text">As it went out, with the time of the next; null = as it was written, and in entries of older versions.</param>
/// <param name="Task">Somebody has to send it: the number of the task that says so. Null = nobody has to, and in entries of older versions.</param>
public sealed record UpdatePublished(
    int Number,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Task = null) : IEvent;

public sealed record CauseNamed(string Text) : IEvent;

/// <param name="From">When users began to notice; null = not said.</param>
/// <param name="To">When they no longer did; null = not said.</param>
public sealed record ImpactDescribed(string Text, DateTimeOffset? From, DateTimeOffset? To) : IEvent;

/// <summary>The ticket that somebody created for it: a number or a link, in their own words.</summary>
public sealed record TicketNamed(string Number) : IEvent;

/// <summary>How a part of the product is, for the status page.</summary>
public sealed record ComponentRated(string Name, ComponentStatus Status) : IEvent;

/// <summary>A task was left out, on purpose.</summary>
public sealed record TaskSkipped(int Task, string Reason) : IEvent;

/// <summary>Who writes down what is left to write down after the resolve: post-mortem or documentation.</summary>
/// <param name="Zone">Their time zone at that moment; null = the team's.</param>
public sealed record WriteUpOwned(string Person, string Name, string? Zone) : IEvent;

/// <summary>The post-mortem is in review, was reviewed, or was shared.</summary>
/// <param name="Reason">Given where it is shared without an action item.</param>
public sealed record PostMortemMoved(PostMortemState To, string? Reason = null) : IEvent;

/// <summary>Somebody promised to do something so that it does not happen again.</summary>
/// <param name="Zone">Their time zone at that moment; null = the team's.</param>
public sealed record ActionAdded(int Number, string Person, string Name, string? Zone, DateOnly Due, string Text, ActionKind? Kind) : IEvent;

public sealed record ActionDone(int Number) : IEvent;

/// <summary>People were reminded of what is left after the resolve.</summary>
/// <param name="WriteUp">Of the write-up.</param>
/// <param name="Actions">Of these action items.</param>
/// <param name="PublicStatus">Of the public status that is still open, or of the last texts that somebody has to send.</param>
public sealed record FollowedUp(bool WriteUp, IReadOnlyList<int> Actions, bool PublicStatus = false) : IEvent;

/// <summary>A playbook runs: its steps are tasks from here on, numbered after every task the incident ever had.</summary>
public sealed record PlaybookStarted(string Name, string Title, IReadOnlyList<PlaybookTask> Tasks) : IEvent;

/// <summary>On the stream <c>intake</c>: who declared what, so that the same words within a minute are one incident.</summary>
public sealed record DeclarationSeen(string Incident, string Words) : IEvent;
