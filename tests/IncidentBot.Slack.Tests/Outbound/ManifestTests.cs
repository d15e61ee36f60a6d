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

        Assert.Equal(SlackScopes.Needed.Concat(SlackScopes.Optional).Select(one => one.Scope).Order(StringComparer.Ordinal), Texts(scopes.GetProperty("bot")));
        Assert.Equal(SlackScopes.Optional.Select(one => one.Scope), Texts(scopes.GetProperty("bot_optional")));
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void What_is_optional_is_asked_for_too_because_slack_refuses_the_manifest_else(string file)
    {
        var scopes = Read(file).GetProperty("oauth_config").GetProperty("scopes");

        Assert.Subset(Texts(scopes.GetProperty("bot")).ToHashSet(StringComparer.Ordinal), Texts(scopes.GetProperty("bot_optional")).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The scope that Slack sends each event under (reference/slack.md, section 4); null = none.</summary>
    private static readonly Dictionary<string, string?> ScopeOf = new(StringComparer.Ordinal)
    {
        ["app_home_opened"] = null,
        ["app_mention"] = "app_mentions:read",
        ["app_uninstalled"] = null,
        ["channel_archive"] = "channels:read",
        ["channel_id_changed"] = "channels:read",
        ["channel_rename"] = "channels:read",
        ["channel_shared"] = "channels:read",
        ["channel_unarchive"] = "channels:read",
        ["channel_unshared"] = "channels:read",
        ["group_archive"] = "groups:read",
        ["group_rename"] = "groups:read",
        ["group_unarchive"] = "groups:read",
        ["member_joined_channel"] = "channels:read",
        ["message.channels"] = "channels:history",
        ["message.groups"] = "groups:history",
        ["reaction_added"] = "reactions:read",
        ["reaction_removed"] = "reactions:read",
        ["tokens_revoked"] = null,
    };

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Each_event_comes_with_its_scope(string file)
    {
        var manifest = Read(file);
        var scopes = Texts(manifest.GetProperty("oauth_config").GetProperty("scopes").GetProperty("bot"));

        Assert.Equal(ScopeOf.Keys.Order(StringComparer.Ordinal), Events(manifest));
        Assert.All(Events(manifest), name => Assert.True(ScopeOf[name!] is not { } scope || scopes.Contains(scope, StringComparer.Ordinal), name));
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

    /// <summary>Slack refuses a manifest with a key it does not know. This is its schema 2.0.0, as far as we use it.</summary>
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        [""] = ["_metadata", "display_information", "features", "oauth_config", "settings", "functions", "workflows", "outgoing_domains", "types", "datastores", "external_auth_providers"],
        ["_metadata"] = ["major_version", "minor_version", "schema"],
        ["display_information"] = ["name", "description", "background_color", "long_description"],
        ["features"] = ["app_home", "bot_user", "shortcuts", "slash_commands", "unfurl_domains", "workflow_steps", "assistant_view"],
        ["features.app_home"] = ["home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"],
        ["features.bot_user"] = ["display_name", "always_online"],
        ["features.shortcuts"] = ["name", "type", "callback_id", "description"],
        ["features.slash_commands"] = ["command", "description", "usage_hint", "should_escape", "url"],
        ["oauth_config"] = ["scopes", "redirect_urls", "token_management_enabled"],
        ["oauth_config.scopes"] = ["bot", "bot_optional", "user", "user_optional"],
        ["settings"] = ["event_subscriptions", "interactivity", "org_deploy_enabled", "socket_mode_enabled", "token_rotation_enabled", "allowed_ip_address_ranges"],
        ["settings.event_subscriptions"] = ["bot_events", "request_url", "user_events"],
        ["settings.interactivity"] = ["is_enabled", "request_url", "message_menu_options_url"],
    };

    /// <summary>The longest that each text may be, and the most that each list may hold (the same schema).</summary>
    private static readonly Dictionary<string, int> Most = new(StringComparer.Ordinal)
    {
        ["display_information.name"] = 35,
        ["display_information.description"] = 140,
        ["features.bot_user.display_name"] = 80,
        ["features.shortcuts"] = 10,
        ["features.shortcuts.name"] = 24,
        ["features.shortcuts.callback_id"] = 255,
        ["features.shortcuts.description"] = 150,
        ["features.slash_commands"] = 50,
        ["features.slash_commands.command"] = 32,
        ["features.slash_commands.description"] = 2000,
        ["features.slash_commands.usage_hint"] = 1000,
        ["oauth_config.scopes.bot"] = 255,
        ["oauth_config.scopes.bot_optional"] = 255,
        ["settings.event_subscriptions.bot_events"] = 100,
    };

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Slack_knows_every_key_and_none_is_too_long(string file) => Assert.Empty(Unknown(Read(file), ""));

    [Fact]
    public void A_key_that_slack_does_not_know_and_a_name_too_long_are_found()
    {
        var spoiled = JsonSerializer.Deserialize<JsonElement>("""{"display_information":{"name":"an app whose name is longer than is good for it"},"metadata":{"event_type":"x"}}""");

        Assert.Equal(["display_information.name is 47 long", "metadata"], Unknown(spoiled, ""));
    }

    private static IEnumerable<string> Unknown(JsonElement at, string path)
    {
        if (at.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in at.EnumerateObject())
            {
                var inner = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                foreach (var problem in Known[path].Contains(member.Name, StringComparer.Ordinal) ? Unknown(member.Value, inner) : [inner])
                {
                    yield return problem;
                }
            }
        }

        var length = at.ValueKind == JsonValueKind.String ? at.GetString()!.Length : at.ValueKind == JsonValueKind.Array ? at.GetArrayLength() : 0;
        if (Most.TryGetValue(path, out var most) && length > most)
        {
            yield return $"{path} is {length} long";
        }

        foreach (var problem in at.ValueKind == JsonValueKind.Array ? at.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).SelectMany(item => Unknown(item, path)) : [])
        {
            yield return problem;
        }
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
