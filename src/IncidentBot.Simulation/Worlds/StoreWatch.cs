using IncidentBot.Core.Desk;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Simulation.Worlds;

/// <summary>Looks into the store, as any reader could, before a new life does anything: what was acknowledged must be there.</summary>
internal sealed class StoreWatch(Recorder recorder, TimeProvider time)
{
    /// <summary>Replies are kept this long (engine protocol, bounds).</summary>
    private static readonly TimeSpan RepliesKept = TimeSpan.FromHours(72);

    private int _commitsLookedAt;

    public async Task LookAsync(EmbeddedStore store, int life, bool everything)
    {
        var streams = new SortedDictionary<StreamId, IReadOnlyList<Recorded>>();
        var live = await store.LoadLiveAsync(CancellationToken.None);
        var health = store.Describe();
        foreach (var history in live)
        {
            streams[history.Stream] = history.Events;
        }

        // Streams that have left memory cost a read of the archive each: at a restart only those that the last life touched are read again.
        foreach (var stream in Touched(everything))
        {
            if (!streams.ContainsKey(stream) && await store.LoadAsync(stream, CancellationToken.None) is { } history)
            {
                streams[stream] = history.Events;
            }
        }

        var asked = recorder.Asks
            .Where(ask => ask.Answer is { Kind: AnswerKind.Done })
            .DistinctBy(ask => ask.Inbound.Id)
            .Where(first => time.GetUtcNow() - first.At < RepliesKept)
            .Select(first => first.Inbound.Id)
            .ToHashSet();
        var replies = new HashSet<DeliveryId>();
        foreach (var delivery in asked)
        {
            if (await store.FindReplyAsync(delivery, CancellationToken.None) is not null)
            {
                replies.Add(delivery);
            }
        }

        recorder.Found(new Recovery(life, time.GetUtcNow(), streams, asked, replies, [.. live.Select(history => history.Stream)]) { Health = health });
    }

    public async Task<(IReadOnlyDictionary<StreamId, IReadOnlyList<Recorded>> Archive, IReadOnlyList<DeadLetter> Dead)> ReadArchiveAsync(EmbeddedStore store)
    {
        var archive = new SortedDictionary<StreamId, IReadOnlyList<Recorded>>();
        foreach (var stream in Touched(everything: true).Where(stream => stream.IsIncident))
        {
            var entries = new List<Recorded>();
            for (long? after = 0; after is { } from;)
            {
                var page = await store.ReadTimelineAsync(stream, from, 500, CancellationToken.None);
                entries.AddRange(page.Items);
                after = page.Next;
            }

            archive[stream] = entries;
        }

        return (archive, await store.DeadLettersAsync(10_000, CancellationToken.None));
    }

    private SortedSet<StreamId> Touched(bool everything)
    {
        var from = everything ? 0 : _commitsLookedAt;
        _commitsLookedAt = recorder.Commits.Count;
        return [.. recorder.Commits.Skip(from).Where(commit => commit.MayBeThere).SelectMany(commit => commit.Change.Appends).Select(append => append.Stream)];
    }
}
