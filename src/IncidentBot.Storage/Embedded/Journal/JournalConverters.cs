using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>An entry's bytes stand in the journal as they are: they are what was hashed.</summary>
internal sealed class RecordedJson : JsonConverter<Recorded>
{
    public override Recorded Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var entry = JsonDocument.ParseValue(ref reader);
        var chain = Chain.Parse(entry.RootElement.GetProperty("chain"u8).GetString()!);
        return new Recorded(JsonMarshal.GetRawUtf8Value(entry.RootElement.GetProperty("entry"u8)).ToArray(), chain);
    }

    public override void Write(Utf8JsonWriter writer, Recorded value, JsonSerializerOptions options)
    {
        if (value.Bytes.Span.Contains((byte)'\n'))
        {
            throw new ArgumentException("An entry is one line of JSON.", nameof(value));
        }

        writer.WriteStartObject();
        writer.WriteString("chain"u8, value.Chain.ToString());
        writer.WritePropertyName("entry"u8);
        writer.WriteRawValue(value.Bytes.Span, skipInputValidation: false);
        writer.WriteEndObject();
    }
}

/// <summary>Timers by the million: <c>[name, due, name, due]</c>, due in UTC ticks.</summary>
internal sealed class TimersJson : JsonConverter<PlannedTimer[]>
{
    public override PlannedTimer[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var timers = new List<PlannedTimer>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var name = reader.GetString()!;
            reader.Read();
            timers.Add(new PlannedTimer(name, Ticks.Time(reader.GetInt64())));
        }

        return [.. timers];
    }

    public override void Write(Utf8JsonWriter writer, PlannedTimer[] value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var timer in value)
        {
            writer.WriteStringValue(timer.Name);
            writer.WriteNumberValue(timer.Due.UtcTicks);
        }

        writer.WriteEndArray();
    }
}

/// <summary>Values of the ports are written as every store writes them.</summary>
internal abstract class PortJson<T>(JsonTypeInfo<T> type) : JsonConverter<T>
    where T : class
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonSerializer.Deserialize(ref reader, type)!;

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, type);
}

/// <inheritdoc/>
internal sealed class OutboxRowJson() : PortJson<OutboxRow>(StoreJson.Default.OutboxRow);

/// <summary>An array of what <paramref name="one"/> writes.</summary>
internal abstract class ArrayJson<T>(JsonConverter<T> one) : JsonConverter<T[]>
{
    public override T[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(one.Read(ref reader, typeof(T), options)!);
        }

        return [.. items];
    }

    public override void Write(Utf8JsonWriter writer, T[] value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value)
        {
            one.Write(writer, item, options);
        }

        writer.WriteEndArray();
    }
}

/// <inheritdoc/>
internal sealed class OutboxRowsJson() : ArrayJson<OutboxRow>(new OutboxRowJson());

/// <inheritdoc/>
internal sealed class EntriesJson() : ArrayJson<Recorded>(new RecordedJson());

/// <inheritdoc/>
internal sealed class OutcomeJson() : PortJson<Outcome>(StoreJson.Default.Outcome);

/// <inheritdoc/>
internal sealed class ReplyJson() : PortJson<Reply>(StoreJson.Default.Reply);

/// <inheritdoc/>
internal sealed class DeadLetterJson() : PortJson<DeadLetter>(StoreJson.Default.DeadLetter);
