using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace IncidentBot.Configuration;

/// <summary>
/// Asks bound options for everything their attributes and their own <see cref="IValidatableObject"/> find wrong, lists and groups inside
/// included.
/// </summary>
internal sealed class SettingsRules(List<SettingsProblem> problems)
{
    public void Check(string path, object options)
    {
        foreach (var property in SettingsShape.PropertiesOf(options.GetType()))
        {
            Property($"{path}:{property.Name}", property, property.GetValue(options));
        }

        if (options is IValidatableObject own)
        {
            problems.AddRange(own.Validate(new ValidationContext(options)).SelectMany(result => Problems(path, result)));
        }
    }

    private void Property(string path, PropertyInfo property, object? value)
    {
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (!rule.IsValid(value))
            {
                problems.Add(Describe(path, rule));
            }
        }

        switch (value is null ? SettingsForm.Value : SettingsShape.FormOf(value.GetType()))
        {
            case SettingsForm.Group:
                Check(path, value!);
                break;
            case SettingsForm.List:
                Items(path, ((IEnumerable)value!).Cast<object?>().Select((item, index) => (index.ToString(System.Globalization.CultureInfo.InvariantCulture), item)));
                break;
            case SettingsForm.Map:
                var map = (IDictionary)value!;
                Items(path, map.Keys.Cast<string>().Order(StringComparer.Ordinal).Select(key => (key, map[key])));
                break;
        }
    }

    private void Items(string path, IEnumerable<(string Key, object? Value)> items)
    {
        foreach (var (key, value) in items)
        {
            if (value is not null && SettingsShape.FormOf(value.GetType()) is SettingsForm.Group)
            {
                Check($"{path}:{key}", value);
            }
        }
    }

    private static IEnumerable<SettingsProblem> Problems(string path, ValidationResult result)
    {
        var wrong = (result.ErrorMessage ?? "is wrong").TrimEnd('.');
        var members = result.MemberNames.ToList();
        return members.Count == 0
            ? [new SettingsProblem(path, wrong)]
            : members.Select(member => new SettingsProblem($"{path}:{member}", wrong));
    }

    private static SettingsProblem Describe(string path, ValidationAttribute rule) => rule switch
    {
        RequiredAttribute => new SettingsProblem(path, "is missing"),
        RangeAttribute range => new SettingsProblem(path, "is out of range", $"{range.Minimum} to {range.Maximum}"),
        MinLengthAttribute least => new SettingsProblem(path, "is too short", $"at least {least.Length}"),
        MaxLengthAttribute most => new SettingsProblem(path, "is too long", $"at most {most.Length}"),
        StringLengthAttribute length => new SettingsProblem(path, "has the wrong length", $"{length.MinimumLength} to {length.MaximumLength} characters"),
        _ => new SettingsProblem(path, (rule.ErrorMessage ?? "is wrong").TrimEnd('.')),
    };
}
