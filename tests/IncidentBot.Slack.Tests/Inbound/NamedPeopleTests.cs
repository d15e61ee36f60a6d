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

    private static void Knows(SlackDriver slack, string fact) =>
        slack.Facts[Eve] = $$$"""{"ok":true,"user":{"id":"{{{Eve}}}","team_id":"{{{SlackDriver.Team}}}","name":"eve","profile":{"display_name":"Eve Adams"}{{{fact}}}}}""";
}
