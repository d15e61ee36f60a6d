using IncidentBot.Configuration;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Settings;

namespace IncidentBot.Tests.Configuration;

public sealed class HostSettingsTests
{
    private const string GoodKey = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6";

    [Fact]
    public void Nothing_set_is_valid()
    {
        var settings = Settings.From();

        Assert.Equal(["http://localhost:5080"], settings.Urls);
        Assert.Empty(settings.Api.Keys);
        Assert.True(Path.IsPathFullyQualified(settings.Storage.Path));
    }

    [Fact]
    public void Values_reach_their_options()
    {
        var settings = Settings.From("Storage:SegmentBytes=65536", "Sla:P1:Response=00:00:02", "People:List:0:Id=anna", "People:List:0:Name=Anna", "People:List:0:Chats:slack=U1", "Logging:Level=Debug", $"Api:Keys:0:Key={GoodKey}", "Api:Keys:0:Name=ci");

        Assert.Equal(65536, settings.Storage.SegmentBytes);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.Sla.P1.Response);
        Assert.Equal("U1", settings.People.List[0].Chats["slack"]);
        Assert.Equal(Microsoft.Extensions.Logging.LogLevel.Debug, settings.Logging.Level);
        Assert.Equal(GoodKey, settings.Api.Keys[0].Key.Reveal());
    }

    [Fact]
    public void Of_a_value_said_twice_the_last_one_counts() =>
        Assert.Equal(65537, Settings.From("Storage:SegmentBytes=65536", "storage:segmentbytes=65537").Storage.SegmentBytes);

    [Fact]
    public void Every_problem_is_named_at_once()
    {
        var paths = Settings.Problems(
            "Storage:SegmentBytes=many",
            "Storage:Pth=/x",
            "Sla:P1:Response=15",
            "Api:Keys:0:Name=CI",
            "Api:Keys:0:Key=short",
            "People:Primary=nobody",
            "Logging:Level=Loud",
            "Urls=https://localhost").Select(problem => problem.Path);

        Assert.Equal(
            ["Api:Keys:0:Key", "Api:Keys:0:Name", "Logging:Level", "People:Primary", "Sla:P1:Response", "Storage:Pth", "Storage:SegmentBytes", "Urls"],
            paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_value_that_cannot_be_read_hides_nothing_beside_it()
    {
        var paths = Settings.Problems(
            "Storage:QueueWait=abc",
            "Storage:QueueLength=0",
            "Storage:SegmentBytes=10",
            "nonsense",
            "Sla:P1:Response=soon",
            "Sla:P1:Resolution=00:01:00",
            "Sla:P2:Response=-00:01:00",
            "Api:Burst=many",
            "Api:RequestsPerSecond=0",
            "Api:Keys:0:SeesPrivate=perhaps",
            "Api:Keys:0:Name=CI").Select(problem => problem.Path);

        Assert.Equal(
            ["--set", "Api:Burst", "Api:Keys:0", "Api:Keys:0:Name", "Api:Keys:0:SeesPrivate", "Api:RequestsPerSecond", "Sla:P1:Response", "Sla:P2:Response", "Storage:QueueLength", "Storage:QueueWait", "Storage:SegmentBytes"],
            paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Steps_of_the_teams_own_are_read_and_every_mistake_in_them_is_named()
    {
        var step = Settings.From("Procedures:P2:Steps:Fail over:Phase=Work", "Procedures:P2:Steps:Fail over:Tasks:0:Words=Switch the site", "Procedures:P2:Steps:Verify:Tasks:0:Words=Look").Procedures.P2.Steps;
        Assert.Equal((StepPhase.Work, "Switch the site"), (step["fail OVER"].Phase, step["Fail over"].Tasks![0].Words));

        var problems = Settings.Problems(
            "Procedures:P1:Steps:Rehearse:Phase=Play",
            "Procedures:P1:Steps:Triage:Tasks:0:Ticks=Sometimes",
            "Procedures:P1:Steps:Resolution:AddTasks:0:Words=",
            "Procedures:P1:Ladder:0:Call=Everybody",
            "Procedures:P3:Ladder:0:Call=Primary",
            "Procedures:P4:Steps:Open:Name=x");

        Assert.Equal(
            ["Procedures:P1:Ladder:0:Call", "Procedures:P1:Steps:Rehearse:Phase", "Procedures:P1:Steps:Resolution:AddTasks:0:Words", "Procedures:P1:Steps:Triage:Tasks:0:Ticks", "Procedures:P3:Ladder", "Procedures:P4"],
            problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
        Assert.Contains("Alert, Work, Verify, After", problems.Single(problem => problem.Path.EndsWith("Rehearse:Phase", StringComparison.Ordinal)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_that_is_none_is_named_beside_a_broken_file()
    {
        var problems = Assert.Throws<SettingsException>(() => HostSettings.Load(new SettingsSources(Path.GetTempPath(), "Production", "no-such-file.json", ["nonsense"]))).Problems;

        Assert.Equal(["no-such-file.json", "--set"], problems.Select(problem => problem.Path));
    }

    [Fact]
    public void A_misspelt_setting_is_named_with_what_was_probably_meant()
    {
        Assert.Equal("Storage:Pth is unknown; probably Path was meant.", Settings.Problem("Storage:Pth=/x").ToString());
        Assert.Equal("People:List:0:Phon is unknown; probably Phone was meant.", Settings.Problem("People:List:0:Id=anna", "People:List:0:Name=Anna", "People:List:0:Phon=1").ToString());
    }

    [Fact]
    public void A_misspelt_section_of_a_file_is_named_and_foreign_environment_is_not()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, "appsettings.json"), """{ "Storag": { "Path": "x" }, "AllowedHosts": "*" }""");

        var problem = Assert.Single(Assert.Throws<SettingsException>(() => HostSettings.Load(new SettingsSources(folder.Path, "Production", null, []))).Problems);

        Assert.NotEmpty(Environment.GetEnvironmentVariables());
        Assert.Equal("Storag is unknown; probably Storage was meant.", problem.ToString());
    }

    [Fact]
    public void A_misspelt_section_of_the_command_line_is_named_once_whatever_stands_below_it()
    {
        var problems = Settings.Problems("Storge:Path=/x", "storge:Create=false", "Unrelated=1", "AllowedHosts=*", "Storage:Pth=/x");

        Assert.Equal(["Storage:Pth", "Storge", "Unrelated"], problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
        Assert.Contains("Storge is unknown; probably Storage was meant.", problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_broken_file_is_named_with_the_line()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, "appsettings.json"), "{\n  \"Storage\": nonsense\n}");

        var problem = Assert.Single(Assert.Throws<SettingsException>(() => HostSettings.Load(new SettingsSources(folder.Path, "Production", null, []))).Problems);

        Assert.EndsWith("appsettings.json", problem.Path, StringComparison.Ordinal);
        Assert.Contains("line 2", problem.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void A_settings_file_that_is_named_has_to_be_there()
    {
        var problem = Assert.Single(Assert.Throws<SettingsException>(() => HostSettings.Load(new SettingsSources(Path.GetTempPath(), "Production", "no-such-file.json", []))).Problems);

        Assert.Equal("no-such-file.json is not there.", problem.ToString());
    }

    [Theory]
    [InlineData("Storage:SegmentBytes=10", "Storage:SegmentBytes")]
    [InlineData("Storage:QueueLength=0", "Storage:QueueLength")]
    [InlineData("Storage:ScanEvery=00:00:01", "Storage:ScanEvery")]
    [InlineData("Storage:QueueWait=1", "Storage:QueueWait")]
    [InlineData("Sla:P3:Resolution=24:00:00", "Sla:P3:Resolution")]
    [InlineData("Storage:Create=perhaps", "Storage:Create")]
    [InlineData("Storage:RefuseFreeBytes=999999999999", "Storage:WarnFreeBytes")]
    [InlineData("Storage=x", "Storage")]
    [InlineData("Storage:Path:Deep=x", "Storage:Path")]
    [InlineData("Sla:P1:Response=02:00:00", "Sla:P1:Response")]
    [InlineData("Sla:P5:Response=00:15:00", "Sla:P5")]
    [InlineData("Api:Keys=x", "Api:Keys")]
    [InlineData("Api:Keys:ci:Key=x", "Api:Keys:ci")]
    [InlineData("Api:Burst=0", "Api:Burst")]
    [InlineData("Logging:Json=yes", "Logging:Json")]
    [InlineData("Logging:Level=7", "Logging:Level")]
    [InlineData("Urls=", "Urls")]
    [InlineData("Urls=localhost:5080", "Urls")]
    public void A_wrong_value_is_named_by_its_path(string pair, string path)
    {
        // some wrong values also make a neighbour's limit wrong; all that counts here is that this one is named first
        var problem = Settings.Problems(pair)[0];

        Assert.StartsWith(path, problem.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("change-me-change-me-change-me-change-me")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("your-key-here-your-key-here-your-key-here")]
    [InlineData("short-but-random-81bf")]
    public void A_placeholder_or_short_key_is_refused_and_never_printed(string key)
    {
        var error = Assert.Throws<SettingsException>(() => Settings.From("Api:Keys:0:Name=ci", $"Api:Keys:0:Key={key}"));

        Assert.Equal("Api:Keys:0:Key", Assert.Single(error.Problems).Path);
        Assert.DoesNotContain(key, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_secret_typed_under_the_wrong_name_is_not_printed_either()
    {
        var error = Assert.Throws<SettingsException>(() => Settings.From("Api:Keys:0:Name=ci", $"Api:Keys:0:Kay={GoodKey}", $"Storage:SegmentBytes={GoodKey}"));

        Assert.DoesNotContain(GoodKey, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_given_once_and_names_are_unique()
    {
        Assert.Equal("Api:Keys:0", Settings.Problem("Api:Keys:0:Name=ci").Path);
        Assert.Equal("Api:Keys:0", Settings.Problem("Api:Keys:0:Name=ci", $"Api:Keys:0:Key={GoodKey}", $"Api:Keys:0:Sha256={new string('a', 64)}").Path);
        Assert.Equal("Api:Keys", Settings.Problem("Api:Keys:0:Name=ci", $"Api:Keys:0:Key={GoodKey}", "Api:Keys:1:Name=ci", $"Api:Keys:1:Key={GoodKey}0").Path);
    }

    [Fact]
    public void A_secret_prints_as_stars_wherever_it_ends_up()
    {
        var secret = new Secret(GoodKey);

        Assert.Equal("***", secret.ToString());
        Assert.Equal("key ***", $"key {secret}");
        Assert.DoesNotContain(GoodKey, System.Text.Json.JsonSerializer.Serialize(secret), StringComparison.Ordinal);
    }
}
