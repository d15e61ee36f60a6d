using System.Collections;
using System.Reflection;
using IncidentBot.Core.Settings;

namespace IncidentBot.Configuration;

/// <summary>How the type of an options property is written in a settings file.</summary>
internal enum SettingsForm
{
    Value,
    List,
    Map,
    Group,
}

/// <summary>Reads the shape of options classes, so that the check of the settings and the check of the example file agree on it.</summary>
internal static class SettingsShape
{
    public static SettingsForm FormOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (IsValue(type))
        {
            return SettingsForm.Value;
        }

        if (!typeof(IEnumerable).IsAssignableFrom(type))
        {
            return SettingsForm.Group;
        }

        return type.GetGenericArguments().Length == 2 ? SettingsForm.Map : SettingsForm.List;
    }

    /// <summary>The type of a list's or map's items.</summary>
    public static Type ItemOf(Type type) => type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[^1];

    public static IReadOnlyList<PropertyInfo> PropertiesOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.Name, StringComparer.Ordinal),
    ];

    private static bool IsValue(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(TimeSpan)
        || type == typeof(TimeOnly) || type == typeof(DateOnly) || type == typeof(DateTimeOffset) || type == typeof(Uri) || type == typeof(Secret);
}
