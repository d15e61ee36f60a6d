using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Procedures;

/// <summary>The procedures as they are shipped: steps, tasks, windows and targets of the guide's "Incident Response Procedures" as the product page decided them.</summary>
internal static class GuideProcedures
{
    public static IReadOnlyList<Procedure> All { get; } = [P1(), P2(), P3(), P4()];

    public static Procedure For(Severity severity) => All.First(procedure => procedure.Severity == severity);

    private static Procedure P1() => new(
        Severity.P1,
        [
            At(Stage.Alert, "Alert", [new ProcedureTask(1, "Acknowledge", TaskTicks.Acknowledged)], Minutes(0), Minutes(5), StepAction.CreateTicket),
            At(
                Stage.Triage,
                "Triage",
                [new ProcedureTask(2, "Check the health dashboard"), new ProcedureTask(3, "Review recent deployments"), new ProcedureTask(4, "Name the affected components")],
                Minutes(5),
                Minutes(10),
                StepAction.ShowLinks,
                StepAction.SuggestPlaybook),
            At(Stage.Communication, "Communication", [new ProcedureTask(5, "Approve the first public text", TaskTicks.PublicApproved)], Minutes(10), Minutes(15), StepAction.OfferPublicText, StepAction.TellStakeholders),
            At(
                Stage.Resolution,
                "Resolution",
                [new ProcedureTask(6, "Run the playbook"), new ProcedureTask(7, "Consider a rollback"), new ProcedureTask(8, "Assemble the team"), new ProcedureTask(9, "Put the fix in", TaskTicks.Mitigated)],
                Minutes(15)),
            At(Stage.Verification, "Verification", [new ProcedureTask(10, "Smoke tests done", NeedsReason: true)]),
            At(
                Stage.PostMortem,
                "Post-mortem",
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
            At(Stage.Alert, "Acknowledge", [new ProcedureTask(1, "Acknowledge", TaskTicks.Acknowledged), new ProcedureTask(2, "Create the ticket", TaskTicks.TicketCreated)], actions: [StepAction.CreateTicket]),
            At(Stage.Triage, "Investigate", [new ProcedureTask(3, "Investigate the root cause")], actions: [StepAction.ShowLinks, StepAction.SuggestPlaybook]),
            At(Stage.Communication, "Update", [new ProcedureTask(4, "Post an update in the team channel")]),
            At(Stage.Resolution, "Fix", [new ProcedureTask(5, "Put the fix in", TaskTicks.Mitigated)]),
            At(Stage.Verification, "Verify", [new ProcedureTask(6, "Verify the resolution", NeedsReason: true)]),
            At(Stage.PostMortem, "Document", [new ProcedureTask(7, "Document it in the ticket", NeedsReason: true)]),
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
            At(Stage.Alert, "Create ticket", [new ProcedureTask(1, "Acknowledge", TaskTicks.Acknowledged), new ProcedureTask(2, "Create the ticket", TaskTicks.TicketCreated)], actions: [StepAction.CreateTicket]),
            At(Stage.Triage, "Triage", [new ProcedureTask(3, "Triage and prioritise")], actions: [StepAction.ShowLinks, StepAction.SuggestPlaybook]),
            At(Stage.Communication, "Assign", [new ProcedureTask(4, "Assign to the right engineer")]),
            At(Stage.Resolution, "Investigate/Fix", [new ProcedureTask(5, "Investigate"), new ProcedureTask(6, "Fix in the next deployment window", TaskTicks.Mitigated)]),
            At(Stage.Verification, "Verify", [new ProcedureTask(7, "Verify the resolution", NeedsReason: true)]),
            At(Stage.PostMortem, "Close", [new ProcedureTask(8, "Close the ticket", NeedsReason: true)]),
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

    private static Step At(Stage stage, string name, IReadOnlyList<ProcedureTask> tasks, TimeSpan? from = null, TimeSpan? to = null, params StepAction[] actions) =>
        new(name, Stages.PhaseOf(stage), tasks, from, to) { Stage = stage, Actions = actions };

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
