using System.Text.Json.Serialization;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>The journal's own shapes. A member it does not know is refused: skipping it would lose what a newer version meant by it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(JournalRecord))]
[JsonSerializable(typeof(BaseRecord))]
[JsonSerializable(typeof(SegmentHeader))]
[JsonSerializable(typeof(Identity))]
[JsonSerializable(typeof(View.ViewSeal))]
[JsonSerializable(typeof(View.ViewRecord))]
internal sealed partial class JournalJson : JsonSerializerContext;
