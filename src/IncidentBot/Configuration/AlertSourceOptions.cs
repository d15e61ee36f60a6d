using System.ComponentModel.DataAnnotations;
using IncidentBot.Core.Settings;

namespace IncidentBot.Configuration;

/// <summary>One program that sends alerts.</summary>
internal sealed class AlertSourceOptions : IValidatableObject
{
    /// <summary>Stands in its address, <c>/hooks/generic/{name}</c>, and in timelines: small letters, digits and dashes.</summary>
    [Required(AllowEmptyStrings = true)]
    public string Name { get; init; } = string.Empty;

    /// <summary>
    /// Its key: sent as <c>Authorization: Bearer ...</c>, used to sign as <c>X-Signature-256</c>, or sent as the <c>routing_key</c> of a
    /// PagerDuty event.
    /// </summary>
    public Secret Key { get; init; } = Secret.None;

    /// <summary>SHA-256 of the key in hexadecimal digits, in place of <see cref="Key"/>; then signatures cannot be checked.</summary>
    public string Sha256 { get; init; } = string.Empty;

    /// <summary>Requests per second that it may keep up; more are answered 429 and counted.</summary>
    /// <value>200.</value>
    [Range(1, 100_000)]
    public int RequestsPerSecond { get; init; } = 200;

    /// <summary>Requests that it may send at once before <see cref="RequestsPerSecond"/> counts.</summary>
    /// <value>1000.</value>
    [Range(1, 1_000_000)]
    public int Burst { get; init; } = 1_000;

    /// <summary>Where the fields of an alert stand in its bodies; what is left out stands where docs/alerts.md says.</summary>
    public AlertFieldsOptions Fields { get; init; } = new();

    /// <summary>Words of its status that mean "cleared"; with a status of its own (<c>Fields:Status</c>) every other word means "firing".</summary>
    public IReadOnlyList<string> ResolvedWords { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        new ApiKeyOptions { Name = Name, Key = Key, Sha256 = Sha256 }.Validate(validationContext);
}
