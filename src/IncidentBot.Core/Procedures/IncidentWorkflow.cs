using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Stateless;
using Stateless.Graph;

namespace IncidentBot.Core.Procedures;

/// <summary>What people and timers can ask of an incident's workflow.</summary>
public enum Trigger
{
    Acknowledge,
    Next,
    Fix,
    Resolve,
    Reopen,
    Cancel,
    Close,
    Merge,
}

/// <summary>What the guards need to know besides the step; pure values, gathered before asking.</summary>
/// <param name="WatchOver">The watch after the fix has run to its end, or the procedure has none.</param>
/// <param name="OwesReason">The step still has tasks that may only be left open with a reason.</param>
/// <param name="ReasonGiven">The person gave one.</param>
/// <param name="WithinReopening">Resolved less than 60 minutes ago, or not resolved yet.</param>
/// <param name="Confirmed">A person declared it, or has said what the alert that opened it meant.</param>
public sealed record WorkflowFacts(bool WatchOver, bool OwesReason, bool ReasonGiven, bool WithinReopening, bool Confirmed = true);

/// <summary>The answer: the state it leads to, or why not.</summary>
/// <param name="To">Null when the move is not allowed.</param>
/// <param name="Unmet">Names of the guards that stood in the way; empty when the state knows no such move at all.</param>
public sealed record Move(string? To, IReadOnlyList<string> Unmet);

/// <summary>
/// The only authority on which move is allowed: a Stateless machine built from the procedure's data. Built for each question (a few
/// microseconds), so it is never shared; synchronous, with pure guards and no entry actions, so that it can be asked by buttons too.
/// </summary>
public sealed class IncidentWorkflow
{
    public const string Closed = "Closed";
    public const string Cancelled = "Cancelled";
    public const string Merged = "Merged";

    /// <summary>An alert proposed it, and what nobody confirms would count nowhere; its name stands before the others, so it is said first.</summary>
    public const string NotConfirmed = "a person has confirmed it";

    /// <summary>The watch after the fix is still running.</summary>
    public const string WatchRunning = "the watch has ended, or a reason is given";

    /// <summary>Tasks that ask for a reason are open.</summary>
    public const string TasksOpen = "the tasks that matter are done, or a reason is given";

    /// <summary>A reason is asked, always.</summary>
    public const string NoReason = "a reason is given";

    /// <summary>Too late to reopen.</summary>
    public const string TooLate = "it was resolved less than 60 minutes ago";

    /// <summary>Answers for cards, which are drawn far more often than an incident moves; the same question of the same procedure has the same answer.</summary>
    private static readonly ConditionalWeakTable<Procedure, ConcurrentDictionary<(string State, WorkflowFacts Facts), FrozenSet<Trigger>>> Known = [];

    private readonly StateMachine<string, Trigger> _machine;
    private string _state;

    /// <param name="whole">False: only what leads away from <paramref name="state"/>, all that a question about it needs.</param>
    private IncidentWorkflow(Procedure procedure, string state, WorkflowFacts facts, bool whole = false)
    {
        _state = state;
        _machine = new StateMachine<string, Trigger>(() => _state, next => _state = next, FiringMode.Immediate);
        Configure(procedure, facts, whole);
    }

    /// <summary>Asks whether <paramref name="trigger"/> is allowed in <paramref name="state"/> (a step's name, Closed or Cancelled).</summary>
    public static Move Ask(Procedure procedure, string state, Trigger trigger, WorkflowFacts facts)
    {
        var workflow = new IncidentWorkflow(procedure, state, facts);
        if (!workflow._machine.CanFire(trigger, out var unmet))
        {
            return new Move(null, unmet is null ? [] : [.. unmet.Order(StringComparer.Ordinal)]);
        }

        workflow._machine.Fire(trigger);
        return new Move(workflow._state, []);
    }

    /// <summary>Everything that is allowed in <paramref name="state"/>, from one machine: a card asks for all of its buttons at once.</summary>
    public static IReadOnlySet<Trigger> Permitted(Procedure procedure, string state, WorkflowFacts facts)
    {
        return Known.GetOrCreateValue(procedure).GetOrAdd((state, facts), static (asked, of) => AskAll(of, asked.State, asked.Facts), procedure);
    }

    private static FrozenSet<Trigger> AskAll(Procedure procedure, string state, WorkflowFacts facts)
    {
        var machine = new IncidentWorkflow(procedure, state, facts)._machine;
        return Enum.GetValues<Trigger>().Where(machine.CanFire).ToFrozenSet();
    }

    /// <summary>The procedure's graph in Mermaid's notation.</summary>
    public static string Mermaid(Procedure procedure) =>
        MermaidGraph.Format(
            new IncidentWorkflow(procedure, procedure.First.Name, new WorkflowFacts(true, false, true, true), whole: true)._machine.GetInfo(),
            MermaidGraphDirection.TopToBottom);

    private void Configure(Procedure procedure, WorkflowFacts facts, bool whole)
    {
        var verify = procedure.FirstOf(StepPhase.Verify);
        if (procedure.IsTask)
        {
            ConfigureTask(procedure, facts);
            return;
        }

        var after = procedure.FirstOf(StepPhase.After) ?? throw new ArgumentException("A procedure needs a step after the resolve.", nameof(procedure));
        var fixing = procedure.LastOf(StepPhase.Work) ?? throw new ArgumentException("A procedure needs a step in which people work.", nameof(procedure));

        var confirmed = new Tuple<Func<bool>, string>(() => facts.Confirmed, NotConfirmed);
        var tasksDone = new Tuple<Func<bool>, string>(() => !facts.OwesReason || facts.ReasonGiven, TasksOpen);
        for (var i = 0; i < procedure.Steps.Count; i++)
        {
            var step = procedure.Steps[i];
            if (!whole && !string.Equals(step.Name, _state, StringComparison.Ordinal))
            {
                continue;
            }

            var state = _machine.Configure(step.Name);
            switch (step.Phase)
            {
                case StepPhase.Alert:
                    state.Permit(Trigger.Acknowledge, procedure.Steps[i + 1].Name);
                    break;

                case StepPhase.Work:
                    state.Ignore(Trigger.Acknowledge);
                    if (procedure.Steps[i + 1] is { Phase: StepPhase.Work } next)
                    {
                        state.Permit(Trigger.Next, next.Name);
                    }

                    if (verify is not null)
                    {
                        state.Permit(Trigger.Fix, verify.Name);
                    }
                    else
                    {
                        state.PermitIf(Trigger.Resolve, after.Name, confirmed, tasksDone);
                    }

                    break;

                case StepPhase.Verify:
                    state.Ignore(Trigger.Acknowledge);
                    state.Permit(Trigger.Reopen, fixing.Name);
                    state.PermitIf(
                        Trigger.Resolve,
                        after.Name,
                        new Tuple<Func<bool>, string>(() => facts.WatchOver || facts.ReasonGiven, WatchRunning),
                        confirmed,
                        tasksDone);
                    break;

                case StepPhase.After:
                    state.PermitIf(Trigger.Reopen, fixing.Name, () => facts.WithinReopening, TooLate);
                    state.PermitIf(Trigger.Close, Closed, confirmed, tasksDone);
                    break;

                default:
                    throw new ArgumentOutOfRangeException(nameof(procedure), step.Phase, "Unknown phase.");
            }

            if (step.Phase != StepPhase.After)
            {
                state.PermitIf(Trigger.Cancel, Cancelled, () => facts.ReasonGiven, NoReason);
                state.Permit(Trigger.Merge, Merged);
            }
        }

        _machine.Configure(Closed).PermitIf(Trigger.Reopen, fixing.Name, () => facts.WithinReopening, TooLate);
        _machine.Configure(Cancelled);
        _machine.Configure(Merged);
    }

    /// <summary>An investigation task is claimed, and ends with a reason from wherever it is.</summary>
    private void ConfigureTask(Procedure procedure, WorkflowFacts facts)
    {
        for (var i = 0; i < procedure.Steps.Count; i++)
        {
            var state = _machine.Configure(procedure.Steps[i].Name);
            if (procedure.Steps[i].Phase == StepPhase.Alert)
            {
                state.Permit(Trigger.Acknowledge, procedure.Steps[i + 1].Name);
            }
            else
            {
                state.Ignore(Trigger.Acknowledge);
            }

            state.PermitIf(Trigger.Close, Closed, () => facts.ReasonGiven, NoReason);
            state.PermitIf(Trigger.Cancel, Cancelled, () => facts.ReasonGiven, NoReason);
            state.Permit(Trigger.Merge, Merged);
        }

        _machine.Configure(Closed);
        _machine.Configure(Cancelled);
        _machine.Configure(Merged);
    }
}
