using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentBot.Configuration;
using IncidentBot.Core.Alerts.Thresholds;
using IncidentBot.Core.Procedures;
using IncidentBot.TestKit;

namespace IncidentBot.Tests.Configuration;

/// <summary>
/// The example file is the list of settings. What a plain installation leaves out (a key, a person) stands there behind <c>//</c>; here it
/// is brought to life, so that it cannot rot.
/// </summary>
public sealed partial class ExampleSettingsTests
{
    private static readonly string Example = File.ReadAllText(Path.Combine(Repository.Root, "appsettings.example.json"));

    [Fact]
    public void The_example_as_it_stands_is_valid()
    {
        using var folder = new TempFolder();

        Load(folder, Example);
    }

    [Fact]
    public void The_example_with_everything_switched_on_is_valid()
    {
        using var folder = new TempFolder();

        var settings = Load(folder, Awake().Replace("change-me-to-a-random-key", "6b1d2c47a90e4f5db83c6a7e1f20945d", StringComparison.Ordinal));

        Assert.NotEmpty(settings.Api.Keys);
        Assert.NotEmpty(settings.Alerts.Sources);
        Assert.NotEmpty(settings.People.List);
    }

    [Fact]
    public void The_procedures_in_the_example_are_those_that_are_shipped()
    {
        using var folder = new TempFolder();
        var settings = Load(folder, Example);

        Assert.NotEmpty(settings.Procedures.P1.Steps);
        foreach (var procedure in ProcedureBook.Default().Procedures)
        {
            Assert.Equal(ProcedureText.Of(procedure), ProcedureText.Of(ProcedureBook.From(settings.Sla, settings.WorkingHours.ToHours(), settings.Procedures).For(procedure.Severity)));
        }
    }

    [Fact]
    public void The_thresholds_in_the_example_are_the_guides()
    {
        using var folder = new TempFolder();
        var settings = Load(folder, Example);

        Assert.Equal(22, settings.Thresholds.Rules.Count);
        Assert.Equal(GuideThresholds.All, settings.Thresholds.ToThresholds());
        Assert.All(settings.Thresholds.Rules.Values, rule => Assert.NotNull(rule.Query));
    }

    [Fact]
    public void A_copy_with_the_placeholder_left_in_does_not_start()
    {
        using var folder = new TempFolder();

        var problems = Assert.Throws<SettingsException>(() => Load(folder, Awake())).Problems;

        Assert.Equal(["Alerts:Sources:0:Key", "Api:Keys:0:Key"], problems.Select(problem => problem.Path));
    }

    [Fact]
    public void Every_setting_stands_in_the_example()
    {
        using var awake = JsonDocument.Parse(Awake(), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var missing = SettingsSection.All
            .SelectMany(section => Missing(section.Name, section.Options, awake.RootElement.TryGetProperty(section.Name, out var value) ? value : default))
            .ToList();

        Assert.Empty(missing);
        Assert.True(awake.RootElement.TryGetProperty(SettingsSection.Urls, out _));
    }

    [Fact]
    public void A_setting_taken_out_of_the_example_is_noticed()
    {
        using var cut = JsonDocument.Parse("""{ "Level": "Information" }""");

        Assert.Equal(["Logging:Json"], Missing("Logging", typeof(LoggingOptions), cut.RootElement));
    }

    [Fact]
    public void Every_setting_has_a_line_of_meaning()
    {
        var lines = Example.Split('\n');
        var bare = lines.Index()
            .Where(line => SettingLine().IsMatch(line.Item) && !line.Item.Contains(" // ", StringComparison.Ordinal) && !lines[line.Index - 1].TrimStart().StartsWith("// ", StringComparison.Ordinal))
            .Select(line => line.Item.Trim());

        Assert.Empty(bare);
    }

    private static IEnumerable<string> Missing(string path, Type type, JsonElement value) => SettingsShape.FormOf(type) switch
    {
        SettingsForm.Value => [],
        SettingsForm.Group => SettingsShape.PropertiesOf(type).SelectMany(property => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(property.Name, out var inner)
            ? Missing($"{path}:{property.Name}", property.PropertyType, inner)
            : [$"{path}:{property.Name}"]),
        SettingsForm.List => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            ? Missing($"{path}:0", SettingsShape.ItemOf(type), value.EnumerateArray().Aggregate(Merge))
            : [$"{path}:0"],
        _ => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any() ? [] : [$"{path}:*"],
    };

    /// <summary>Two items may show two ways of saying the same; together they show every setting.</summary>
    private static JsonElement Merge(JsonElement left, JsonElement right) => left.ValueKind != JsonValueKind.Object
        ? left
        : JsonSerializer.SerializeToElement(left.EnumerateObject().Concat(right.EnumerateObject()).DistinctBy(member => member.Name).ToDictionary(member => member.Name, member => member.Value));

    private static string Awake() => Asleep().Replace(Example, "$1");

    private static HostSettings Load(TempFolder folder, string json)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "playbooks"));
        File.WriteAllText(Path.Combine(folder.Path, "appsettings.json"), json);
        return HostSettings.Load(new SettingsSources(folder.Path, "Production", null, []));
    }

    /// <summary>A comment that is JSON: it begins with a bracket or a quoted name.</summary>
    [GeneratedRegex("""^\s*//\s*((?:"[A-Za-z0-9-]+"\s*(?::|,|$)|[\{\}\[\]]).*)$""", RegexOptions.Multiline)]
    private static partial Regex Asleep();

    [GeneratedRegex("""^\s*(//\s*)?"[A-Za-z0-9]+"\s*:\s*[^\{\[\s]""")]
    private static partial Regex SettingLine();
}
