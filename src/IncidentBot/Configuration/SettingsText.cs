using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using IncidentBot.Core.Settings;

namespace IncidentBot.Configuration;

/// <summary>What may be written for a value, in words, and whether a text is that.</summary>
internal static partial class SettingsText
{
    /// <summary>Null when the text can be read; else what is wrong, without repeating the text.</summary>
    public static string? Mistake(string text, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (text.Length == 0)
        {
            return bare == typeof(string) || bare == typeof(Secret) || bare != type ? null : "is empty";
        }

        if (bare.IsEnum)
        {
            return char.IsAsciiLetter(text[0]) && Enum.TryParse(bare, text, ignoreCase: true, out _) ? null : "is none of the possible words";
        }

        if (bare == typeof(TimeSpan))
        {
            // the parser alone would read "15" as fifteen days, and "24:00:00" as twenty-four
            return LengthOfTime().IsMatch(text) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _) ? null : "is not a length of time";
        }

        try
        {
            TypeDescriptor.GetConverter(bare).ConvertFromInvariantString(text);
            return null;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or NotSupportedException or OverflowException)
        {
            return $"is not {Describe(type)}";
        }
    }

    public static string Describe(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare switch
        {
            { IsEnum: true } => string.Join(", ", Enum.GetNames(bare)),
            _ when bare == typeof(bool) => "true or false",
            _ when bare == typeof(TimeSpan) => "hours:minutes:seconds such as 00:15:00, with days 1.00:00:00",
            _ when bare == typeof(TimeOnly) => "a time of day, such as 09:00",
            _ when bare == typeof(DateOnly) => "a date, such as 2026-11-23",
            _ when bare == typeof(int) || bare == typeof(long) => "a whole number",
            _ when bare == typeof(double) || bare == typeof(decimal) => "a number",
            _ when bare == typeof(Uri) => "an address",
            _ => "a text",
        };
    }

    [GeneratedRegex(@"^(\d+\.)?([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,7})?)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LengthOfTime();
}
