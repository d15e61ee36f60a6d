using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Slack.Inbound;

/// <summary>What a <see cref="Rehearsal"/> is saved in: enough of a store to decide the next line on, in memory, gone with it. Nothing is durable here.</summary>
internal sealed class RehearsalStage(Action<Change> write) : IStore
{
    private readonly Dictionary<StreamId, History> _streams = [];

    public ValueTask<CommitResult> CommitAsync(Change change, CancellationToken cancellationToken)
    {
        write(change);
        foreach (var append in change.Appends)
        {
            var before = _streams.GetValueOrDefault(append.Stream) ?? History.Empty(append.Stream);
            _streams[append.Stream] = new History(append.Stream, before.Version + append.Events.Count, [.. before.Events, .. append.Events], append.Timers);
        }

        return ValueTask.FromResult<CommitResult>(new CommitResult.Saved(1));
    }

    public ValueTask<Reply?> FindReplyAsync(DeliveryId delivery, CancellationToken cancellationToken) => ValueTask.FromResult<Reply?>(null);

    public ValueTask<History?> LoadAsync(StreamId stream, CancellationToken cancellationToken) => ValueTask.FromResult(_streams.GetValueOrDefault(stream));

    public ValueTask<IncidentId> NextIncidentIdAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new IncidentId(1));

    public ValueTask<IReadOnlyList<History>> LoadLiveAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<History>>([.. _streams.Values]);

    public ValueTask<Document?> FindAsync(string key, CancellationToken cancellationToken) => ValueTask.FromResult<Document?>(null);

    public IAsyncEnumerable<StreamId> ChangedAsync(CancellationToken cancellationToken) => throw new NotSupportedException("Nobody watches a rehearsal.");
}
