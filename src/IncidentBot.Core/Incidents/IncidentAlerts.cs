using System.Collections.Immutable;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Incidents;

/// <summary>What alerts make of an incident.</summary>
public sealed partial record Incident
{
    /// <summary>The alerts linked to it; null without any.</summary>
    public AlertRecord? Alerts { get; private init; }

    /// <summary>An alert proposed the severity that it has now, and no person has confirmed it.</summary>
    public bool Proposed { get; private init; }

    /// <summary>The highest severity that a person stood for; null for a task, and while there is nothing but what an alert proposed.</summary>
    private Severity? Confirmed { get; init; }

    /// <summary>No person has said yet that it is an incident at all: nothing goes to stakeholders or the public, and it counts in no figure.</summary>
    public bool Provisional => Proposed && Confirmed is null;

    /// <summary>The resolved incident whose signal came back after the time in which it could have been reopened.</summary>
    public string? RecurrenceOf { get; }

    /// <summary>An investigation task (a yellow alert), until it is promoted.</summary>
    public bool IsTask => Procedure.IsTask;

    /// <summary>Why it was closed.</summary>
    public string? ClosedBecause { get; private init; }

    /// <summary>The watch that an alert ended; null once people have gone back to fixing or on with it.</summary>
    public InterruptedWatch? Interrupted { get; private init; }

    /// <summary>The watch has not begun, because a red alert still fires.</summary>
    public bool WatchWaits => IsWatched && Alerts is { RedFiring: > 0 };

    /// <summary>The watch runs from the fix, or from when the last linked red alert cleared (product page, "Verification").</summary>
    private DateTimeOffset? WatchFrom => Alerts is { RedFiring: > 0 } ? null : Alerts?.RedClearedAt is { } cleared && cleared > MitigatedAt ? cleared : MitigatedAt;

    /// <summary>
    /// For somebody who looks now: alerts are counted as they are and not as people were last told, and what has passed by now is past. For
    /// showing only; nothing is decided from it.
    /// </summary>
    internal Incident SeenAt(DateTimeOffset now) => this with { Alerts = Alerts?.Telling(now), KnownAt = now };

    private Incident? Alerted(IEvent happened, Actor by, DateTimeOffset at) => happened switch
    {
        AlertsArrived e => this with { Alerts = (Alerts ?? new AlertRecord([GroupOf(e)])).With(e, at) },
        AlertsCounted => this with { Alerts = Alerts?.Telling(at) },
        SeverityConfirmed => StoodFor(Severity),
        AlertUnrelated => GoingOn(),
        _ => null,
    };

    /// <summary>May any responder say this severity? The one that is proposed, and no less than what a person had stood for before.</summary>
    internal bool IsProposedAbove(Severity severity) => Proposed && (severity == Severity || !(severity > Confirmed));

    private Incident StoodFor(Severity severity) => this with { Proposed = false, Confirmed = Confirmed < severity ? Confirmed : severity };

    /// <summary>What an alert that ends a watch leaves behind, in case it was unrelated.</summary>
    private InterruptedWatch? InterruptedBy(Actor by) => by.IsAlert && MitigatedAt is { } mitigated && ResolvedAt is null
        ? new InterruptedWatch(mitigated, WatchCompleted, Done, [.. Alerts?.RedOnes ?? []], Alerts?.RedClearedAt)
        : null;

    private string GroupOf(AlertsArrived arrived) =>
        arrived.Shown is [var first, ..] ? first.Service?.ToLowerInvariant() ?? $"source {first.Source}" : DeclaredBy.Id;

    /// <summary>As if the alert had not been.</summary>
    private Incident GoingOn() => Interrupted is not { } watch ? this : this with
    {
        Alerts = Alerts?.Unrelated(watch.Alerts, watch.RedClearedAt),
        MitigatedAt = watch.MitigatedAt,
        WatchCompleted = watch.Completed,
        Done = Done.Union(watch.Done),
        ResolutionClock = Procedure.ResolutionStopsAt == Sla.ResolutionStop.Fixed ? ResolutionClock?.Stop(watch.MitigatedAt) : ResolutionClock,
        Interrupted = null,
    };
}

/// <summary>Where the verification stood when an alert ended it.</summary>
/// <param name="Done">Tasks that were ticked then.</param>
/// <param name="Alerts">Keys of the red signals that fired then.</param>
/// <param name="RedClearedAt">When a red one had last cleared before.</param>
public sealed record InterruptedWatch(DateTimeOffset MitigatedAt, bool Completed, ImmutableSortedSet<int> Done, ImmutableArray<string> Alerts, DateTimeOffset? RedClearedAt);
