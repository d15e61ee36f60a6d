using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using IncidentBot.Core.Settings;

namespace IncidentBot.Configuration;

/// <summary>One caller of the HTTP API.</summary>
internal sealed partial class ApiKeyOptions : IValidatableObject
{
    /// <summary>A random key of this many characters cannot be guessed, so that a plain hash of it is enough.</summary>
    public const int MinLength = 32;

    private static readonly string[] Placeholders = ["change", "placeholder", "example", "your-", "your_", "secret-key", "xxxx", "00000000", "12345678"];

    /// <summary>Who calls, in logs and delivery ids: small letters, digits and dashes.</summary>
    [Required(AllowEmptyStrings = true)]
    public string Name { get; init; } = string.Empty;

    /// <summary>The key itself, sent as <c>Authorization: Bearer ...</c>; better given by an environment variable, or as <see cref="Sha256"/>.</summary>
    public Secret Key { get; init; } = Secret.None;

    /// <summary>SHA-256 of the key in hexadecimal digits, in place of <see cref="Key"/>.</summary>
    public string Sha256 { get; init; } = string.Empty;

    /// <summary>Whether this caller may see private incidents.</summary>
    /// <value>false.</value>
    public bool SeesPrivate { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!NamePattern().IsMatch(Name))
        {
            yield return new ValidationResult("must be 1 to 32 small letters, digits or dashes", [nameof(Name)]);
        }

        if (Key.IsEmpty == (Sha256.Length == 0))
        {
            yield return new ValidationResult("needs either Key or Sha256, and not both");
        }

        if (IsPlaceholder(Key.Reveal()))
        {
            yield return new ValidationResult("is a placeholder. Make one with 'openssl rand -hex 32'", [nameof(Key)]);
        }
        else if (!Key.IsEmpty && Key.Reveal().Length < MinLength)
        {
            yield return new ValidationResult($"is too short. Allowed: at least {MinLength} characters, such as from 'openssl rand -hex 32'", [nameof(Key)]);
        }

        if (Sha256.Length > 0 && (!HashPattern().IsMatch(Sha256) || IsPlaceholder(Sha256)))
        {
            yield return new ValidationResult("is not the hash of a key. Allowed: 64 hexadecimal digits, as from 'printf %s \"$KEY\" | sha256sum'", [nameof(Sha256)]);
        }
    }

    private static bool IsPlaceholder(string text) => Placeholders.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("^[a-z0-9-]{1,32}$", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[0-9a-fA-F]{64}$", RegexOptions.NonBacktracking)]
    private static partial Regex HashPattern();
}
