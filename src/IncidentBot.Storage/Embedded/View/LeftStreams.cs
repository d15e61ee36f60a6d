using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Hot;
using IncidentBot.Storage.Embedded.Journal;

namespace IncidentBot.Storage.Embedded.View;

/// <summary>Streams that left memory, read back from the view and proved against the index: version, and the chain from the first entry to the last.</summary>
internal sealed class LeftStreams(ViewKeeper view, Func<HotState> state, TimeProvider time)
{
    /// <summary>How long a stream that was read back for a change stays, so that the change and the next ones find it.</summary>
    private static readonly TimeSpan Stay = TimeSpan.FromHours(1);

    /// <exception cref="ArchiveRebuildingException">The view is being built and does not have it yet.</exception>
    public async Task<LiveStream> ReadAsync(StreamId stream, LeftStream left) =>
        await view.AskAsync(left.LastSequence, takesOldAnswer: false, (database, _) => Read(database, stream, left));

    /// <summary>As the journal records that it is live again.</summary>
    public async Task<StreamRecord> RecallAsync(StreamId stream, LeftStream left)
    {
        var read = await ReadAsync(stream, left);
        return BaseWriter.Record(read with { LeavesAt = time.GetUtcNow() + Stay });
    }

    /// <summary>A document that went with its stream; null when there is none.</summary>
    public async ValueTask<byte[]?> FindDocumentAsync(string key) =>
        DocumentHome.Of(key) is { } home && state().Left.GetValueOrDefault(home) is { } left
            ? await view.AskAsync(left.LastSequence, takesOldAnswer: false, (database, _) => database.FindDocument(key))
            : null;

    private static LiveStream Read(ViewDatabase database, StreamId stream, LeftStream left)
    {
        var entries = database.Entries(stream, 0, int.MaxValue);
        var head = Chain.Start;
        foreach (var entry in entries)
        {
            head = entry.Follows(head) ? entry.Chain : throw new ViewDamagedException($"the timeline of {stream} is broken");
        }

        if (entries.Count != left.Version || head != left.Head)
        {
            throw new ViewDamagedException($"{stream} is not what the index says");
        }

        return new LiveStream(stream)
        {
            Version = left.Version,
            LastSequence = left.LastSequence,
            Events = EntryList.Of([.. entries]),
            Documents = LiveStream.NoDocuments.AddRange(database.DocumentsOf(stream).Select(document => KeyValuePair.Create(document.Key, document.Json))),
        };
    }
}
