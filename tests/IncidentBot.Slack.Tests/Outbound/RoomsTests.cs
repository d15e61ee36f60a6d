using IncidentBot.Core.Messages;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>Rooms: made once, adopted when they are ours, a thread where none may be made.</summary>
public sealed class RoomsTests : IDisposable
{
    private static readonly Operation.OpenRoom Wanted = new("k", "inc-7-checkout", "INC-7 · P1 · checkout", Private: false, ElseThreadOf: "card");
    private static readonly MessageRef Card = new("slack", FakeSlack.Incidents, "1.1");

    private readonly ChatUnderTest _one = new();

    public void Dispose() => _one.Dispose();

    [Fact]
    public async Task A_room_is_made_under_its_name()
    {
        var sent = Assert.IsType<Outcome.Sent>(await _one.Do(_one.Deliver(Wanted)));

        Assert.Equal(_one.Slack["inc-7-checkout"].Id, sent.Place?.Id);
        Assert.Null(sent.Instead);
        Assert.False(_one.Slack["inc-7-checkout"].Private);
    }

    [Fact]
    public async Task A_private_incident_has_a_private_room()
    {
        await _one.Do(_one.Deliver(Wanted with { Private = true, ElseThreadOf = null }));

        Assert.True(_one.Slack["inc-7-checkout"].Private);
    }

    [Fact]
    public async Task A_name_that_a_stranger_has_gets_a_number_and_the_strangers_channel_is_left_alone()
    {
        _one.Slack.Channels.Add(new FakeSlack.Channel("C0THEIRS", "inc-7-checkout", _one.Time.GetUtcNow().ToUnixTimeSeconds()));

        var sent = Assert.IsType<Outcome.Sent>(await _one.Do(_one.Deliver(Wanted)));

        Assert.Equal(_one.Slack["inc-7-checkout-2"].Id, sent.Place?.Id);
    }

    [Fact]
    public async Task A_room_whose_answer_was_lost_is_adopted()
    {
        _one.Slack.Fail("conversations.create", FakeSlack.Lost, after: true);
        var open = _one.Deliver(Wanted);
        Assert.IsType<Outcome.Unknown>(await _one.Do(open));

        Assert.Equal(_one.Slack["inc-7-checkout"].Id, Assert.IsType<Outcome.Sent>(await _one.Ask(open)).Place?.Id);
        Assert.Equal(_one.Slack["inc-7-checkout"].Id, Assert.IsType<Outcome.Sent>(await _one.Do(open)).Place?.Id);
        Assert.Equal(2, _one.Slack.Channels.Count);
    }

    [Fact]
    public async Task A_room_of_an_earlier_life_of_the_bot_is_not_adopted()
    {
        _one.Slack.Channels.Add(new FakeSlack.Channel("C0OLD01", "inc-7-checkout", _one.Time.GetUtcNow().AddDays(-30).ToUnixTimeSeconds()) { Creator = FakeSlack.BotUser });

        Assert.NotEqual("C0OLD01", Assert.IsType<Outcome.Sent>(await _one.Do(_one.Deliver(Wanted))).Place?.Id);
    }

    [Fact]
    public async Task A_room_that_was_never_made_is_not_there()
    {
        Assert.IsType<Outcome.NotThere>(await _one.Ask(_one.Deliver(Wanted, again: true)));

        _one.Slack.Fail("conversations.list", FakeSlack.Lost);
        Assert.IsType<Outcome.Later>(await _one.Ask(_one.Deliver(Wanted, again: true)));
    }

    [Fact]
    public async Task Where_no_channel_may_be_made_the_thread_of_the_announcement_is_the_room_and_says_why()
    {
        _one.Slack.Fail("conversations.create", () => FakeSlack.Error("restricted_action"));

        var sent = Assert.IsType<Outcome.Sent>(await _one.Do(_one.Deliver(Wanted) with { Else = Card }));

        Assert.Equal($"{FakeSlack.Incidents}/1.1", sent.Place?.Id);
        Assert.Contains("restricted_action", sent.Instead, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_thread_waits_for_the_card_that_is_on_its_way_and_not_for_one_that_never_comes()
    {
        _one.Slack.MissingScopes.Add("conversations.create");

        Assert.Equal(_one.Time.GetUtcNow().AddSeconds(2), Assert.IsType<Outcome.Later>(await _one.Do(_one.Deliver(Wanted))).After);
        Assert.IsType<Outcome.Dead>(await _one.Do(_one.Deliver(Wanted) with { NothingElse = true }));
    }

    [Fact]
    public async Task A_private_room_that_may_not_be_made_becomes_no_public_thread()
    {
        _one.Slack.MissingScopes.Add("conversations.create");

        Assert.IsType<Outcome.Dead>(await _one.Do(_one.Deliver(Wanted with { Private = true, ElseThreadOf = null }) with { Private = true, Else = Card }));
        Assert.DoesNotContain("thread", Assert.Single(_one.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_small_incident_lives_in_the_thread_of_its_card()
    {
        var sent = Assert.IsType<Outcome.Sent>(await _one.Do(_one.Deliver(Wanted with { ThreadOf = "card" }, message: Card)));

        Assert.Equal(($"{FakeSlack.Incidents}/1.1", null), (sent.Place?.Id, sent.Instead));
        Assert.Empty(_one.Slack.Calls);
    }

    [Fact]
    public async Task One_who_cannot_come_keeps_nobody_else_out()
    {
        var room = _one.HavingRoom();
        room.Members.Add("U1");

        var dead = Assert.IsType<Outcome.Dead>(await _one.Do(_one.Deliver(new Operation.Invite("k", ["anna", "ben", "slack/U0GONE", "lena"]), ChatUnderTest.Room(room))));

        Assert.Contains("U0GONE (user_not_found)", dead.Why, StringComparison.Ordinal);
        Assert.Equal(["U1", "U2"], room.Members.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whoever_is_there_already_is_no_failure()
    {
        var room = _one.HavingRoom();
        room.Members.Add("U1");

        Assert.IsType<Outcome.Sent>(await _one.Do(_one.Deliver(new Operation.Invite("k", ["anna"]), ChatUnderTest.Room(room))));
    }

    [Fact]
    public async Task Many_people_are_invited_thirty_at_a_time()
    {
        var room = _one.HavingRoom();

        await _one.Do(_one.Deliver(new Operation.Invite("k", [.. Enumerable.Range(100, 70).Select(number => $"slack/U{number}")]), ChatUnderTest.Room(room)));

        Assert.Equal([30, 30, 10], _one.Slack.Calls.Select(call => call.Fields["users"].Split(',').Length));
    }

    [Fact]
    public async Task A_topic_that_stands_there_already_is_not_set_again()
    {
        var room = _one.HavingRoom();
        var topic = new Operation.Topic("k", "P1 · checkout & more");

        Assert.IsType<Outcome.Sent>(await _one.Do(_one.Deliver(topic, ChatUnderTest.Room(room))));
        room.Topic = "P1 · checkout &amp; more";
        Assert.IsType<Outcome.Sent>(await _one.Do(_one.Deliver(topic, ChatUnderTest.Room(room))));

        Assert.Single(_one.Slack.Calls, call => call.Method == "conversations.setTopic");
    }

    [Fact]
    public async Task A_topic_mentions_nobody()
    {
        var room = _one.HavingRoom();

        await _one.Do(_one.Deliver(new Operation.Topic("k", "P1 · <!channel> <@U0ALICE> is down"), ChatUnderTest.Room(room)));

        Assert.Equal("P1 · ‹!channel› ‹@U0ALICE› is down", Assert.Single(_one.Slack.Calls, call => call.Method == "conversations.setTopic").Fields["topic"]);
    }

    [Fact]
    public async Task Pinning_and_archiving_twice_is_the_same_as_once()
    {
        var room = _one.HavingRoom();
        var pin = _one.Deliver(new Operation.Pin("k"), message: new MessageRef("slack", room.Id, "1.1"));
        Assert.IsType<Outcome.Sent>(await _one.Do(pin));
        Assert.IsType<Outcome.Sent>(await _one.Do(pin));

        _one.Slack.Fail("conversations.archive", () => FakeSlack.Error("already_archived"));
        Assert.IsType<Outcome.Sent>(await _one.Do(_one.Deliver(new Operation.Archive("k"), ChatUnderTest.Room(room))));
    }

    [Fact]
    public async Task A_bot_that_was_thrown_out_comes_back_and_does_what_it_came_for()
    {
        var room = _one.HavingRoom();
        room.Messages.Add(new FakeSlack.Message("1.1", null));
        foreach (var operation in new Operation[] { new Operation.Invite("k", ["anna"]), new Operation.Topic("k", "INC-7"), new Operation.Pin("k"), new Operation.Bookmark("k", "wiki", "https://wiki.example"), new Operation.Archive("k") })
        {
            room.Member = false;

            Assert.IsType<Outcome.Sent>(await _one.Do(_one.Deliver(operation, ChatUnderTest.Room(room), new MessageRef("slack", room.Id, "1.1"))));
        }

        Assert.Contains("U1", room.Members);
        Assert.True(room.Archived);
    }

    [Fact]
    public async Task Into_a_private_room_nobody_comes_back_uninvited()
    {
        var room = _one.HavingRoom(isPrivate: true);
        room.Member = false;

        var dead = Assert.IsType<Outcome.Dead>(await _one.Do(_one.Deliver(new Operation.Invite("k", ["anna"]), ChatUnderTest.Room(room))));

        Assert.Equal("Invite the bot into the channel: /invite @IncidentBot", dead.Mend);
    }

    [Fact]
    public async Task A_link_whose_answer_was_lost_is_kept_once_and_without_the_scope_left_out()
    {
        var room = _one.HavingRoom();
        var link = new Operation.Bookmark("k", "Dashboard", "https://grafana.example.org/d/checkout");
        _one.Slack.Fail("bookmarks.add", FakeSlack.Lost, after: true);

        Assert.IsType<Outcome.Unknown>(await _one.Do(_one.Deliver(link, ChatUnderTest.Room(room))));
        Assert.IsType<Outcome.Sent>(await _one.Do(_one.Deliver(link, ChatUnderTest.Room(room), again: true)));
        Assert.Equal([link.Url], room.Bookmarks);

        _one.Slack.MissingScopes.Add("bookmarks.add");
        Assert.IsType<Outcome.Unsupported>(await _one.Do(_one.Deliver(link, ChatUnderTest.Room(room))));
    }

    [Fact]
    public async Task A_thread_has_no_members_topic_pin_or_end()
    {
        var thread = new PlaceRef("slack", $"{FakeSlack.Incidents}/1.1");

        Assert.IsType<Outcome.Unsupported>(await _one.Do(_one.Deliver(new Operation.Invite("k", ["anna"]), thread)));
        Assert.IsType<Outcome.Unsupported>(await _one.Do(_one.Deliver(new Operation.Topic("k", "x"), thread)));
        Assert.IsType<Outcome.Unsupported>(await _one.Do(_one.Deliver(new Operation.Archive("k"), thread)));
        Assert.IsType<Outcome.Unsupported>(await _one.Do(_one.Deliver(new Operation.Pin("k"), message: new MessageRef("slack", thread.Id, "1.2"))));
        Assert.Empty(_one.Slack.Calls);
    }
}
