using System.Collections.Frozen;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Store;

/// <summary>Where an incident stands, in the words people use.</summary>
public enum IncidentStatus
{
    Open,
    Resolved,
    Closed,
    Cancelled,

    /// <summary>Goes on as another incident.</summary>
    Merged,
}

/// <summary>One line of a list: the fold of an incident's events that search and lists need.</summary>
public sealed record IncidentSummary(
    string Id,
    int Number,
    Severity Severity,
    string Title,
    IncidentStatus Status,
    string Step,
    bool Drill,
    bool Private,
    string DeclaredBy,
    DateTimeOffset DeclaredAt,
    string? Commander,
    DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? ResolvedAt,
    DateTimeOffset? EndedAt,
    bool Provisional = false,
    bool Task = false)
{
    /// <summary>The events that a list shows something of; the others, most of a timeline, are not even read.</summary>
    private static readonly FrozenSet<Type> Shown = FrozenSet.Create(
        typeof(Declared), typeof(Acknowledged), typeof(Renamed), typeof(CommanderNamed), typeof(CommandLeft), typeof(SeverityChanged), typeof(SeverityConfirmed),
        typeof(StepEntered), typeof(Resolved), typeof(Reopened), typeof(Cancelled), typeof(Merged), typeof(Closed));

    public bool IsOpen => Status is IncidentStatus.Open;

    /// <summary>Folds one more entry in. Null in, null out for streams that are no incident.</summary>
    /// <exception cref="UnknownEventException">Written by a newer version of the program.</exception>
    public static IncidentSummary? Apply(StreamId stream, IncidentSummary? before, Recorded entry) => !Shown.Contains(entry.ReadKind().Type.Type) ? before : (before, entry.Event) switch
    {
        (_, Declared e) when stream.TryGetIncident(out var id) => new IncidentSummary(
            id.ToString(), id.Number, e.Severity, e.Title, IncidentStatus.Open, e.Procedure.First.Name, e.Drill, e.Private, entry.By.Name, entry.At, null, null, null, null, e.Provisional, e.Procedure.IsTask),
        (null, _) => null,
        ({ AcknowledgedAt: null }, Acknowledged) => before with { AcknowledgedAt = entry.At },
        (_, Renamed e) => before with { Title = e.Title },
        (_, CommanderNamed e) => before with { Commander = e.Name },
        (_, CommandLeft) => before with { Commander = null },
        (_, SeverityChanged e) => before with { Severity = e.To, Step = e.Step, Provisional = entry.By.IsBot && (before.Provisional || before.Task), Task = e.Procedure.IsTask },
        (_, SeverityConfirmed) => before with { Provisional = false },
        (_, StepEntered e) => before with { Step = e.Step },
        (_, Resolved) => before with { Status = IncidentStatus.Resolved, ResolvedAt = entry.At },
        (_, Reopened) => before with { Status = IncidentStatus.Open, ResolvedAt = null, EndedAt = null },
        (_, Cancelled) => before with { Status = IncidentStatus.Cancelled, EndedAt = entry.At },
        (_, Merged) => before with { Status = IncidentStatus.Merged, EndedAt = entry.At },
        (_, Closed) => before with { Status = IncidentStatus.Closed, EndedAt = entry.At },
        _ => before,
    };
}
