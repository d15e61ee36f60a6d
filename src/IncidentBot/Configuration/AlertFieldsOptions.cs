using System.ComponentModel.DataAnnotations;
using System.Reflection;
using IncidentBot.Hooks;

namespace IncidentBot.Configuration;

/// <summary>
/// A map from a foreign body to an alert: simple paths such as <c>$.rule.name</c> or <c>labels.severity</c> or <c>checks[0].id</c>. Empty:
/// the field stands under its own name.
/// </summary>
internal sealed class AlertFieldsOptions : IValidatableObject
{
    /// <summary>A list of alerts inside the body, <c>$.alerts</c>; the other paths then begin at each of them.</summary>
    public string Items { get; init; } = string.Empty;

    /// <summary>The source's own name for the signal; the same for every occurrence. Required in the body.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Whether it fires. Required in the body.</summary>
    public string Status { get; init; } = string.Empty;

    /// <summary>What people read. Required in the body.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>The word that says how bad it is.</summary>
    public string Severity { get; init; } = string.Empty;

    /// <summary>A sentence more.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>What is affected.</summary>
    public string Service { get; init; } = string.Empty;

    /// <summary>When this occurrence began.</summary>
    public string StartsAt { get; init; } = string.Empty;

    /// <summary>When it ended.</summary>
    public string EndsAt { get; init; } = string.Empty;

    /// <summary>A page about it.</summary>
    public string Url { get; init; } = string.Empty;

    /// <summary>The playbook that helps.</summary>
    public string Playbook { get; init; } = string.Empty;

    /// <summary>An object with labels.</summary>
    public string Labels { get; init; } = string.Empty;

    /// <summary>An object with figures.</summary>
    public string Values { get; init; } = string.Empty;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetValue(this) is string { Length: > 0 } path && FieldPath.TryParse(path) is null)
        .Select(property => new ValidationResult("is no path. Allowed: names and list places, such as $.rule.name or checks[0].id", [property.Name]));
}
