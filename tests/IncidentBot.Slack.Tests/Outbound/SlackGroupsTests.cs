using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Slack.Outbound;
using IncidentBot.Slack.Tests.Inbound.Support;
using IncidentBot.TestKit;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>A user group of Slack in a list stands for its members.</summary>
public sealed class SlackGroupsTests : IDisposable
{
    private const string OnCall = "slack/S0ONCALL01";

    private readonly PeopleRoster _roster = PeopleRoster.From(WithGroup());
    private readonly ChatUnderTest _one;

    public SlackGroupsTests()
    {
        _one = new ChatUnderTest(roster: _roster);
        _one.Slack.Groups["S0ONCALL01"] = ["U1", "U0OTHER001"];
    }

    public void Dispose() => _one.Dispose();

    [Fact]
    public async Task Inviting_a_group_invites_its_members_and_Slack_is_asked_once()
    {
        var room = _one.HavingRoom();

        for (var i = 0; i < 3; i++)
        {
            Assert.IsType<Outcome.Sent>(await _one.Do(_one.Deliver(new Operation.Invite("k", ["ben", OnCall]), ChatUnderTest.Room(room))));
        }

        Assert.Equal(["U0OTHER001", "U1", "U2"], room.Members.Order(StringComparer.Ordinal));
        Assert.Single(_one.Slack.Calls, call => call.Method == "usergroups.users.list");
    }

    [Fact]
    public async Task A_group_that_cannot_be_looked_into_keeps_nobody_else_out()
    {
        var room = _one.HavingRoom();
        _one.Slack.Groups.Clear();

        var dead = Assert.IsType<Outcome.Dead>(await _one.Do(_one.Deliver(new Operation.Invite("k", ["ben", OnCall]), ChatUnderTest.Room(room))));

        Assert.Equal(["U2"], room.Members);
        Assert.Contains("the group S0ONCALL01 (no_such_subteam)", dead.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_Slack_does_not_answer_the_invitation_waits()
    {
        var room = _one.HavingRoom();
        _one.Slack.Fail("usergroups.users.list", () => FakeSlack.Limited(60));

        Assert.IsType<Outcome.Later>(await _one.Do(_one.Deliver(new Operation.Invite("k", ["ben", OnCall]), ChatUnderTest.Room(room))));
    }

    [Fact]
    public void Calling_the_list_calls_the_group_and_a_message_that_calls_nobody_only_names_it()
    {
        var renderer = CardRenderer.For(_roster, "/incident");
        var card = new Card("P1", "P1") { Blocks = [Block.Text.Of(new Span.Mention(OnCall, "@oncall"), new Span.Words(" now"))] };

        Assert.Contains("!subteam^S0ONCALL01", renderer.Draw(card, "m", ChatUnderTest.Stream).Blocks.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("subteam", renderer.Draw(card.WithoutCalls(), "m", ChatUnderTest.Stream).Blocks.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_calls_a_group_that_no_list_names_by_calling_themselves_so()
    {
        var card = new Card("P1", "P1") { Blocks = [Block.Text.Of(new Span.Mention("slack/S0EVERYBODY", "everybody"))] };

        Assert.DoesNotContain("subteam", CardRenderer.For(_roster, "/incident").Draw(card, "m", ChatUnderTest.Stream).Blocks.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_in_the_group_may_answer_like_anybody_on_the_list()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down", user: "U0STRANGER");
        await slack.CalledAsync("usergroups.users.list");
        await slack.KnowingAsync("U0NOTONLIST", "U0ONTHELIST");

        var other = await slack.SlashAsync("ack INC-1", user: "U0NOTONLIST");
        Assert.True(slack.Store.Incident(1).AwaitsAcknowledgement, other.Text);
        await slack.SlashAsync("ack INC-1", user: "U0ONTHELIST");

        Assert.Equal("slack/U0ONTHELIST", slack.Store.Incident(1).Commander);
    }

    private static PeopleOptions WithGroup()
    {
        var people = Some.People();
        people.P1List.Add($"{OnCall} @oncall");
        return people;
    }
}
