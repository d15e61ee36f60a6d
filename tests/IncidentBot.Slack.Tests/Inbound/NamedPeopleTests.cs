using IncidentBot.Slack.Tests.Inbound.Support;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>People of the workspace who are not in <c>People:List</c>.</summary>
public sealed class NamedPeopleTests
{
    private const string Eve = "U0EVEEVE01";

    [Theory]
    [InlineData("handover INC-1 <@U0EVEEVE01|eve>", "Eve Adams is asked")]
    [InlineData("lead INC-1 <@U0EVEEVE01>", "Eve Adams is asked")]
    [InlineData("role INC-1 comms <@U0EVEEVE01>", "Eve Adams is communications lead of INC-1")]
    [InlineData("action INC-1 add <@U0EVEEVE01> due 3d write it down", "for Eve Adams")]
    [InlineData("page INC-1 <@U0EVEEVE01>", "Eve Adams is called")]
    public async Task A_member_of_the_workspace_can_be_given_something(string line, string told)
    {
        await using var slack = new SlackDriver();
        Knows(slack, "");
        await slack.SlashAsync("p1 checkout is down");

        Assert.Contains(told, (await slack.SlashAsync(line)).Text, StringComparison.OrdinalIgnoreCase);
        var incident = slack.Store.Incident(1);
        Assert.Contains($"slack/{Eve}", new[] { incident.CommandChange?.Person }.Concat(incident.RolesGiven.Values.Select(given => given.Id)).Concat(incident.Actions.Select(item => item.Person)).Concat(incident.PagedByName.Keys));
    }

    [Theory]
    [InlineData(",\"is_restricted\":true")]
    [InlineData(",\"is_bot\":true")]
    [InlineData(",\"deleted\":true")]
    public async Task Nobody_else_can_and_the_answer_says_whom_it_could_be(string fact)
    {
        await using var slack = new SlackDriver();
        Knows(slack, fact);
        await slack.SlashAsync("p1 checkout is down");

        var told = (await slack.SlashAsync("page INC-1 <@U0EVEEVE01>")).Text;

        Assert.Contains("I do not know '@U0EVEEVE01'.", told, StringComparison.Ordinal);
        Assert.Contains("guests not at all", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Eve Adams writes up INC-1.", $"slack/{Eve}")]
    [InlineData(",\"is_restricted\":true", "I do not know '@U0EVEEVE01'.", "mo")]
    public async Task The_post_mortem_can_be_given_to_a_member_and_to_no_guest(string fact, string told, string owner)
    {
        await using var slack = new SlackDriver();
        Knows(slack, fact);
        foreach (var line in new[] { "p1 checkout is down", "fixed INC-1", "resolve INC-1 it holds" })
        {
            await slack.SlashAsync(line);
        }

        Assert.StartsWith(told, (await slack.SlashAsync("postmortem INC-1 owner <@U0EVEEVE01|eve>")).Text, StringComparison.Ordinal);
        Assert.Equal(owner, slack.Store.Incident(1).WriteUp?.Person);
    }

    [Theory]
    [InlineData("handover INC-1", "who", "Eve Adams is asked")]
    [InlineData("action INC-1 add write it down", "who", "for Eve Adams")]
    public async Task They_can_be_picked_in_a_form(string line, string field, string told)
    {
        await using var slack = new SlackDriver();
        Knows(slack, "");
        await slack.SlashAsync("p1 checkout is down");
        await slack.SlashAsync(line);
        await slack.CalledAsync("views.open");

        Assert.Equal(200, (await slack.SubmitAsync(slack.Opened(), Filled(field))).Status);

        Assert.Contains(told, (await slack.CalledAsync("chat.postEphemeral")).Fields["text"], StringComparison.OrdinalIgnoreCase);
        var incident = slack.Store.Incident(1);
        Assert.Contains($"slack/{Eve}", new[] { incident.CommandChange?.Person }.Concat(incident.Actions.Select(item => item.Person)));
    }

    [Theory]
    [InlineData("handover INC-1", ",\"is_restricted\":true")]
    [InlineData("action INC-1 add write it down", ",\"deleted\":true")]
    public async Task Whoever_cannot_be_given_anything_is_said_beside_the_field(string line, string fact)
    {
        await using var slack = new SlackDriver();
        Knows(slack, fact);
        await slack.SlashAsync("p1 checkout is down");
        await slack.SlashAsync(line);
        await slack.CalledAsync("views.open");

        var replied = await slack.SubmitAsync(slack.Opened(), Filled("who"));

        Assert.Equal("errors", replied.Json.GetProperty("response_action").GetString());
        Assert.Contains("I do not know", replied.Json.GetProperty("errors").GetProperty("who").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_spoken_of_stands_in_the_timeline_by_name()
    {
        await using var slack = new SlackDriver();
        Knows(slack, "");
        await slack.SlashAsync("p1 checkout is down");

        await slack.SlashAsync("note INC-1 <@U0EVEEVE01> and <@U0COMMANDER> saw it in <#C0GENERAL01|general>: <https://a.example/x|the log>");

        var told = (await slack.SlashAsync("timeline INC-1")).Body;
        Assert.Contains("@Eve Adams and @mo saw it in #general: the log (https://a.example/x)", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Eve, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mention_that_is_typed_into_a_form_stands_by_name_and_what_only_looks_like_one_stays()
    {
        await using var slack = new SlackDriver();
        Knows(slack, "");
        await slack.SlashAsync("p1 checkout is down");
        await slack.SlashAsync("note INC-1");
        await slack.CalledAsync("views.open");

        await slack.SubmitAsync(slack.Opened(), ("text", new { value = "ask <@U0EVEEVE01> and <@U0COMMANDER|mo>, not <@nobody> or a &lt; b" }));
        await slack.CalledAsync("chat.postEphemeral");

        Assert.Equal("ask @Eve Adams and @mo, not <@nobody> or a &lt; b", slack.Store[new Core.Store.StreamId("INC-1")].Events.Select(entry => entry.Event).OfType<Core.Incidents.Noted>().Single().Text);
    }

    [Fact]
    public async Task A_name_that_looks_like_a_call_calls_nobody()
    {
        await using var slack = new SlackDriver();
        slack.Facts[Eve] = $$$"""{"ok":true,"user":{"id":"{{{Eve}}}","team_id":"{{{SlackDriver.Team}}}","profile":{"display_name":"<!channel> <@U1>"} }}""";
        await slack.SlashAsync("p1 checkout is down");

        await slack.SlashAsync("note INC-1 ask <@U0EVEEVE01>");

        var told = (await slack.SlashAsync("timeline INC-1")).Text;
        Assert.Contains("ask @&lt;!channel&gt; &lt;@U1&gt;", told, StringComparison.Ordinal);
        Assert.DoesNotContain("<!channel", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_Slack_does_not_say_holds_nothing_up()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        slack.Slack.Holds = call => call.Method is "users.info" ? new TaskCompletionSource().Task : Task.CompletedTask;

        var replying = slack.SlashAsync("note INC-1 ask <@U0EVEEVE01>");
        slack.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("Noted", (await replying.WaitAsync(TimeSpan.FromSeconds(20))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_works_on_it_can_be_named_also_while_Slack_does_not_answer()
    {
        await using var slack = new SlackDriver();
        Knows(slack, "");
        await slack.SlashAsync("p1 checkout is down");
        await slack.SlashAsync("join INC-1", user: Eve);
        slack.Facts[Eve] = """{"ok":false,"error":"internal_error"}""";
        slack.Time.Advance(TimeSpan.FromHours(25));

        Assert.Contains("Eve Adams is asked", (await slack.SlashAsync("handover INC-1 <@U0EVEEVE01>")).Text, StringComparison.Ordinal);
    }

    private static (string Block, object Answer)[] Filled(string who) => [(who, new { selected_user = Eve }), ("due", new { selected_date = "2026-10-01" }), ("what", new { value = "write it down" })];

    private static void Knows(SlackDriver slack, string fact) =>
        slack.Facts[Eve] = $$$"""{"ok":true,"user":{"id":"{{{Eve}}}","team_id":"{{{SlackDriver.Team}}}","name":"eve","profile":{"display_name":"Eve Adams"}{{{fact}}}}}""";
}
