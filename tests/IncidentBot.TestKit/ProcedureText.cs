using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Core.Procedures;

namespace IncidentBot.TestKit;

/// <summary>A procedure as text, so that two can be compared by what is in them.</summary>
public static class ProcedureText
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public static string Of(Procedure procedure) => JsonSerializer.Serialize(procedure, Readable);
}
