using System.Text.Json.Serialization;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Store;

/// <summary>How the values of the ports are written by every store, source-generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OutboxRow))]
[JsonSerializable(typeof(Outcome))]
[JsonSerializable(typeof(Reply))]
[JsonSerializable(typeof(PlaceRef))]
[JsonSerializable(typeof(MessageRef))]
[JsonSerializable(typeof(IncidentSummary))]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(Card))]
[JsonSerializable(typeof(DocumentContent))]
public sealed partial class StoreJson : JsonSerializerContext;
