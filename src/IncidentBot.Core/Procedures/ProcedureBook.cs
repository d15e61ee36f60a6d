using System.Collections.Immutable;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures.Settings;
using IncidentBot.Core.Sla;

namespace IncidentBot.Core.Procedures;

/// <summary>
/// The procedures new incidents are declared with: as shipped, with what a team set otherwise (sections <c>Procedures</c> and <c>Sla</c>).
/// </summary>
public sealed class ProcedureBook
{
    private readonly ImmutableSortedDictionary<Severity, Procedure> _procedures;

    private ProcedureBook(IEnumerable<Procedure> procedures, WorkingHours office, IReadOnlyList<DeploymentWindow> windows)
    {
        Windows = windows;
        Office = office;
        _procedures = procedures.ToImmutableSortedDictionary(procedure => procedure.Severity, procedure => procedure with { Office = office });
    }

    /// <summary>The project's zone, working days and hours.</summary>
    public WorkingHours Office { get; }

    /// <summary>When fixes are brought out; a P3 may wait for one.</summary>
    public IReadOnlyList<DeploymentWindow> Windows { get; }

    public IEnumerable<Procedure> Procedures => _procedures.Values;

    public static ProcedureBook Default() => From(new SlaOptions());

    /// <summary>Expects options without problems.</summary>
    public static ProcedureBook From(SlaOptions sla, WorkingHours? hours = null, ProceduresOptions? own = null, IReadOnlyList<DeploymentWindow>? windows = null, TimeSpan? roomsKeptFor = null)
    {
        var office = hours ?? new WorkingHoursOptions().ToHours();
        return new ProcedureBook(
            GuideProcedures.All
                .Select(procedure => own?.Apply(procedure, []) ?? procedure)
                .Select(procedure => With(procedure, sla) with { Hours = procedure.Severity == Severity.P3 ? office : null, ResolutionStopsAt = sla.ResolutionStopsAt, RoomsKeptFor = roomsKeptFor }),
            office,
            windows ?? []);
    }

    public Procedure For(Severity severity) => _procedures[severity];

    private static Procedure With(Procedure procedure, SlaOptions sla) => procedure.Severity switch
    {
        Severity.P1 => With(procedure, sla.P1),
        Severity.P2 => With(procedure, sla.P2),
        Severity.P3 => With(procedure, sla.P3),
        _ => procedure,
    };

    private static Procedure With(Procedure procedure, SlaTargets targets) => procedure with
    {
        Response = targets.Response ?? procedure.Response,
        Resolution = targets.Resolution ?? procedure.Resolution,
        Watch = targets.Watch ?? procedure.Watch,
    };
}
