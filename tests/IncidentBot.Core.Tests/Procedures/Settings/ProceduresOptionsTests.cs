using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Procedures.Settings;
using IncidentBot.Core.Sla;
using IncidentBot.TestKit;
using Xunit;

namespace IncidentBot.Core.Tests.Procedures.Settings;

public sealed class ProceduresOptionsTests
{
    private static readonly TaskOptions Shop = new() { Words = "Tell the shop" };

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    private static ProceduresOptions P1(params (string Step, StepOptions Change)[] steps) => new() { P1 = new CalledProcedureOptions { Steps = Steps(steps) } };

    private static Dictionary<string, StepOptions> Steps(params (string Step, StepOptions Change)[] steps) => steps.ToDictionary(step => step.Step, step => step.Change, StringComparer.OrdinalIgnoreCase);

    private static Procedure Book(ProceduresOptions own, Severity severity = Severity.P1)
    {
        Assert.Empty(own.Problems());
        return ProcedureBook.From(new SlaOptions(), own: own).For(severity);
    }

    private static IEnumerable<string> Names(Procedure procedure) => procedure.Steps.Select(step => step.Name);

    private static IEnumerable<string> Tasks(Procedure procedure, string step) => procedure.Find(step).Tasks.Select(task => $"{task.Number} {task.Words}");

    [Fact]
    public void Nothing_set_is_the_guides_procedure()
    {
        foreach (var procedure in ProcedureBook.Default().Procedures)
        {
            Assert.Equal(ProcedureText.Of(procedure), ProcedureText.Of(Book(new ProceduresOptions(), procedure.Severity)));
        }
    }

    [Fact]
    public void The_tasks_of_one_step_are_replaced_and_all_are_numbered_in_their_order()
    {
        var p1 = Book(P1(("Triage", new StepOptions { Tasks = [Shop] })));

        Assert.Equal(["2 Tell the shop"], Tasks(p1, "Triage"));
        Assert.Equal(["3 Approve the first public text"], Tasks(p1, "Communication"));
        Assert.Equal(Enumerable.Range(1, 12), p1.Steps.SelectMany(step => step.Tasks).Select(task => task.Number));
    }

    [Fact]
    public void A_task_is_added_and_everything_else_stays()
    {
        var p1 = Book(P1(("triage", new StepOptions { AddTasks = [Shop] })));

        Assert.Equal(["2 Check the health dashboard", "3 Review recent deployments", "4 Name the affected components", "5 Tell the shop"], Tasks(p1, "Triage"));
        Assert.Equal((Minutes(5), Minutes(10)), (p1.Find("Triage").From, p1.Find("Triage").To));
        Assert.Equal(Names(ProcedureBook.Default().For(Severity.P1)), Names(p1));
    }

    [Fact]
    public void A_window_a_name_and_an_action_change_alone()
    {
        var p1 = Book(P1(("Communication", new StepOptions { Name = "Tell people", From = Minutes(12), Actions = [StepAction.TellStakeholders] })));

        var step = p1.Find("Tell people");
        Assert.Equal((Minutes(12), Minutes(15)), (step.From, step.To));
        Assert.Equal([StepAction.TellStakeholders], step.Actions);
        Assert.Equal(Stage.Communication, step.Stage);
    }

    [Fact]
    public void A_step_of_the_teams_own_stands_where_it_says_and_corresponds_to_the_one_before_it()
    {
        var p1 = Book(P1(
            ("Security", new StepOptions { Phase = StepPhase.Work, After = "Triage", Tasks = [Shop] }),
            ("Forensics", new StepOptions { Phase = StepPhase.Work, After = "Security" }),
            ("Failover", new StepOptions { Phase = StepPhase.Work })));

        Assert.Equal(["Alert", "Triage", "Security", "Forensics", "Communication", "Resolution", "Failover", "Verification", "Post-mortem"], Names(p1));
        Assert.Equal([Stage.Triage, Stage.Triage, Stage.Resolution], new[] { "Security", "Forensics", "Failover" }.Select(name => p1.Find(name).Stage!.Value));
        Assert.Equal("Security", IncidentWorkflow.Ask(p1, "Triage", Trigger.Next, new WorkflowFacts(true, false, true, true)).To);
    }

    [Fact]
    public void Steps_behind_the_same_one_stand_in_the_order_of_their_names()
    {
        var p1 = Book(P1(
            ("Beta", new StepOptions { Phase = StepPhase.Work, After = "Alert" }),
            ("alpha", new StepOptions { Phase = StepPhase.Work, After = "Alert" })));

        Assert.Equal(["Alert", "alpha", "Beta", "Triage"], Names(p1).Take(4));
    }

    [Fact]
    public void A_step_is_moved_and_another_left_out()
    {
        var p1 = Book(P1(
            ("Communication", new StepOptions { Remove = true }),
            ("Triage", new StepOptions { From = Minutes(20), To = Minutes(30), After = "Resolution" })));

        Assert.Equal(["Alert", "Resolution", "Triage", "Verification", "Post-mortem"], Names(p1));
    }

    [Fact]
    public void The_minutes_of_the_ladder_its_repeats_the_rhythm_of_updates_and_the_pause_change()
    {
        var p1 = Book(new ProceduresOptions
        {
            P1 = new CalledProcedureOptions
            {
                Ladder = [new RungOptions { Call = Called.Primary }, new RungOptions { After = Minutes(3), Call = Called.List }],
                LadderRepeats = TimeSpan.Zero,
                Updates = new CadenceOptions { Every = Minutes(10) },
                PauseLapses = Minutes(45),
            },
        });

        Assert.Equal([new Rung(TimeSpan.Zero, Called.Primary), new Rung(Minutes(3), Called.List)], p1.Ladder!.Rungs);
        Assert.Null(p1.Ladder.RepeatEvery);
        Assert.Equal(new Cadence(Minutes(10), Minutes(30), TimeSpan.FromHours(2)), p1.Updates);
        Assert.Equal(Minutes(45), p1.PauseLapses);
    }

    [Fact]
    public void Every_problem_is_named_with_its_place_and_what_is_allowed()
    {
        var own = new ProceduresOptions
        {
            P1 = new CalledProcedureOptions
            {
                Steps = Steps(
                    ("Triag", new StepOptions()),
                    ("Alert", new StepOptions { Phase = StepPhase.Work }),
                    ("Lost", new StepOptions { Phase = StepPhase.Work, After = "Nowhere" })),
                Ladder = [new RungOptions { Call = Called.Lead }, new RungOptions { After = Minutes(5), Call = Called.List }, new RungOptions { After = Minutes(5), Call = Called.List }],
                LadderRepeats = TimeSpan.FromSeconds(5),
                Updates = new CadenceOptions { Every = TimeSpan.Zero },
            },
            P2 = new CalledProcedureOptions { Steps = Steps(("Gone", new StepOptions { Remove = true })) },
            P3 = new QuietProcedureOptions { PauseLapses = TimeSpan.FromSeconds(1) },
        };

        var problems = own.Problems();

        Assert.Equal(
            [
                "Procedures:P1:Ladder:0", "Procedures:P1:Ladder:2:After", "Procedures:P1:LadderRepeats", "Procedures:P1:Steps:Alert:Phase", "Procedures:P1:Steps:Lost:After", "Procedures:P1:Steps:Triag:Phase",
                "Procedures:P1:Updates:Every", "Procedures:P2:Steps:Gone:Remove", "Procedures:P3:PauseLapses",
            ],
            problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
        Assert.All(problems, problem => Assert.NotEmpty(problem.Allowed!));
        Assert.Contains("probably Triage was meant", problems.Single(problem => problem.Path.EndsWith("Triag:Phase", StringComparison.Ordinal)).Wrong, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, StepOptions> Mistakes => new()
    {
        { "Procedures:P1:Steps:Triage:Name", "Triage", new StepOptions { Name = "Alert" } },
        { "Procedures:P1:Steps:Triage:Name", "Triage", new StepOptions { Name = "closed" } },
        { "Procedures:P1:Steps:Triage:Name", "Triage", new StepOptions { Name = "a\nb" } },
        { "Procedures:P1:Steps:Triage:To", "Triage", new StepOptions { To = Minutes(5) } },
        { "Procedures:P1:Steps:Triage:From", "Triage", new StepOptions { From = TimeSpan.FromMinutes(-1) } },
        { "Procedures:P1:Steps:Communication:From", "Triage", new StepOptions { From = Minutes(11), To = Minutes(12) } },
        { "Procedures:P1:Steps:Verification:To", "Verification", new StepOptions { To = Minutes(5) } },
        { "Procedures:P1:Steps:Triage:Stage", "Triage", new StepOptions { Stage = Stage.PostMortem } },
        { "Procedures:P1:Steps:Triage:AddTasks:1:Words", "Triage", new StepOptions { AddTasks = [Shop, Shop] } },
        { "Procedures:P1:Steps:Triage:AddTasks:0:Words", "Triage", new StepOptions { AddTasks = [new TaskOptions()] } },
        { "Procedures:P1:Steps:Resolution:Tasks", "Triage", new StepOptions { AddTasks = [new TaskOptions { Words = "Consider a rollback" }] } },
        { "Procedures:P1:Steps:Resolution:Tasks", "Triage", new StepOptions { AddTasks = [new TaskOptions { Words = "Wait", Ticks = TaskTick.Mitigated }] } },
        { "Procedures:P1:Steps:Resolution:Tasks", "Verification", new StepOptions { Remove = true } },
        { "Procedures:P1:Steps", "Post-mortem", new StepOptions { Remove = true } },
        { "Procedures:P1:Steps", "Alert", new StepOptions { Remove = true } },
        { "Procedures:P1:Steps:Late", "Late", new StepOptions { Phase = StepPhase.Work, After = "Post-mortem" } },
        { "Procedures:P1:Steps:Second:Phase", "Second", new StepOptions { Phase = StepPhase.Verify } },
        { "Procedures:P1:Steps:Communication:Actions", "Communication", new StepOptions { Tasks = [] } },
        { "Procedures:P1:Steps:Triage:Actions", "Triage", new StepOptions { Actions = [StepAction.OfferPublicText] } },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_found_where_it_is(string path, string step, StepOptions change)
    {
        var problem = P1((step, change)).Problems()[0];

        Assert.StartsWith(path, problem.Path, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Allowed!);
    }

    /// <summary>Read this page as somebody whose bot does not start.</summary>
    [Fact]
    public void What_is_wrong_and_what_is_allowed_is_told_in_approved_words()
    {
        var own = new List<(string What, ProceduresOptions Options)>(Mistakes.Select(mistake => ($"{mistake[1]}", P1(((string)mistake[1], (StepOptions)mistake[2])))))
        {
            ("a step that begins after a month", P1(("Resolution", new StepOptions { From = TimeSpan.FromDays(31) }))),
            ("a task of 121 letters", P1(("Triage", new StepOptions { AddTasks = [new TaskOptions { Words = new string('x', 121) }] }))),
            ("61 tasks", P1(("Triage", new StepOptions { Tasks = [.. Enumerable.Range(1, 61).Select(number => new TaskOptions { Words = $"look {number}" })] }))),
            ("actions without their minutes", P1(("Own", new StepOptions { Phase = StepPhase.Work, After = "Triage", Actions = [StepAction.TellStakeholders] }))),
            ("a step of no name that is known", P1(("Nowhere near", new StepOptions()))),
            ("steps behind each other", P1(("One", new StepOptions { Phase = StepPhase.Work, After = "Two" }), ("Two", new StepOptions { Phase = StepPhase.Work, After = "One" }))),
            ("nobody", Calling(new CalledProcedureOptions { Ladder = [] })),
            ("a rung after more than a day", Calling(new CalledProcedureOptions { Ladder = [First, new RungOptions { After = TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1), Call = Called.List }] })),
            ("a rung in the past", Calling(new CalledProcedureOptions { Ladder = [First, new RungOptions { After = Minutes(-1), Call = Called.List }] })),
            ("repeats after more than a day", Calling(new CalledProcedureOptions { LadderRepeats = TimeSpan.FromHours(25) })),
            ("a rhythm of nothing", Calling(new CalledProcedureOptions { Updates = new CadenceOptions { Every = TimeSpan.FromSeconds(59), LaterEvery = TimeSpan.FromDays(2), LaterAfter = Minutes(-1) } })),
            ("a pause of more than a week", Calling(new CalledProcedureOptions { PauseLapses = TimeSpan.FromDays(8) })),
        };

        Approved.Matches(string.Join('\n', own.SelectMany(one => one.Options.Problems().Select(problem => $"{one.What}: {problem.Path} {problem.Wrong}. Allowed: {problem.Allowed}"))), "procedure-mistakes");
    }

    [Fact]
    public void The_longest_and_the_shortest_that_are_allowed_are_taken()
    {
        var most = Book(new ProceduresOptions
        {
            P1 = new CalledProcedureOptions
            {
                Ladder = [First, new RungOptions { After = TimeSpan.FromDays(1), Call = Called.List }],
                LadderRepeats = Minutes(1),
                Updates = new CadenceOptions { Every = Minutes(1), LaterEvery = TimeSpan.FromDays(1), LaterAfter = TimeSpan.Zero },
                PauseLapses = TimeSpan.FromDays(7),
                Steps = Steps(("Triage", new StepOptions { Tasks = [.. Enumerable.Range(1, 49).Select(number => new TaskOptions { Words = $"look {number}".PadRight(120, 'x') })] })),
            },
        });

        Assert.Equal((TimeSpan.FromDays(1), Minutes(1)), (most.Ladder!.Rungs[1].After, most.Ladder.RepeatEvery!.Value));
        Assert.Equal(new Cadence(Minutes(1), TimeSpan.FromDays(1), TimeSpan.Zero), most.Updates);
        Assert.Equal(TimeSpan.FromDays(7), most.PauseLapses);
        Assert.Equal(60, most.Steps.Sum(step => step.Tasks.Count));
        Assert.Equal(Minutes(1), Book(new ProceduresOptions { P1 = new CalledProcedureOptions { PauseLapses = Minutes(1), LadderRepeats = Minutes(7) } }).PauseLapses);
        Assert.Equal(Minutes(7), Book(new ProceduresOptions { P1 = new CalledProcedureOptions { LadderRepeats = Minutes(7) } }).Ladder!.RepeatEvery);
    }

    private static RungOptions First { get; } = new() { Call = Called.Primary, Pages = true };

    private static ProceduresOptions Calling(CalledProcedureOptions options) => new() { P1 = options };
}
