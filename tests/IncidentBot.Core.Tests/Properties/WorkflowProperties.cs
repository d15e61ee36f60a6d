using System.Text.Json;
using FsCheck.Xunit;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Properties;

/// <summary>
/// Any walk of people, verbs and time through the real desk, with timers firing when they are due. Nobody thinks of every order of buttons.
/// Replay a failure with the seed that the runner prints; it is shrunk to its shortest walk first.
/// </summary>
[Properties(Replay = "20260302,7919", MaxTest = 150)]
public sealed class WorkflowProperties
{
    private static readonly WorkflowFacts Willing = new(WatchOver: true, OwesReason: false, ReasonGiven: true, WithinReopening: true);

    /// <summary>The walk's bytes choose line, person and minutes; the first chooses the severity.</summary>
    private static async Task<World> WalkAsync(byte severity, (byte Line, byte Who, byte Minutes)[] walk, Action<World, Answer, Incident, Incident>? check = null)
    {
        var world = new World();
        var prefix = severity % 5 == 4 ? "test p1" : $"p{(severity % 4) + 1}";
        await world.SayAsync($"{prefix} it is broken", Walk.People[severity % Walk.People.Count]);
        await world.SayAsync("p2 the other one", Tom);
        foreach (var (line, who, minutes) in walk)
        {
            var before = world.Store.Incident(1);
            world.Time.Advance(TimeSpan.FromMinutes(minutes % 40));
            await FireAsync(world);
            var acted = world.Store.Incident(1);
            var said = Walk.Lines[line % Walk.Lines.Count].Split(' ', 2);
            var answer = await world.SayAsync($"{said[0]} INC-1 {(said.Length > 1 ? said[1] : "")}".TrimEnd(), Walk.People[who % Walk.People.Count]);
            check?.Invoke(world, answer, acted, world.Store.Incident(1));
            Assert.True(before.Version <= acted.Version);
        }

        return world;
    }

    private static async Task FireAsync(World world)
    {
        while (await world.Store.DueAsync(world.Time.GetUtcNow(), 10, default) is { Count: > 0 } due)
        {
            foreach (var timer in due)
            {
                Assert.NotEqual(TimerEffect.NotSaved, await world.Timers.FireAsync(timer, default));
            }
        }
    }

    [Property]
    public async Task Every_step_taken_is_one_the_workflow_knows(byte severity, (byte, byte, byte)[] walk)
    {
        var world = await WalkAsync(severity, walk);

        var history = world.Store[new StreamId("INC-1")];
        var procedure = ((Declared)history.Events[0].Event).Procedure;
        var state = procedure.First.Name;
        foreach (var entry in history.Events)
        {
            if (entry.Event is SeverityChanged changed)
            {
                (procedure, state) = (changed.Procedure, changed.Step);
                Assert.NotNull(procedure.Find(state));
                continue;
            }

            var to = entry.Event switch
            {
                StepEntered step => step.Step,
                Closed => IncidentWorkflow.Closed,
                Cancelled => IncidentWorkflow.Cancelled,
                Merged => IncidentWorkflow.Merged,
                _ => state,
            };
            Assert.True(
                string.Equals(to, state, StringComparison.Ordinal)
                || Enum.GetValues<Trigger>().Any(trigger => IncidentWorkflow.Ask(procedure, state, trigger, Willing).To == to),
                $"{state} → {to}");
            state = to;
        }
    }

    [Property]
    public Task A_command_that_is_not_done_changes_nothing_and_one_that_is_makes_at_most_one_transition(byte severity, (byte, byte, byte)[] walk) =>
        WalkAsync(severity, walk, (world, answer, before, after) =>
        {
            Assert.True(world.Store[after.Stream].Events.Skip((int)before.Version).Count(entry => entry.Event is StepEntered or SeverityChanged or Closed or Cancelled or Merged) <= 1, answer.Text);
            if (answer.Kind != AnswerKind.Done)
            {
                Assert.Equal(before.Version, after.Version);
                Assert.True(answer.Kind == AnswerKind.Shown || answer.Hint is not null, answer.Text);
            }
            else
            {
                Assert.True(after.Version > before.Version);
            }
        });

    [Property]
    public async Task Reading_the_events_again_gives_the_same_state_and_the_chain_holds(byte severity, (byte, byte, byte)[] walk)
    {
        var world = await WalkAsync(severity, walk);
        var history = world.Store[new StreamId("INC-1")];
        var head = Chain.Start;
        var read = new List<Recorded>();
        foreach (var entry in history.Events)
        {
            Assert.True(entry.Follows(head));
            head = entry.Chain;
            read.Add(new Recorded(entry.Bytes, entry.Chain));
        }

        var again = Incident.Fold(history with { Events = read });
        Assert.Equal(Json(world.Writer.Fold(history)), Json(again));
        Assert.Equal(history.Version, again.Version);
    }

    [Property]
    public Task Stored_timers_are_always_the_plan_and_what_has_ended_plans_only_what_is_left_to_do(byte severity, (byte, byte, byte)[] walk) =>
        WalkAsync(severity, walk, (world, _, _, after) =>
        {
            var plan = TimerPlan.For(after);
            Assert.Equal(plan, TimerPlan.For(after));
            Assert.Equal(plan, world.Store[after.Stream].Timers);
            Assert.Equal(plan.Select(timer => timer.Name).Distinct(), plan.Select(timer => timer.Name));
            Assert.True(!after.HasEnded || plan.All(timer => timer.Name == TimerPlan.FollowUp));
            Assert.Equal(after.HasEnded && plan.Count == 0, after.LeavesMemoryAt is not null);
        });

    [Property]
    public async Task No_row_is_written_twice_and_no_clock_is_told_twice(byte severity, (byte, byte, byte)[] walk)
    {
        var world = await WalkAsync(severity, walk);

        var rows = world.Store.Saved.SelectMany(change => change.Outbox).ToList();
        Assert.Equal(rows.Count, rows.Select(row => row.Id).Distinct().Count());
        var events = world.Store[new StreamId("INC-1")].Events.Select(entry => entry.Event).ToList();

        // Another severity promises anew.
        var promises = 1 + events.Count(happened => happened is SeverityChanged);
        Assert.All(Enum.GetValues<ClockKind>(), clock => Assert.True(events.Count(happened => happened is ClockBreached breached && breached.Clock == clock) <= promises, clock.ToString()));
        var ours = rows.Where(row => row.Stream == new StreamId("INC-1")).ToList();
        Assert.True(ours.Count(row => row.OnlyIf == Conditions.ResponseAtRisk) <= promises);

        // Whatever was promised to be looked at before it is sent can be looked at: a condition that nobody knows throws.
        Assert.All(ours.Where(row => row.OnlyIf is not null), row => _ = Conditions.Holds(row.OnlyIf!, world.Store.Incident(1), world.Time.GetUtcNow()));
    }

    [Property]
    public Task The_summary_says_the_same_as_the_incident(byte severity, (byte, byte, byte)[] walk) =>
        WalkAsync(severity, walk, (world, _, _, after) =>
        {
            var summary = world.Store[after.Stream].Events.Aggregate((IncidentSummary?)null, (before, entry) => IncidentSummary.Apply(after.Stream, before, entry))!;
            Assert.Equal(
                (after.Id.ToString(), after.Severity, after.Title, after.Status, after.Drill, after.Private, after.DeclaredBy.Name, after.DeclaredAt),
                (summary.Id, summary.Severity, summary.Title, summary.Status, summary.Drill, summary.Private, summary.DeclaredBy, summary.DeclaredAt));
            Assert.Equal(
                (after.CommanderName, after.AcknowledgedAt, after.ResolvedAt, after.EndedAt, after.IsOpen),
                (summary.Commander, summary.AcknowledgedAt, summary.ResolvedAt, summary.EndedAt, summary.IsOpen));
            Assert.True(after.HasEnded || after.State == summary.Step);
        });

    [Property]
    public Task Every_state_can_be_drawn_and_no_card_offers_what_would_be_impossible(byte severity, (byte, byte, byte)[] walk) =>
        WalkAsync(severity, walk, (world, _, _, after) =>
        {
            // A card stands there for a while: whoever was called a moment ago is called again by the same button minutes later.
            var later = world.Time.GetUtcNow() + Incident.CalledAgainAfter;
            _ = Views.Draw(Views.Announcement, after);
            foreach (var button in Views.Draw(Views.Room, after).Buttons.Concat(IncidentMenu.Of(after).Where(button => !DependsOnThePerson(button))))
            {
                var call = (Reading.Call)CommandLine.Read(button.Line);
                var asked = new Core.Verbs.VerbCall(Anna, call.Text.Length == 0 && call.Verb is not Core.Verbs.RoomVerb ? "a reason" : call.Text, after.ResolvedAt ?? later, Some.Roster, IncidentBot.Core.Procedures.ProcedureBook.Default());
                if (call.Verb is Core.Verbs.IncidentVerb verb && verb.Looks(call.Text) is null && verb.Asks(after, asked with { Text = call.Text }) is null)
                {
                    var refusal = verb.Decide(after, asked).Refusal;
                    Assert.True(refusal is null, $"{button.Line}: {refusal?.Sentence}");
                }
            }
        });

    /// <summary>Whoever takes part or commands already is told so.</summary>
    private static bool DependsOnThePerson(Button button) => button.Line.Split(' ')[0] is "join" or "decline" or "lead";

    private static string Json(Incident incident) => JsonSerializer.Serialize(incident);
}
