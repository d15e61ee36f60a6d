using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Incidents;

/// <summary>The incident exists. The procedure is frozen here: later changes of settings never reach it.</summary>
/// <param name="Targets">The chats it lives in, decided by the configuration of the moment.</param>
public sealed record Declared(Severity Severity, string Title, bool Drill, bool Private, IReadOnlyList<string> Targets, Procedure Procedure) : IEvent;

/// <summary>It is called something else from now on.</summary>
public sealed record Renamed(string Title) : IEvent;

/// <summary>The actor is working on it. The first one stops the response clock.</summary>
public sealed record Acknowledged : IEvent;

/// <summary>The actor takes part; the response clock does not care.</summary>
public sealed record Joined : IEvent;

public sealed record CommanderNamed(string Person, string Name) : IEvent;

public sealed record StepEntered(string Step, StepPhase Phase) : IEvent;

public sealed record TaskTicked(int Task) : IEvent;

public sealed record TaskUnticked(int Task) : IEvent;

public sealed record Noted(string Text) : IEvent;

/// <summary>The fix is in; the watch begins.</summary>
public sealed record Mitigated : IEvent;

/// <summary>The watch ran to its end without anything happening.</summary>
public sealed record WatchCompleted : IEvent;

/// <param name="Reason">Given when something was skipped; <paramref name="Early"/> says the watch was.</param>
public sealed record Resolved(string? Reason, bool Early) : IEvent;

public sealed record Reopened(string Reason) : IEvent;

/// <summary>A false alarm.</summary>
public sealed record Cancelled(string Reason) : IEvent;

public sealed record Closed(string? Reason) : IEvent;

/// <summary>80 % of a clock's target is used.</summary>
public sealed record ClockAtRisk(Sla.ClockKind Clock) : IEvent;

/// <summary>A clock's target has passed.</summary>
public sealed record ClockBreached(Sla.ClockKind Clock) : IEvent;

/// <summary>The incident's own conversation is there.</summary>
public sealed record RoomOpened(string Target, string Place, string Name) : IEvent;

/// <summary>A message could not be delivered; shown to people wherever the incident can still be seen.</summary>
public sealed record DeliveryFailed(string Target, string What, string Why, string Mend) : IEvent;

/// <summary>Somebody did what needs a commander while none was active (product page: break-glass).</summary>
public sealed record GlassBroken(string Verb) : IEvent;

/// <summary>On the stream <c>intake</c>: who declared what, so that the same words within a minute are one incident.</summary>
public sealed record DeclarationSeen(string Incident, string Words) : IEvent;
