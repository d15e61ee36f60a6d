using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Hot;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace IncidentBot.Storage.Embedded.View;

/// <summary>Where a stream stands in the view; compared with the index that the hot state keeps.</summary>
internal sealed record ViewStream(long Version, long LastSequence, Chain Head);

/// <summary>What the collections hold, written and read by hand: the mapper changes strings, times and empty lists (storage rules 15 and 16).</summary>
internal static class ViewShapes
{
    /// <summary>Another number means another program wrote the file; it is built again.</summary>
    public const int Schema = 1;

    public const string Open = "open";
    public const string Severity = "severity";
    public const string Private = "private";
    public const string Words = "words";

    public static string EntryId(StreamId stream, long number) => string.Create(CultureInfo.InvariantCulture, $"{stream}/{number:D10}");

    /// <summary>Documents of one stream lie together.</summary>
    public static string DocumentId(string key) => $"{DocumentHome.Of(key)}\n{key}";

    public static BsonDocument Entry(StreamId stream, long number, Recorded entry)
    {
        var value = new byte[Chain.Size + entry.Bytes.Length];
        entry.Chain.WriteTo(value);
        entry.Bytes.Span.CopyTo(value.AsSpan(Chain.Size));
        return Sealed.Of(EntryId(stream, number), value);
    }

    public static Recorded Entry(BsonDocument document)
    {
        var value = Sealed.Open(document);
        return new Recorded(value.AsMemory(Chain.Size), Chain.Read(value));
    }

    public static BsonDocument Stream(StreamId stream, ViewStream at)
    {
        var value = new byte[16 + Chain.Size];
        BinaryPrimitives.WriteInt64LittleEndian(value, at.Version);
        BinaryPrimitives.WriteInt64LittleEndian(value.AsSpan(8), at.LastSequence);
        at.Head.WriteTo(value.AsSpan(16));
        return Sealed.Of(stream.Value, value);
    }

    public static ViewStream Stream(BsonDocument document)
    {
        var value = Sealed.Open(document);
        return new ViewStream(BinaryPrimitives.ReadInt64LittleEndian(value), BinaryPrimitives.ReadInt64LittleEndian(value.AsSpan(8)), Chain.Read(value.AsSpan(16)));
    }

    public static BsonDocument Incident(IncidentSummary summary)
    {
        var document = Sealed.Of((long)summary.Number, JsonSerializer.SerializeToUtf8Bytes(summary, StoreJson.Default.IncidentSummary));
        document[Open] = summary.IsOpen;
        document[Severity] = (int)summary.Severity;
        document[Private] = summary.Private;
        document[Words] = summary.Title.ToUpperInvariant();
        return document;
    }

    public static IncidentSummary Incident(BsonDocument document) => Json(document, StoreJson.Default.IncidentSummary);

    /// <param name="order">Rises with time.</param>
    public static BsonDocument DeadLetter(long order, DeadLetter letter) =>
        Sealed.Of(order, JsonSerializer.SerializeToUtf8Bytes(letter, StoreJson.Default.DeadLetter));

    public static DeadLetter DeadLetter(BsonDocument document) => Json(document, StoreJson.Default.DeadLetter);

    public static BsonDocument Cursor(string store, long cursor)
    {
        var value = new byte[12 + store.Length];
        BinaryPrimitives.WriteInt32LittleEndian(value, Schema);
        BinaryPrimitives.WriteInt64LittleEndian(value.AsSpan(4), cursor);
        System.Text.Encoding.ASCII.GetBytes(store, value.AsSpan(12));
        return Sealed.Of("cursor", value);
    }

    /// <exception cref="ViewDamagedException">Of another store or program.</exception>
    public static long Cursor(BsonDocument document, string store)
    {
        var value = Sealed.Open(document);
        return value.Length == 12 + store.Length
            && BinaryPrimitives.ReadInt32LittleEndian(value) == Schema
            && System.Text.Encoding.ASCII.GetString(value, 12, store.Length) == store
            ? BinaryPrimitives.ReadInt64LittleEndian(value.AsSpan(4))
            : throw new ViewDamagedException("it was made by another version, or for another store");
    }

    private static T Json<T>(BsonDocument document, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(Sealed.Open(document), type)!;
        }
        catch (JsonException e)
        {
            throw new ViewDamagedException($"{document["_id"]} cannot be read ({e.Message})");
        }
    }
}
