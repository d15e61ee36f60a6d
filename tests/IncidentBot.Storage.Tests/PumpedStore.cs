using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;
using IncidentBot.Storage.Embedded.Threads;

namespace IncidentBot.Storage.Tests;

/// <summary>Runs the store's inline work whenever somebody asks it something, as a simulation's pump does.</summary>
internal sealed class PumpedStore(EmbeddedStore store, InlineThreads threads) : IStore, IArchive, IOutbox, ITimerQueue
{
    private readonly Lock _gate = new();

    public ValueTask<CommitResult> CommitAsync(Change change, CancellationToken cancellationToken) => Pump(store.CommitAsync(change, cancellationToken));

    public ValueTask<Reply?> FindReplyAsync(DeliveryId delivery, CancellationToken cancellationToken) => Pump(store.FindReplyAsync(delivery, cancellationToken));

    public ValueTask<History?> LoadAsync(StreamId stream, CancellationToken cancellationToken) => Pump(store.LoadAsync(stream, cancellationToken));

    public ValueTask<IncidentId> NextIncidentIdAsync(CancellationToken cancellationToken) => Pump(store.NextIncidentIdAsync(cancellationToken));

    public ValueTask<IReadOnlyList<History>> LoadLiveAsync(CancellationToken cancellationToken) => Pump(store.LoadLiveAsync(cancellationToken));

    public ValueTask<Document?> FindAsync(string key, CancellationToken cancellationToken) => Pump(store.FindAsync(key, cancellationToken));

    public IAsyncEnumerable<StreamId> ChangedAsync(CancellationToken cancellationToken) => store.ChangedAsync(cancellationToken);

    public ValueTask<Page<IncidentSummary>> FindIncidentsAsync(IncidentQuery query, CancellationToken cancellationToken) => Pump(store.FindIncidentsAsync(query, cancellationToken));

    public ValueTask<Page<Recorded>> ReadTimelineAsync(StreamId stream, long after, int max, CancellationToken cancellationToken) => Pump(store.ReadTimelineAsync(stream, after, max, cancellationToken));

    public ValueTask<IReadOnlyList<DeadLetter>> DeadLettersAsync(int max, CancellationToken cancellationToken) => Pump(store.DeadLettersAsync(max, cancellationToken));

    public ValueTask<IReadOnlyList<Claimed>> ClaimAsync(string target, int max, DateTimeOffset now, CancellationToken cancellationToken) => Pump(store.ClaimAsync(target, max, now, cancellationToken));

    public ValueTask WaitForWorkAsync(string target, TimeSpan atMost, CancellationToken cancellationToken) => store.WaitForWorkAsync(target, atMost, cancellationToken);

    public ValueTask<IReadOnlyList<TimerRef>> DueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) => Pump(store.DueAsync(now, max, cancellationToken));

    public ValueTask WaitForWorkAsync(TimeSpan atMost, CancellationToken cancellationToken) => ((ITimerQueue)store).WaitForWorkAsync(atMost, cancellationToken);

    private async ValueTask<T> Pump<T>(ValueTask<T> asked)
    {
        var task = asked.AsTask();
        while (!task.IsCompleted)
        {
            bool ran;
            lock (_gate)
            {
                ran = threads.RunReady();
            }

            // Continuations of what was answered run on the pool; what they ask next is pumped in the next round.
            if (!ran)
            {
                await Task.Yield();
            }
        }

        return await task;
    }
}
