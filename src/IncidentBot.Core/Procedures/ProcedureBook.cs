using System.Collections.Immutable;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;

namespace IncidentBot.Core.Procedures;

/// <summary>
/// The procedures new incidents are declared with. Steps, tasks, windows and targets are the guide's "Incident Response Procedures" as the
/// product page decided them; targets can be set in configuration.
/// </summary>
public sealed class ProcedureBook
{
    private readonly ImmutableSortedDictionary<Severity, Procedure> _procedures;

    private ProcedureBook(IEnumerable<Procedure> procedures, WorkingHours office)
    {
        Office = office;
        _procedures = procedures.ToImmutableSortedDictionary(procedure => procedure.Severity, procedure => procedure with { Office = office });
    }

    /// <summary>The project's zone, working days and hours.</summary>
    public WorkingHours Office { get; }

    public IEnumerable<Procedure> Procedures => _procedures.Values;

    public static ProcedureBook Default() => From(new SlaOptions());

    public static ProcedureBook From(SlaOptions sla, WorkingHours? hours = null)
    {
        var office = hours ?? new WorkingHoursOptions().ToHours();
        return new ProcedureBook(
            new[] { With(P1(), sla.P1), With(P2(), sla.P2), With(P3(), sla.P3) with { Hours = office }, P4() }
                .Select(procedure => procedure with { ResolutionStopsAt = sla.ResolutionStopsAt }),
            office);
    }

    public Procedure For(Severity severity) => _procedures[severity];

    private static Procedure With(Procedure procedure, SlaTargets targets) => procedure with
    {
        Response = targets.Response ?? procedure.Response,
        Resolution = targets.Resolution ?? procedure.Resolution,
        Watch = targets.Watch ?? procedure.Watch,
    };

    private static Procedure P1() => new(
        Severity.P1,
        [
            new Step("Alert", StepPhase.Alert, [new ProcedureTask(1, "Acknowledge", TaskTicks.Acknowledged)], Minutes(0), Minutes(5)),
            new Step(
                "Triage",
                StepPhase.Work,
                [new ProcedureTask(2, "Check the health dashboard"), new ProcedureTask(3, "Review recent deployments"), new ProcedureTask(4, "Name the affected components")],
                Minutes(5),
                Minutes(10)),
            new Step("Communication", StepPhase.Work, [new ProcedureTask(5, "Approve the first public text", TaskTicks.PublicApproved)], Minutes(10), Minutes(15)),
            new Step(
                "Resolution",
                StepPhase.Work,
                [new ProcedureTask(6, "Run the playbook"), new ProcedureTask(7, "Consider a rollback"), new ProcedureTask(8, "Assemble the team"), new ProcedureTask(9, "Put the fix in", TaskTicks.Mitigated)],
                Minutes(15)),
            new Step("Verification", StepPhase.Verify, [new ProcedureTask(10, "Smoke tests done", NeedsReason: true)]),
            new Step(
                "Post-mortem",
                StepPhase.After,
                [
                    new ProcedureTask(11, "Write down the timeline", NeedsReason: true),
                    new ProcedureTask(12, "Find the root cause", NeedsReason: true),
                    new ProcedureTask(13, "Agree on action items", TaskTicks.ActionAgreed, NeedsReason: true),
                    new ProcedureTask(14, "Share the post-mortem", TaskTicks.PostMortemShared, NeedsReason: true),
                ]),
        ],
        Response: TimeSpan.FromMinutes(15),
        Resolution: TimeSpan.FromHours(1),
        Watch: TimeSpan.FromMinutes(15))
    {
        Ladder = new Ladder(
            [new Rung(Minutes(0), Called.Primary), new Rung(Minutes(5), Called.Secondary), new Rung(Minutes(10), Called.Lead), new Rung(Minutes(15), Called.List)],
            RepeatEvery: Minutes(5)),
        Updates = new Cadence(Minutes(20), Minutes(30), TimeSpan.FromHours(2)),
        PauseLapses = Minutes(30),
    };

    private static Procedure P2() => new(
        Severity.P2,
        [
            new Step("Acknowledge", StepPhase.Alert, [new ProcedureTask(1, "Acknowledge", TaskTicks.Acknowledged), new ProcedureTask(2, "Create the ticket")]),
            new Step("Investigate", StepPhase.Work, [new ProcedureTask(3, "Investigate the root cause")]),
            new Step("Update", StepPhase.Work, [new ProcedureTask(4, "Post an update in the team channel")]),
            new Step("Fix", StepPhase.Work, [new ProcedureTask(5, "Put the fix in", TaskTicks.Mitigated)]),
            new Step("Verify", StepPhase.Verify, [new ProcedureTask(6, "Verify the resolution", NeedsReason: true)]),
            new Step("Document", StepPhase.After, [new ProcedureTask(7, "Document it in the ticket", NeedsReason: true)]),
        ],
        Response: TimeSpan.FromHours(1),
        Resolution: TimeSpan.FromHours(4),
        Watch: null)
    {
        Ladder = new Ladder([new Rung(Minutes(0), Called.Primary, Pages: false), new Rung(Minutes(15), Called.Primary), new Rung(Minutes(30), Called.Secondary)], RepeatEvery: null),
        Updates = new Cadence(Minutes(60), Minutes(60), TimeSpan.Zero),
        PauseLapses = TimeSpan.FromHours(4),
    };

    private static Procedure P3() => new(
        Severity.P3,
        [
            new Step("Create ticket", StepPhase.Alert, [new ProcedureTask(1, "Acknowledge", TaskTicks.Acknowledged), new ProcedureTask(2, "Create the ticket")]),
            new Step("Triage", StepPhase.Work, [new ProcedureTask(3, "Triage and prioritise")]),
            new Step("Assign", StepPhase.Work, [new ProcedureTask(4, "Assign to the right engineer")]),
            new Step("Investigate/Fix", StepPhase.Work, [new ProcedureTask(5, "Investigate"), new ProcedureTask(6, "Fix in the next deployment window", TaskTicks.Mitigated)]),
            new Step("Verify", StepPhase.Verify, [new ProcedureTask(7, "Verify the resolution", NeedsReason: true)]),
            new Step("Close", StepPhase.After, [new ProcedureTask(8, "Close the ticket", NeedsReason: true)]),
        ],
        Response: TimeSpan.FromHours(4),
        Resolution: TimeSpan.FromHours(24),
        Watch: null);

    private static Procedure P4() => new(
        Severity.P4,
        [new Step("Open", StepPhase.Work, []), new Step("Resolved", StepPhase.After, [])],
        Response: null,
        Resolution: null,
        Watch: null);

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}

/// <summary>What the bot can see done, as written in a procedure.</summary>
public static class TaskTicks
{
    public const string Acknowledged = "acknowledged";

    public const string Mitigated = "mitigated";

    /// <summary>The first public text was approved.</summary>
    public const string PublicApproved = "public-approved";

    /// <summary>The first action item is there.</summary>
    public const string ActionAgreed = "action-agreed";

    public const string PostMortemShared = "post-mortem-shared";
}
