using System.Text.Json;
using IncidentBot.Slack.Outbound;
using IncidentBot.TestKit;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>The manifests ask for what the program needs and nothing else, and the page beside them says why.</summary>
public sealed class ManifestTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "manifests", "slack");

    public static TheoryData<string> Manifests => ["socket-mode.json", "http-mode.json"];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void The_scopes_are_those_the_doctor_looks_for(string file)
    {
        var scopes = Read(file).GetProperty("oauth_config").GetProperty("scopes");

        Assert.Equal(SlackScopes.Needed.Select(one => one.Scope), Texts(scopes.GetProperty("bot")));
        Assert.Equal(SlackScopes.Optional.Select(one => one.Scope), Texts(scopes.GetProperty("bot_optional")));
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void The_lengths_are_those_that_slack_takes(string file)
    {
        var manifest = Read(file);
        var features = manifest.GetProperty("features");

        Assert.InRange(manifest.GetProperty("display_information").GetProperty("name").GetString()!.Length, 1, 35);
        Assert.InRange(manifest.GetProperty("display_information").GetProperty("description").GetString()!.Length, 1, 140);
        Assert.All(features.GetProperty("shortcuts").EnumerateArray(), shortcut => Assert.InRange(shortcut.GetProperty("name").GetString()!.Length, 1, 24));
        Assert.Equal(["/incident"], features.GetProperty("slash_commands").EnumerateArray().Select(command => command.GetProperty("command").GetString()));
        Assert.True(features.GetProperty("slash_commands")[0].GetProperty("should_escape").GetBoolean());
    }

    [Fact]
    public void Both_ways_in_are_one_app_but_for_the_addresses()
    {
        var (socket, http) = (Read("socket-mode.json"), Read("http-mode.json"));

        Assert.Equal(socket.GetProperty("oauth_config").GetRawText(), http.GetProperty("oauth_config").GetRawText());
        Assert.Equal(Events(socket), Events(http));
        Assert.True(socket.GetProperty("settings").GetProperty("socket_mode_enabled").GetBoolean());
        Assert.False(http.GetProperty("settings").GetProperty("socket_mode_enabled").GetBoolean());
        Assert.Equal(4, File.ReadAllText(Path.Combine(Folder, "http-mode.json")).Split("https://incidentbot.example.org/slack/").Length - 1);
    }

    [Fact]
    public void The_page_says_of_each_scope_and_event_what_it_is_for()
    {
        var page = File.ReadAllText(Path.Combine(Folder, "README.md"));

        Assert.All(SlackScopes.Needed.Concat(SlackScopes.Optional), one => Assert.Contains($"| `{one.Scope}` | {one.Why} |", page, StringComparison.Ordinal));
        Assert.All(Events(Read("socket-mode.json")), name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    private static JsonElement Read(string file) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Folder, file)));

    private static IEnumerable<string?> Events(JsonElement manifest) => Texts(manifest.GetProperty("settings").GetProperty("event_subscriptions").GetProperty("bot_events"));

    private static List<string?> Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString())];
}
