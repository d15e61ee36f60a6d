using IncidentBot.Core.Messages;
using IncidentBot.Simulation.Record;
using IncidentBot.Simulation.Time;

namespace IncidentBot.Simulation.Worlds;

/// <summary>
/// The wire between one life of the process and a chat. A request that has left goes on when the process dies; its answer then reaches
/// nobody. What leaves is written down together with whether today's state still wanted it.
/// </summary>
internal sealed class TargetTap(ITarget chat, Life life, Recorder recorder, TimeProvider time) : ITarget
{
    public string Name => chat.Name;

    public ValueTask<Outcome> PerformAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        Note(delivery, isReconcile: false);
        return new(life.CallOutAsync(() => chat.PerformAsync(delivery, CancellationToken.None).AsTask()));
    }

    public ValueTask<Outcome> ReconcileAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        Note(delivery, isReconcile: true);
        return new(life.CallOutAsync(() => chat.ReconcileAsync(delivery, CancellationToken.None).AsTask()));
    }

    private void Note(Delivery delivery, bool isReconcile) =>
        recorder.Calls.Add(new CallSeen(life.Number, time.GetUtcNow(), Name, delivery.Claimed, isReconcile, isReconcile ? null : Unwanted(delivery.Claimed.Row)));

    private string? Unwanted(OutboxRow row)
    {
        if (row.OnlyIf is not { } condition || recorder.StateOf(row.Stream) is not { } incident || Conditions.Holds(condition, incident, time.GetUtcNow()))
        {
            return null;
        }

        return $"{row.Id} left although {row.Stream} is not '{condition}' any more";
    }
}
