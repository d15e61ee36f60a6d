using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// The twelve promises, judged from what was seen from outside. Every kind of test asks the same checker; it trusts no figure of the
/// product's own.
/// </summary>
public static class PromiseChecker
{
    /// <summary>More of one kind than this says nothing new.</summary>
    private const int MostPerPromise = 50;

    public static IReadOnlyList<Promise> All { get; } =
    [
        new(1, "acknowledged", "An acknowledged command is in the store, for ever, once.", AcknowledgedIsKept.Broken),
        new(2, "legal states", "An incident is only ever in a state its workflow can reach, and one command makes at most one move.", StatesAreLegal.Broken),
        new(3, "timers", "A timer takes effect exactly once, never before it is due, and none is missed.", TimersTakeEffectOnce.Broken),
        new(4, "wanted", "No reminder, breach or page leaves for an incident that no longer wants it.", OnlyWhatIsWantedLeaves.Broken),
        new(5, "order", "Within one incident, messages appear in the order of its timeline.", MessagesKeepOrder.Broken),
        new(6, "outbox", "Every outgoing effect has an outbox row, written with its cause, claimed before it left; none is lost or doubled.", EffectsHaveRows.Broken),
        new(7, "bounds", "Queues, tables, replies and messages a minute have bounds.", BoundsHold.Broken),
        new(8, "secrets", "What is private stays out of messages and logs.", PrivateStaysPrivate.Broken),
        new(9, "hostile text", "Text from outside never becomes a mention, a line or a command of its own.", HostileTextIsText.Broken),
        new(10, "permission", "Nothing is done by somebody who may not do it.", OnlyThePermittedAct.Broken),
        new(11, "chain", "Every change has one entry, every chain verifies, and the archive tells the same.", ChainsVerify.Broken),
        new(12, "visible", "What could not be delivered is shown, and a private incident is shown to nobody else.", FailuresAreShown.Broken),
    ];

    /// <summary>Every promise that the record shows broken; empty when all were kept. They only read, so they are judged side by side.</summary>
    public static IReadOnlyList<BrokenPromise> Check(RunRecord record)
    {
        var broken = new BrokenPromise[All.Count][];
        Parallel.For(0, All.Count, at => broken[at] = [.. All[at].Broken(record).Take(MostPerPromise).Select(what => new BrokenPromise(All[at].Number, All[at].Name, what))]);
        return [.. broken.SelectMany(found => found)];
    }
}
