using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Api;

/// <summary>How the API reads and writes JSON: source-generated, strict about what it reads, at most 32 levels deep.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    MaxDepth = 32)]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandReply))]
[JsonSerializable(typeof(IncidentList))]
[JsonSerializable(typeof(IncidentDetail))]
[JsonSerializable(typeof(TimelinePage))]
[JsonSerializable(typeof(ActionItems))]
[JsonSerializable(typeof(Core.Figures.FiguresReport))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Hooks.HookReply))]
[JsonSerializable(typeof(Hooks.HookErrors))]
[JsonSerializable(typeof(Hooks.EventReply))]
[JsonSerializable(typeof(Health.ReadyReport))]
[JsonSerializable(typeof(Doctor.Report))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Writes quotes and umlauts as they are: the answers are read by people, and never stand in a page.</summary>
    public static ApiJson Web => Relaxed.Json;

    /// <summary>A class of its own, because <see cref="Default"/> has to be there first.</summary>
    private static class Relaxed
    {
        public static ApiJson Json { get; } = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
