using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Worlds;

/// <summary>Stands between the product and its store and writes down what was asked and what was acknowledged. Changes nothing.</summary>
internal sealed class StoreTap(IStore inner, Recorder recorder, int life, TimeProvider time) : IStore
{
    public async ValueTask<CommitResult> CommitAsync(Change change, CancellationToken cancellationToken)
    {
        var seen = recorder.Begin(life, time.GetUtcNow(), change);
        var result = await inner.CommitAsync(change, cancellationToken);
        recorder.End(seen, result);
        return result;
    }

    public ValueTask<Reply?> FindReplyAsync(DeliveryId delivery, CancellationToken cancellationToken) => inner.FindReplyAsync(delivery, cancellationToken);

    public ValueTask<History?> LoadAsync(StreamId stream, CancellationToken cancellationToken) => inner.LoadAsync(stream, cancellationToken);

    public ValueTask<IncidentId> NextIncidentIdAsync(CancellationToken cancellationToken) => inner.NextIncidentIdAsync(cancellationToken);

    public ValueTask<IReadOnlyList<History>> LoadLiveAsync(CancellationToken cancellationToken) => inner.LoadLiveAsync(cancellationToken);

    public ValueTask<Document?> FindAsync(string key, CancellationToken cancellationToken) => inner.FindAsync(key, cancellationToken);

    public IAsyncEnumerable<StreamId> ChangedAsync(CancellationToken cancellationToken) => inner.ChangedAsync(cancellationToken);
}
