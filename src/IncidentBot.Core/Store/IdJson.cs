using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Store;

/// <summary>Ids are stored as the text they print as.</summary>
public sealed class StreamIdJson : JsonConverter<StreamId>
{
    public override StreamId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, StreamId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <inheritdoc cref="StreamIdJson"/>
public sealed class RowIdJson : JsonConverter<RowId>
{
    public override RowId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, RowId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
