using IncidentBot.Core.Store;
using LiteDB;
using LiteDB.Engine;

namespace IncidentBot.Storage.Embedded.View;

/// <summary>
/// One LiteDB file. Called by one thread at a time, always; every answer is materialised before it returns; a transaction begins and ends
/// within one call. Any exception means the file is thrown away.
/// </summary>
internal sealed class ViewDatabase : IDisposable
{
    /// <summary>Log pages after which the log is moved into the file (storage rule 5).</summary>
    private const long CheckpointBytes = 1000 * 8192;

    /// <summary>How many incidents' rows are remembered as they were written last, so that the next change needs not read them back.</summary>
    private const int MostRemembered = 2048;

    private readonly UnforcedLog _log;
    private readonly Dictionary<int, IncidentSummary> _written = [];
    private readonly string _store;
    private readonly LiteDatabase _database;
    private readonly ILiteCollection<BsonDocument> _meta;
    private readonly ILiteCollection<BsonDocument> _streams;
    private readonly ILiteCollection<BsonDocument> _entries;
    private readonly ILiteCollection<BsonDocument> _incidents;
    private readonly ILiteCollection<BsonDocument> _documents;
    private readonly ILiteCollection<BsonDocument> _dead;

    public ViewDatabase(string path, string logPath, string store)
    {
        Path = path;
        _store = store;
        var fresh = !File.Exists(path);
        _log = new UnforcedLog(logPath);
        LiteDatabase? database = null;
        try
        {
            database = new LiteDatabase(new LiteEngine(new EngineSettings { Filename = path, LogStream = _log, Collation = Collation.Binary }));
            _database = database;
            if (_database.Collation.ToString() != Collation.Binary.ToString())
            {
                throw new ViewDamagedException("it has another collation");
            }

            if (_database.CheckpointSize != 0)
            {
                _database.CheckpointSize = 0;
            }

            // Before the first write: after a crash, transaction numbers go on from the last log page and abandoned pages would become valid.
            _database.Checkpoint();
            _meta = _database.GetCollection("meta");
            _streams = _database.GetCollection("streams");
            _entries = _database.GetCollection("entries");
            _incidents = _database.GetCollection("incidents");
            _documents = _database.GetCollection("documents");
            _dead = _database.GetCollection("dead");
            if (fresh)
            {
                _incidents.EnsureIndex(ViewShapes.Open);
                _meta.Upsert(ViewShapes.Cursor(store, 0));
                _database.Checkpoint();
            }

            Cursor = ViewShapes.Cursor(_meta.FindById("cursor") ?? throw new ViewDamagedException("it has no cursor"), store);
        }
        catch
        {
            database?.Dispose();
            _log.Dispose();
            throw;
        }
    }

    public string Path { get; }

    /// <summary>Number of the newest change it holds.</summary>
    public long Cursor { get; private set; }

    /// <summary>All of it and the cursor, or nothing.</summary>
    public void Write(ViewBatch batch)
    {
        if (!_database.BeginTrans())
        {
            throw new ViewDamagedException("a transaction was left open");
        }

        if (batch.Entries.Count > 0)
        {
            // An entry is written once: it comes with the change behind the cursor, and the cursor moves in this transaction.
            _entries.Insert(batch.Entries);
        }

        Upsert(_streams, batch.Streams);
        Upsert(_incidents, batch.Incidents);
        Upsert(_documents, batch.Documents);
        Upsert(_dead, batch.Dead);
        foreach (var key in batch.Deleted)
        {
            _documents.Delete(key);
        }

        _meta.Upsert(ViewShapes.Cursor(_store, batch.Cursor));
        if (!_database.Commit())
        {
            throw new ViewDamagedException("a transaction was lost");
        }

        Cursor = batch.Cursor;
        Remember(batch.Summaries);
        if (_log.Length >= CheckpointBytes)
        {
            _database.Checkpoint();
        }
    }

    public ViewStream? FindStream(StreamId stream) => _streams.FindById(stream.Value) is { } found ? ViewShapes.Stream(found) : null;

    public IncidentSummary? FindIncident(int number) => _incidents.FindById((long)number) is { } found ? ViewShapes.Incident(found) : null;

    /// <summary>What a change of the incident goes on from; read from the file only where this process has not just written it.</summary>
    public IncidentSummary? LastWritten(int number) => _written.TryGetValue(number, out var known) ? known : FindIncident(number);

    public byte[]? FindDocument(string key) => _documents.FindById(ViewShapes.DocumentId(key)) is { } found ? Sealed.Open(found) : null;

    public List<Recorded> Entries(StreamId stream, long after, int max) =>
        [.. Between(_entries, ViewShapes.EntryId(stream, after + 1), ViewShapes.EntryId(stream, 9_999_999_999), max).Select(ViewShapes.Entry)];

    /// <summary>Every document of a stream, by key.</summary>
    public List<(string Key, byte[] Json)> DocumentsOf(StreamId stream) =>
        [.. Between(_documents, $"{stream}\n", $"{stream}\u000b", int.MaxValue).Select(document => (document["_id"].AsString[(stream.Value.Length + 1)..], Sealed.Open(document)))];

    public List<IncidentSummary> Incidents(IncidentQuery query, int max)
    {
        var filter = Query.All("_id", Query.Descending);
        if (query.OpenOnly)
        {
            filter.Where.Add(BsonExpression.Create($"{ViewShapes.Open} = @0", true));
        }

        if (query.Before is { } before)
        {
            filter.Where.Add(BsonExpression.Create("_id < @0", before));
        }

        var words = (query.Text ?? "").ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. _incidents.Find(filter)
            .Where(found => (query.IncludePrivate || !found[ViewShapes.Private].AsBoolean)
                && (query.Severity is null || found[ViewShapes.Severity].AsInt32 == (int)query.Severity)
                && Array.TrueForAll(words, word => found[ViewShapes.Words].AsString.Contains(word, StringComparison.Ordinal)))
            .Take(max)
            .Select(ViewShapes.Incident)];
    }

    public List<DeadLetter> DeadLetters(int max) => [.. _dead.Find(Query.All("_id", Query.Descending), 0, max).Select(ViewShapes.DeadLetter)];

    /// <summary>Checks a piece of what has no stream to be compared with.</summary>
    /// <returns>Where to go on; null at the end.</returns>
    public BsonValue? CheckDocuments(BsonValue after, int max)
    {
        var found = _documents.Find(BsonExpression.Create("_id > @0", after), 0, max).ToList();
        found.ForEach(document => Sealed.Open(document));
        return found.Count < max ? null : found[^1]["_id"];
    }

    /// <summary>Moves the log into the file and makes the file durable through a handle of our own.</summary>
    public void Checkpoint()
    {
        _database.Checkpoint();
        using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(file);
    }

    public void Dispose()
    {
        _database.Dispose();
        _log.Dispose();
    }

    private void Remember(IReadOnlyCollection<IncidentSummary> summaries)
    {
        if (_written.Count + summaries.Count > MostRemembered)
        {
            _written.Clear();
        }

        foreach (var summary in summaries)
        {
            _written[summary.Number] = summary;
        }
    }

    /// <summary>
    /// Values go in as parameters, here and above: LiteDB compiles each text of an expression and keeps it for ever, and <c>Query.Between</c> and
    /// its like write the value into the text.
    /// </summary>
    private static List<BsonDocument> Between(ILiteCollection<BsonDocument> collection, string first, string last, int max) =>
        [.. collection.Find(BsonExpression.Create("_id BETWEEN @0 AND @1", first, last), 0, max)];

    private static void Upsert(ILiteCollection<BsonDocument> collection, IReadOnlyCollection<BsonDocument> documents)
    {
        if (documents.Count > 0)
        {
            collection.Upsert(documents);
        }
    }
}
