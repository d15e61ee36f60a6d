using IncidentBot.Core.Messages;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>Channels that another organisation reads along in (Slack Connect), and what is not said there.</summary>
public sealed class SharedChannelsTests : IDisposable
{
    private readonly ChatUnderTest _one = new();

    public void Dispose() => _one.Dispose();

    private FakeSlack.Channel Incidents => _one.Slack["incidents"];

    [Theory]
    [InlineData("is_ext_shared")]
    [InlineData("is_pending_ext_shared")]
    public async Task Nothing_is_announced_where_another_organisation_reads_or_is_invited_to(string flag)
    {
        Incidents.Shared = flag;

        var held = Assert.IsType<Outcome.Later>(await _one.Do(_one.Post()));

        Assert.Contains("shared with another organisation", held.Why, StringComparison.Ordinal);
        Assert.Contains("Slack:AnnouncementChannel", held.Why, StringComparison.Ordinal);
        Assert.Empty(Incidents.Messages);
        Assert.Equal("#incidents is shared with another organisation: nothing is announced there", _one.Shared.Trouble);
    }

    [Theory]
    [InlineData("is_shared")]
    [InlineData("is_org_shared")]
    public async Task A_share_within_the_organisation_is_nothing_to_hide_from(string flag)
    {
        Incidents.Shared = flag;

        Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post()));
        Assert.Null(_one.Shared.Trouble);
    }

    [Fact]
    public async Task A_channel_that_is_configured_by_its_id_is_looked_up_once_and_again_after_two_hours()
    {
        using var one = new ChatUnderTest(announcements: FakeSlack.Incidents);
        await one.Do(one.Post());
        await one.Do(one.Post());
        Assert.Single(one.Slack.Calls, call => call.Method == "conversations.info");

        one.Slack["incidents"].Shared = "is_ext_shared";
        one.Time.Advance(TimeSpan.FromHours(2));

        Assert.IsType<Outcome.Later>(await one.Do(one.Post()));
    }

    [Fact]
    public async Task A_card_that_stands_there_already_is_not_edited_and_a_thread_under_it_gets_nothing()
    {
        var card = Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post())).Message!;
        _one.Shared.Learn(FakeSlack.Incidents, shared: true);

        Assert.IsType<Outcome.Later>(await _one.Do(_one.Deliver(new Operation.Edit("x", new Body.Live("card")), message: card, card: ChatUnderTest.Card("news"))));
        Assert.IsType<Outcome.Later>(await _one.Do(_one.Post(new PlaceRef("slack", $"{card.Place}/{card.Id}"))));
        Assert.Equal((1, 0), (Incidents.Messages.Count, Incidents.Messages[0].Edits));

        _one.Shared.Learn(FakeSlack.Incidents, shared: false);
        Assert.IsType<Outcome.Sent>(await _one.Do(_one.Deliver(new Operation.Edit("x", new Body.Live("card")), message: card, card: ChatUnderTest.Card("news"))));
    }

    [Fact]
    public async Task What_cannot_be_said_in_its_room_is_not_said_there_either()
    {
        Incidents.Shared = "is_ext_shared";
        var room = _one.HavingRoom();
        room.Archived = true;

        Assert.IsType<Outcome.Later>(await _one.Do(_one.Post(ChatUnderTest.Room(room))));

        Assert.Empty(Incidents.Messages);
    }

    [Fact]
    public async Task Of_a_private_incident_nothing_more_is_said_in_a_room_that_was_shared()
    {
        var room = _one.HavingRoom(isPrivate: true);
        room.Shared = "is_ext_shared";
        var topic = _one.Deliver(new Operation.Topic("x", "keys were leaked"), ChatUnderTest.Room(room));

        Assert.Contains("End the sharing", Assert.IsType<Outcome.Dead>(await _one.Do(_one.Post(ChatUnderTest.Room(room)) with { Private = true })) is { NoPlace: true } dead ? dead.Why : "", StringComparison.Ordinal);
        Assert.IsType<Outcome.Later>(await _one.Do(topic with { Private = true }));

        Assert.Equal((0, ""), (room.Messages.Count, room.Topic));
    }

    [Fact]
    public async Task A_room_that_its_own_people_have_shared_goes_on()
    {
        var room = _one.HavingRoom();
        room.Shared = "is_ext_shared";

        Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post(ChatUnderTest.Room(room))));
    }

    [Fact]
    public async Task Where_Slack_lets_nobody_look_things_go_on_and_it_is_not_asked_with_every_message()
    {
        using var one = new ChatUnderTest(announcements: FakeSlack.Incidents);
        one.Slack.MissingScopes.Add("conversations.info");

        Assert.IsType<Outcome.Sent>(await one.Do(one.Post()));
        Assert.IsType<Outcome.Sent>(await one.Do(one.Post()));

        Assert.Single(one.Slack.Calls, call => call.Method == "conversations.info");
    }

    [Fact]
    public async Task All_channels_are_known_before_anybody_asks_and_anew_every_hour()
    {
        using var stop = new CancellationTokenSource();
        Incidents.Shared = "is_ext_shared";
        var reading = _one.Shared.RunAsync(stop.Token);
        Assert.NotNull(_one.Shared.Trouble);

        Incidents.Shared = null;
        _one.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(_one.Shared.Trouble);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }
}
