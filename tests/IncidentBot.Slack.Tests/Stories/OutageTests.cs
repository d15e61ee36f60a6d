using System.Net;
using IncidentBot.Core.Messages;
using IncidentBot.Slack.Tests.Outbound;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Slack.Tests.Stories;

/// <summary>Slack misbehaves for a whole incident: nothing is lost, nothing stands there twice, each room keeps its order, nobody is held up.</summary>
public sealed class OutageTests
{
    private const string Room = "inc-1-checkout-is-down";

    [Fact]
    public async Task While_slack_is_down_for_hours_people_work_on_and_then_it_all_arrives_once_and_in_order()
    {
        using var world = new SlackWorld();
        world.Slack.Weather = _ => FakeSlack.Unreachable();
        await LiveAsync(world, TimeSpan.FromMinutes(50));
        Assert.Empty(world.Messages);

        world.Slack.Weather = null;
        Assert.True(world.Settle(TimeSpan.FromMinutes(30)));

        Assert.Empty(world.Dead);
        Assert.Empty(world.Doubled);
        AssertOrdered(world);
        Assert.Contains("Resolved", world.Slack["incidents"].Messages.Single(message => message.Thread is null).Text, StringComparison.Ordinal);

        // Who would have been called has long answered: an hour later nobody is called any more.
        Assert.DoesNotContain(world.Messages, message => message.Text.Contains("needs an acknowledgement", StringComparison.Ordinal));
        Assert.Contains("Resolved", world.Slack[Room].Topic, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task In_bad_weather_nothing_is_lost_or_doubled(int seed)
    {
        using var world = new SlackWorld();
        var storm = new Storm(world.Slack, seed);

        await LiveAsync(world, TimeSpan.FromMinutes(6));
        storm.End();

        Assert.True(world.Settle(TimeSpan.FromMinutes(30)), $"still waiting: {string.Join(", ", world.Store.Unsettled.Select(row => row.Id))}");
        Assert.Empty(world.Dead);
        Assert.Empty(world.Doubled);
        AssertOrdered(world);
        Assert.Single(world.Slack.Channels, channel => channel.Name.StartsWith("inc-1", StringComparison.Ordinal));
        Assert.Single(world.Slack["incidents"].Messages, message => message.Thread is null);
        Assert.True(storm.Felt > 2, $"only {storm.Felt} calls went wrong");
    }

    [Fact]
    public async Task Sent_again_without_asking_they_would_stand_there_twice()
    {
        using var world = new SlackWorld(reconcile: false);
        world.Slack.Fail("chat.postMessage", FakeSlack.Lost, after: true);

        await LiveAsync(world, TimeSpan.FromMinutes(6));
        world.Settle(TimeSpan.FromMinutes(30));

        Assert.NotEmpty(world.Doubled);
    }

    [Fact]
    public async Task A_revoked_token_loses_nothing_when_it_is_replaced()
    {
        using var world = new SlackWorld();
        world.Slack.Weather = _ => FakeSlack.Error("token_revoked");
        await LiveAsync(world, TimeSpan.FromMinutes(2));
        Assert.Empty(world.Messages);

        world.Slack.Weather = null;
        Assert.True(world.Settle(TimeSpan.FromMinutes(30)));

        Assert.Empty(world.Dead);
        Assert.Empty(world.Doubled);
        AssertOrdered(world);
    }

    [Fact]
    public async Task The_deleted_announcement_comes_back_with_the_next_change_and_is_edited_from_then_on()
    {
        using var world = new SlackWorld();
        await world.SayAsync("p1 checkout is down", Nina);
        world.Settle(TimeSpan.FromMinutes(1));
        world.Slack["incidents"].Messages.Clear();

        await world.SayAsync("ack INC-1", Anna);
        await world.SayAsync("fixed INC-1", Anna);
        Assert.True(world.Settle(TimeSpan.FromMinutes(2)));

        var card = Assert.Single(world.Slack["incidents"].Messages);
        Assert.Contains("Verification", card.Text, StringComparison.Ordinal);
        Assert.True(card.Edits > 0);
    }

    [Fact]
    public async Task An_archived_room_loses_nothing()
    {
        using var world = new SlackWorld();
        await world.SayAsync("p1 checkout is down", Nina);
        world.Settle(TimeSpan.FromMinutes(1));
        world.Slack[Room].Archived = true;

        await world.SayAsync("ack INC-1", Anna);
        Assert.True(world.Settle(TimeSpan.FromMinutes(5)));

        var said = Assert.Single(world.Slack["incidents"].Messages, message => message.Text.Contains("Anna acknowledged", StringComparison.Ordinal));
        Assert.Contains("is_archived", said.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_right_to_make_channels_the_incident_lives_in_a_thread_that_says_why()
    {
        using var world = new SlackWorld();
        world.Slack.MissingScopes.Add("conversations.create");

        await LiveAsync(world, TimeSpan.FromMinutes(2));
        Assert.True(world.Settle(TimeSpan.FromMinutes(5)));

        Assert.Empty(world.Dead);
        var card = Assert.Single(world.Slack["incidents"].Messages, message => message.Thread is null);
        Assert.Contains(world.Slack["incidents"].Messages, message => message.Thread == card.Ts && message.Text.Contains("Give the app the scope some:scope", StringComparison.Ordinal));
        Assert.Contains(world.Slack["incidents"].Messages, message => message.Thread == card.Ts && message.Text.Contains("Anna acknowledged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_limit_in_one_incidents_room_does_not_hold_up_another_incident()
    {
        using var world = new SlackWorld();
        await world.SayAsync("p1 checkout is down", Nina);
        world.Settle(TimeSpan.FromMinutes(1));
        world.Slack.Fail("chat.postMessage", () => FakeSlack.Limited(600));
        await world.SayAsync("ack INC-1", Anna);

        await world.SayAsync("p2 search is slow", Nina);
        world.Pass(TimeSpan.FromSeconds(30));

        Assert.Contains(world.Slack["inc-2-search-is-slow"].Messages, message => message.Text.Contains("INC-2", StringComparison.Ordinal));
        Assert.DoesNotContain(world.Messages, message => message.Text.Contains("Anna acknowledged", StringComparison.Ordinal));
        Assert.True(world.Settle(TimeSpan.FromMinutes(11)));
        Assert.Contains(world.Messages, message => message.Text.Contains("Anna acknowledged", StringComparison.Ordinal));
    }

    /// <summary>A short P1; every line is answered at once, whatever Slack does.</summary>
    private static async Task LiveAsync(SlackWorld world, TimeSpan between)
    {
        foreach (var line in new[] { "p1 checkout is down", "ack INC-1", "note INC-1 the database is full", "update INC-1 we are looking", "next INC-1", "fixed INC-1", "resolve INC-1 seen quiet" })
        {
            await world.SayAsync(line, line.StartsWith("p1", StringComparison.Ordinal) ? Nina : Anna);
            if (line.StartsWith("ack", StringComparison.Ordinal))
            {
                world.Pass(between);
            }
        }
    }

    /// <summary>What stands in a room came there in the order in which it was caused.</summary>
    private static void AssertOrdered(SlackWorld world)
    {
        var room = world.Slack.Channels.Single(channel => channel.Name.StartsWith("inc-1", StringComparison.Ordinal)).Messages.Select(SlackWorld.Marker).ToList();
        Assert.NotEmpty(room);
        Assert.Equal(room.OrderBy(marker => int.Parse(marker.Split('/')[1])).ThenBy(marker => int.Parse(marker.Split('/')[2])), room);
    }

    /// <summary>Half of all calls go wrong, in every way there is; the same seed makes the same storm.</summary>
    private sealed class Storm
    {
        private readonly FakeSlack _slack;
        private readonly Random _chance;

        public Storm(FakeSlack slack, int seed)
        {
            (_slack, _chance) = (slack, new Random(seed));
            slack.Weather = Strike;
        }

        public int Felt { get; private set; }

        public void End() => _slack.Weather = null;

        private HttpResponseMessage? Strike(string method)
        {
            var kind = _chance.Next(12);
            Felt += kind < 6 ? 1 : 0;
            switch (kind)
            {
                case 0:
                    return FakeSlack.Limited(_chance.Next(1, 8));
                case 1:
                    return FakeSlack.Unreachable();
                case 2:
                    return FakeSlack.Raw("bad gateway", HttpStatusCode.BadGateway);
                case 3:
                    return FakeSlack.Raw("");
                case 4:
                    _slack.Fail(method, FakeSlack.Lost, after: true);
                    return null;
                case 5:
                    _slack.Fail(method, () => FakeSlack.Error("internal_error"), after: true);
                    return null;
                default:
                    return null;
            }
        }
    }
}
