using IncidentBot.Slack.Tests.Inbound.Support;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>When somebody is reminded goes by their own clock: the roster's word for it, else what their profile in Slack says.</summary>
public sealed class PeopleZoneTests
{
    private const string Eve = "U0EVEEVE01";
    private const string Mo = "U0COMMANDER";

    [Theory]
    [InlineData("\"America/New_York\"", "America/New_York")]
    [InlineData("\"Etc/UTC\"", "Etc/UTC")]
    [InlineData("\"Mars/Olympus\"", null)]
    [InlineData("\"Eastern Standard Time\"", null)]
    [InlineData("\"../../../etc/localtime\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("-18000", null)]
    public async Task An_action_item_and_the_write_up_of_somebody_outside_the_roster_go_by_their_clock_in_Slack(string said, string? zone)
    {
        await using var slack = new SlackDriver();
        Knows(slack, Eve, said);
        await slack.SlashAsync("p1 checkout is down");
        await slack.SlashAsync("ack INC-1");

        await slack.SlashAsync($"action INC-1 add <@{Eve}> due 3d write it down");
        await slack.SlashAsync("fixed INC-1");
        await slack.SlashAsync("resolve INC-1 checked by hand");
        await slack.SlashAsync($"pm INC-1 owner <@{Eve}>");

        var incident = slack.Store.Incident(1);
        Assert.Equal((zone, $"slack/{Eve}"), (Assert.Single(incident.Actions).Zone, incident.Actions[0].Person));
        Assert.Equal((zone, $"slack/{Eve}"), (incident.WriteUp!.Zone, incident.WriteUp.Person!));
    }

    [Theory]
    [InlineData(null, "America/New_York")]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    public async Task The_roster_has_the_first_word_and_Slack_the_next(string? roster, string zone)
    {
        await using var slack = new SlackDriver(zone: roster);
        Knows(slack, Mo, "\"America/New_York\"");

        // Somebody of the roster is waited for by nobody; who is asked about after them is.
        await slack.KnowingAsync(Mo, "U0STRANGER1");
        await slack.SlashAsync("p1 checkout is down", user: Mo);
        await slack.SlashAsync("ack INC-1", user: Mo);
        await slack.SlashAsync("fixed INC-1", user: Mo);

        await slack.SlashAsync("resolve INC-1 checked by hand", user: Mo);

        Assert.Equal(("mo", zone), (slack.Store.Incident(1).WriteUp!.Person, slack.Store.Incident(1).WriteUp!.Zone));
    }

    private static void Knows(SlackDriver slack, string user, string zone) =>
        slack.Facts[user] = $$$"""{"ok":true,"user":{"id":"{{{user}}}","team_id":"{{{SlackDriver.Team}}}","tz":{{{zone}}},"name":"eve","profile":{"display_name":"Eve Adams"} } }""";
}
