namespace IncidentBot.Configuration;

/// <summary>
/// Compares a section with its options class before binding: keys nobody knows, values that cannot be read. The binder alone would ignore
/// the first and stop at the first of the second.
/// </summary>
internal sealed class SettingsCheck(List<SettingsProblem> problems)
{
    public void Section(IConfigurationSection section, Type type)
    {
        switch (SettingsShape.FormOf(type))
        {
            case SettingsForm.Value:
                Value(section, type);
                break;
            case SettingsForm.Group:
                Group(section, type);
                break;
            case SettingsForm.List:
                List(section, SettingsShape.ItemOf(type));
                break;
            case SettingsForm.Map:
                Items(section, SettingsShape.ItemOf(type));
                break;
        }
    }

    private void Value(IConfigurationSection section, Type type)
    {
        if (section.GetChildren().Any())
        {
            problems.Add(new SettingsProblem(section.Path, "is one value, not a group", SettingsText.Describe(type)));
        }
        else if (section.Value is { } text && SettingsText.Mistake(text, type) is { } wrong)
        {
            problems.Add(new SettingsProblem(section.Path, wrong, SettingsText.Describe(type)));
        }
    }

    private void Group(IConfigurationSection section, Type type)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            problems.Add(new SettingsProblem(section.Path, "is a group of settings, not one value"));
            return;
        }

        var properties = SettingsShape.PropertiesOf(type).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (properties.TryGetValue(child.Key, out var property))
            {
                Section(child, property.PropertyType);
            }
            else
            {
                problems.Add(SettingsProblem.Unknown(child.Path, child.Key, properties.Keys));
            }
        }
    }

    private void List(IConfigurationSection section, Type item)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            problems.Add(new SettingsProblem(section.Path, "is a list, not one value"));
            return;
        }

        if (section.GetChildren().FirstOrDefault(child => !child.Key.All(char.IsAsciiDigit)) is { } named)
        {
            problems.Add(new SettingsProblem(named.Path, "stands in a list and must not have a name", "[ ... ]"));
            return;
        }

        Items(section, item);
    }

    private void Items(IConfigurationSection section, Type item)
    {
        foreach (var child in section.GetChildren())
        {
            Section(child, item);
        }
    }
}
