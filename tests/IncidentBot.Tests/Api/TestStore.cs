using System.Runtime.CompilerServices;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Tests.Api;

/// <summary>A store of histories that a test puts there; it commits nothing.</summary>
internal sealed class TestStore : IStore, IArchive
{
    public Dictionary<StreamId, History> Streams { get; } = [];

    public Dictionary<string, Document> Documents { get; } = new(StringComparer.Ordinal);

    /// <summary>Thrown by every read when set.</summary>
    public Exception? Broken { get; set; }

    public ValueTask<CommitResult> CommitAsync(Change change, CancellationToken cancellationToken) => throw new InvalidOperationException("This store is for reading.");

    public ValueTask<Reply?> FindReplyAsync(DeliveryId delivery, CancellationToken cancellationToken) => ValueTask.FromResult<Reply?>(null);

    public ValueTask<History?> LoadAsync(StreamId stream, CancellationToken cancellationToken) =>
        Broken is { } error ? throw error : ValueTask.FromResult(Streams.GetValueOrDefault(stream));

    public ValueTask<IncidentId> NextIncidentIdAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new IncidentId(Streams.Count + 1));

    public ValueTask<IReadOnlyList<History>> LoadLiveAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<History>>([.. Streams.Values.OrderBy(history => history.Stream)]);

    public ValueTask<Document?> FindAsync(string key, CancellationToken cancellationToken) => ValueTask.FromResult(Documents.GetValueOrDefault(key));

    public async IAsyncEnumerable<StreamId> ChangedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    public ValueTask<Page<IncidentSummary>> FindIncidentsAsync(IncidentQuery query, CancellationToken cancellationToken) => Broken is { } error
        ? throw error
        : ValueTask.FromResult(new Page<IncidentSummary>(
            [.. Streams.Values.Select(Summary).Where(incident => query.IncludePrivate || !incident.Private).OrderByDescending(incident => incident.Number).Take(query.Max)],
            null));

    public ValueTask<Page<Recorded>> ReadTimelineAsync(StreamId stream, long after, int max, CancellationToken cancellationToken)
    {
        var rest = Streams[stream].Events.Skip((int)after).ToList();
        return ValueTask.FromResult(new Page<Recorded>([.. rest.Take(max)], rest.Count > max ? after + max : null));
    }

    public ValueTask<IReadOnlyList<DeadLetter>> DeadLettersAsync(int max, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<DeadLetter>>([]);

    private static IncidentSummary Summary(History history) =>
        history.Events.Aggregate(default(IncidentSummary), (before, entry) => IncidentSummary.Apply(history.Stream, before, entry))!;
}
