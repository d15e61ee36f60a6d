using System.ComponentModel;
using System.Globalization;

namespace IncidentBot.Core.Settings;

/// <summary>A value that must not be seen: it prints as <c>***</c> wherever it ends up by mistake, and has to be asked for by name.</summary>
[TypeConverter(typeof(SecretConverter))]
public sealed class Secret(string value)
{
    private const string Mask = "***";

    private readonly string _value = value;

    public static Secret None { get; } = new(string.Empty);

    public bool IsEmpty => _value.Length == 0;

    /// <summary>The value itself, for handing to its own peer or for hashing; never for a message.</summary>
    public string Reveal() => _value;

    public override string ToString() => Mask;
}

/// <summary>Lets the configuration binder make a <see cref="Secret"/> from text, and never text from a secret.</summary>
public sealed class SecretConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    public override bool CanConvertTo(ITypeDescriptorContext? context, Type? destinationType) => false;

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => new Secret((string)value);
}
