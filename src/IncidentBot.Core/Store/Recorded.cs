using System.Buffers;
using System.Globalization;
using System.Text.Json;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Store;

/// <summary>
/// One entry of a timeline: the event, who, when, and its place in the hash chain. The bytes that were hashed are kept as they are, so that
/// a later version of the program can still prove an old entry; the event is read from them when it is asked for.
/// </summary>
/// <remarks>Entry: <c>{"t":type,"v":version,"at":UTC,"by":id,"name":name,"d":{event}}</c>, UTF-8.</remarks>
public sealed class Recorded : IEquatable<Recorded>
{
    private static readonly JsonWriterOptions Compact = new() { Indented = false, SkipValidation = false };

    /// <summary>Read once it is asked for. Two threads may both read it: they read the same.</summary>
    private Decoded? _decoded;

    /// <summary>An entry as it was stored.</summary>
    public Recorded(ReadOnlyMemory<byte> bytes, Chain chain)
    {
        Bytes = bytes;
        Chain = chain;
    }

    private Recorded(ReadOnlyMemory<byte> bytes, Chain chain, Decoded decoded)
    {
        Bytes = bytes;
        Chain = chain;
        _decoded = decoded;
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    public Chain Chain { get; }

    /// <summary>What its event is stored as, by its name and version alone: for those who pass most events by without reading them.</summary>
    /// <exception cref="UnknownEventException">Written by a newer version of the program.</exception>
    public EventKind ReadKind()
    {
        string? name = null;
        var version = 0;
        var json = new Utf8JsonReader(Bytes.Span);
        json.Read();
        while ((name is null || version == 0) && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("t"u8))
            {
                json.Read();
                name = json.GetString();
            }
            else if (json.ValueTextEquals("v"u8))
            {
                json.Read();
                version = json.GetInt32();
            }
            else
            {
                json.Skip();
            }
        }

        return EventBook.KindOf(name ?? "", version);
    }

    /// <exception cref="UnknownEventException">Written by a newer version of the program.</exception>
    public IEvent Event => Content.Event;

    public Actor By => Content.By;

    public DateTimeOffset At => Content.At;

    private Decoded Content => _decoded ??= Decode(Bytes);

    /// <summary>A new entry, chained to the one before it.</summary>
    public static Recorded Of(IEvent happened, Actor by, DateTimeOffset at, Chain previous)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            var kind = EventBook.KindOf(happened);
            json.WriteStartObject();
            json.WriteString("t", kind.Name);
            json.WriteNumber("v", kind.Version);
            json.WriteString("at", at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("by", by.Id);
            json.WriteString("name", by.Name);
            json.WritePropertyName("d");
            EventBook.Write(json, happened);
            json.WriteEndObject();
        }

        var bytes = buffer.WrittenSpan.ToArray();
        return new Recorded(bytes, previous.Next(bytes), new Decoded(happened, by, at.ToUniversalTime()));
    }

    /// <summary>True when this entry's hash follows from <paramref name="previous"/> and its bytes.</summary>
    public bool Follows(Chain previous) => previous.Next(Bytes.Span) == Chain;

    public bool Equals(Recorded? other) => other is not null && Chain == other.Chain && Bytes.Span.SequenceEqual(other.Bytes.Span);

    public override bool Equals(object? obj) => Equals(obj as Recorded);

    public override int GetHashCode() => Chain.GetHashCode();

    public override string ToString() => $"{At:O} {By} {Event}";

    private static Decoded Decode(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        var happened = EventBook.Read(root.GetProperty("t").GetString()!, root.GetProperty("v").GetInt32(), root.GetProperty("d"));
        var by = new Actor(root.GetProperty("by").GetString()!, root.GetProperty("name").GetString()!);
        return new Decoded(happened, by, root.GetProperty("at").GetDateTimeOffset());
    }

    private sealed record Decoded(IEvent Event, Actor By, DateTimeOffset At);
}
