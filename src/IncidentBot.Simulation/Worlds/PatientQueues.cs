using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Simulation.Worlds;

/// <summary>
/// The store's queues, whose waiting calls last longer than the loops ask. The loops look every few seconds in case a clock jumped or a
/// wake-up was lost. Here clocks do not jump, a look every few seconds of a month is most of the work, and a wake-up that is lost must show.
/// </summary>
internal sealed class PatientQueues(EmbeddedStore store) : IOutbox, ITimerQueue
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public ValueTask<IReadOnlyList<Claimed>> ClaimAsync(string target, int max, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.ClaimAsync(target, max, now, cancellationToken);

    public ValueTask WaitForWorkAsync(string target, TimeSpan atMost, CancellationToken cancellationToken) =>
        store.WaitForWorkAsync(target, Patience, cancellationToken);

    public ValueTask<IReadOnlyList<TimerRef>> DueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) => store.DueAsync(now, max, cancellationToken);

    public ValueTask WaitForWorkAsync(TimeSpan atMost, CancellationToken cancellationToken) => ((ITimerQueue)store).WaitForWorkAsync(Patience, cancellationToken);
}
