using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Journal;
using LiteDB;

namespace IncidentBot.Storage.Embedded.View;

/// <summary>What some changes mean for the view, folded together so that each document is written once.</summary>
internal sealed class ViewBatch(ViewDatabase database)
{
    private readonly Dictionary<string, BsonDocument> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ViewStream> _streams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IncidentSummary?> _summaries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]?> _documents = new(StringComparer.Ordinal);
    private readonly List<BsonDocument> _dead = [];

    public long Cursor { get; private set; } = database.Cursor;

    public int Changes { get; private set; }

    public IReadOnlyCollection<BsonDocument> Entries => _entries.Values;

    public IReadOnlyCollection<BsonDocument> Streams => [.. _streams.Select(stream => ViewShapes.Stream(new StreamId(stream.Key), stream.Value))];

    public IReadOnlyCollection<IncidentSummary> Summaries => [.. _summaries.Values.OfType<IncidentSummary>()];

    public IReadOnlyCollection<BsonDocument> Incidents => [.. Summaries.Select(ViewShapes.Incident)];

    public IReadOnlyCollection<BsonDocument> Documents => [.. _documents.Where(one => one.Value is not null).Select(one => Sealed.Of(ViewShapes.DocumentId(one.Key), one.Value!))];

    public IReadOnlyCollection<string> Deleted => [.. _documents.Where(one => one.Value is null).Select(one => ViewShapes.DocumentId(one.Key))];

    public IReadOnlyCollection<BsonDocument> Dead => _dead;

    public void Add(ViewRecord record)
    {
        Cursor++;
        Changes++;
        foreach (var append in record.Appends ?? [])
        {
            Add(append);
        }

        foreach (var document in record.Documents ?? [])
        {
            _documents[document.Key] = document.Json;
        }

        var position = 0;
        foreach (var settled in record.Settled ?? [])
        {
            if (settled.Dead is { } letter)
            {
                _dead.Add(ViewShapes.DeadLetter((Cursor << 12) + position++, letter));
            }
        }
    }

    private void Add(AppendRecord append)
    {
        if (append.Events.Length == 0)
        {
            return;
        }

        var stream = new StreamId(append.Stream);
        var number = append.Version;
        if (!_summaries.TryGetValue(append.Stream, out var summary) && stream.TryGetIncident(out var id))
        {
            summary = database.LastWritten(id.Number);
        }

        foreach (var entry in append.Events)
        {
            number++;
            _entries[ViewShapes.EntryId(stream, number)] = ViewShapes.Entry(stream, number, entry);
            summary = Apply(stream, summary, entry);
        }

        _summaries[append.Stream] = summary;
        _streams[append.Stream] = new ViewStream(number, Cursor, append.Events[^1].Chain);
    }

    /// <summary>An entry of a newer version changes nothing that this one can show.</summary>
    public static IncidentSummary? Apply(StreamId stream, IncidentSummary? before, Recorded entry)
    {
        try
        {
            return IncidentSummary.Apply(stream, before, entry);
        }
        catch (UnknownEventException)
        {
            return before;
        }
    }
}
