using System.ComponentModel.DataAnnotations;

namespace IncidentBot.Configuration;

/// <summary>Who may use the HTTP API, and how much. Section <c>Api</c>.</summary>
internal sealed class ApiOptions : IValidatableObject
{
    /// <summary>
    /// The callers. Without any, only this machine may call, and only in Development.
    /// </summary>
    public IReadOnlyList<ApiKeyOptions> Keys { get; init; } = [];

    /// <summary>Requests per second that one key may keep up; more are answered 429.</summary>
    /// <value>100.</value>
    [Range(1, 100_000)]
    public int RequestsPerSecond { get; init; } = 100;

    /// <summary>Requests that one key may send at once before <see cref="RequestsPerSecond"/> counts.</summary>
    /// <value>400.</value>
    [Range(1, 1_000_000)]
    public int Burst { get; init; } = 400;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Keys
        .GroupBy(key => key.Name, StringComparer.Ordinal)
        .Where(group => group.Count() > 1 && group.Key.Length > 0)
        .Select(_ => new ValidationResult("has the same Name twice", [nameof(Keys)]));
}
