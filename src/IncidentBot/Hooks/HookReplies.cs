namespace IncidentBot.Hooks;

/// <summary>What became of a call with alerts.</summary>
/// <param name="Incident">The incident of the most urgent of them, if any has one.</param>
internal sealed record HookReply(int Accepted, int Duplicates, string? Incident);

/// <summary>What is wrong with a body.</summary>
internal sealed record HookErrors(IReadOnlyList<HookError> Errors);

/// <param name="Path">Where in the body: <c>$.title</c>.</param>
internal sealed record HookError(string Path, string Message);

/// <summary>The answers of the Events API v2, so that every tool that knows it understands them.</summary>
internal sealed record EventReply(string Status, string Message, [property: System.Text.Json.Serialization.JsonPropertyName("dedup_key")] string? DedupKey = null, IReadOnlyList<string>? Errors = null);
