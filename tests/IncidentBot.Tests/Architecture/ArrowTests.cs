namespace IncidentBot.Tests.Architecture;

/// <summary>Which way things flow between projects and rooms. Every rule is also asked about a class that breaks it.</summary>
public sealed class ArrowTests
{
    private const string WrongOnes = "^IncidentBot\\.Tests\\.Architecture\\.Wrong$";
    private const string HostRooms = "^IncidentBot\\.(Api|Cli|Configuration|Doctor|Health|Hooks|Logging|Running)(\\.|$)";

    /// <summary>Who must not use what, with the reason in the name.</summary>
    public static TheoryData<string, string, string> Rules { get; } = new()
    {
        { "Core knows none of the other projects", "^IncidentBot\\.Core(\\.|$)", "^IncidentBot\\.(Storage|Simulation|Slack|Api|Cli|Configuration|Doctor|Health|Hooks|Logging|Running)\\." },
        { "Storage knows Core only", "^IncidentBot\\.Storage(\\.|$)", "^IncidentBot\\.(Simulation|Slack|Api|Cli|Configuration|Doctor|Health|Hooks|Logging|Running)\\." },
        { "Simulation knows Storage and Core only", "^IncidentBot\\.Simulation(\\.|$)", "^IncidentBot\\.(Slack|Api|Cli|Configuration|Doctor|Health|Hooks|Logging|Running)\\." },
        { "Slack knows Core only", "^IncidentBot\\.Slack(\\.|$)", "^IncidentBot\\.(Storage|Simulation|Api|Cli|Configuration|Doctor|Health|Hooks|Logging|Running)\\." },
        { "Core has no wires", "^IncidentBot\\.Core(\\.|$)", "^(System\\.Net\\.|Microsoft\\.AspNetCore\\.|System\\.Data\\.|LiteDB\\.)" },
        { "Core touches no disk", "^IncidentBot\\.Core(\\.|$)", "^System\\.IO\\.(File|FileStream|FileInfo|Directory|DirectoryInfo)$" },
        { "Only desk, timers and sender read the clock", "^IncidentBot\\.Core\\.(Incidents|Procedures|Sla|Verbs|Roster|Store)(\\.|$)", "^System\\.TimeProvider$" },
        { "Only Procedures knows the workflow engine", "^IncidentBot\\.(?!Core\\.Procedures)(?!Tests)", "^Stateless\\." },
        { "Only the view knows the database", "^IncidentBot\\.(?!Storage\\.Embedded\\.View)(?!Tests)", "^LiteDB\\." },
        { "Only the host knows the logging library", "^IncidentBot\\.(Core|Storage|Simulation|Slack)(\\.|$)", "^Serilog\\." },
        { "Only a few rooms of the host know the logging library", "^IncidentBot\\.(Api|Cli|Configuration|Doctor|Health|Hooks)(\\.|$)", "^Serilog\\." },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_arrow_points_the_right_way(string name, string who, string what)
    {
        Assert.True(House.Count(who) > 0, $"'{name}' looks at nobody");

        Assert.Empty(House.Uses(who, what));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_can_go_red(string name, string who, string what)
    {
        Assert.NotEmpty(who);

        Assert.True(House.Uses(WrongOnes, what).Count > 0, $"'{name}' does not notice a class that breaks it");
    }

    [Fact]
    public void Every_room_of_the_host_is_in_the_rules()
    {
        var rooms = House.Host.GetTypes().Select(type => type.Namespace).OfType<string>().Where(room => room.StartsWith("IncidentBot.", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);

        Assert.All(rooms, room => Assert.Matches(HostRooms, room));
    }
}
