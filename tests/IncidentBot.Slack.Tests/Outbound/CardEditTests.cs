using IncidentBot.Core.Messages;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>A card that Slack does not let the bot edit: it is mended where it can be, and waits where nothing waits behind it.</summary>
public sealed class CardEditTests : IDisposable
{
    private static readonly string Announced = Keys.Message(ChatUnderTest.Stream, "card", "slack");

    private readonly ChatUnderTest _one = new();

    public void Dispose() => _one.Dispose();

    private FakeSlack.Channel Incidents => _one.Slack["incidents"];

    [Theory]
    [InlineData("invalid_blocks")]
    [InlineData("msg_too_long")]
    public async Task A_card_that_slack_does_not_take_as_it_is_drawn_is_edited_in_plain_words_once(string error)
    {
        var card = await PostedAsync();
        _one.Slack.Fail("chat.update", () => FakeSlack.Error(error));

        Assert.IsType<Outcome.Sent>(await EditAsync(Edit(card, "now")));

        var message = Incidents.Messages.Single();
        Assert.Equal((1, "now", false), (message.Edits, message.Text.Split('\n')[0], message.Fields.ContainsKey("blocks")));
    }

    [Fact]
    public async Task A_card_that_slack_takes_in_no_way_is_not_tried_for_ever()
    {
        var card = await PostedAsync();
        _one.Slack.Fail("chat.update", () => FakeSlack.Error("invalid_blocks"));
        _one.Slack.Fail("chat.update", () => FakeSlack.Error("msg_too_long"));

        Assert.Contains("msg_too_long", Assert.IsType<Outcome.Dead>(await EditAsync(Edit(card, "now"))).Why, StringComparison.Ordinal);

        Assert.Equal(2, _one.Slack.Calls.Count(call => call.Method == "chat.update"));
    }

    [Fact]
    public async Task A_bot_that_was_kicked_out_of_a_public_room_goes_back_in_to_edit_its_card()
    {
        var room = _one.HavingRoom();
        var card = await PostedAsync(room);
        room.Member = false;

        Assert.IsType<Outcome.Sent>(await EditAsync(Edit(card, "now")));

        Assert.Equal("now", room.Messages.Single().Text.Split('\n')[0]);
    }

    [Fact]
    public async Task The_card_of_a_private_room_that_is_lost_holds_up_no_call_of_its_people()
    {
        var room = _one.HavingRoom(isPrivate: true);
        var card = await PostedAsync(room);
        room.Member = false;

        Assert.IsType<Outcome.Dead>(await EditAsync(Edit(card, "now") with { Private = true }));
    }

    [Fact]
    public async Task The_card_of_a_public_room_that_is_gone_holds_up_nothing_that_can_be_said_elsewhere()
    {
        var room = _one.HavingRoom();
        var card = await PostedAsync(room);
        _one.Slack.Channels.Remove(room);

        Assert.IsType<Outcome.Dead>(await EditAsync(Edit(card, "now")));
    }

    [Fact]
    public async Task The_announced_card_waits_for_whoever_brings_the_bot_back_into_the_channel()
    {
        var card = await PostedAsync();
        Incidents.Member = false;
        _one.Slack.Fail("conversations.join", () => FakeSlack.Error("missing_scope"));

        Assert.Contains("/invite", Assert.IsType<Outcome.Later>(await EditAsync(Edit(card, "now", Announced))).Why, StringComparison.Ordinal);

        Incidents.Member = true;
        Assert.IsType<Outcome.Sent>(await EditAsync(Edit(card, "now", Announced)));
    }

    [Fact]
    public async Task The_announced_card_is_posted_anew_in_an_announcement_channel_that_was_made_anew()
    {
        var card = await PostedAsync();
        _one.Slack.Channels.Clear();
        _one.Slack.Channels.Add(new FakeSlack.Channel("C0AGAIN", "incidents", 0));

        var anew = Assert.IsType<Outcome.Sent>(await EditAsync(Edit(card, "now", Announced))).Message!;

        Assert.Equal(("C0AGAIN", Incidents.Messages.Single().Ts), (anew.Place, anew.Id));
    }

    /// <summary>A message is edited once a second at most.</summary>
    private Task<Outcome> EditAsync(Delivery edit) => _one.Passing(_one.Do(edit));

    private async Task<MessageRef> PostedAsync(FakeSlack.Channel? room = null) =>
        Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post(room is null ? null : ChatUnderTest.Room(room)))).Message!;

    private Delivery Edit(MessageRef card, string words, string key = "k") =>
        _one.Deliver(new Operation.Edit(key, new Body.Fixed(ChatUnderTest.Card(words))), message: card, card: ChatUnderTest.Card(words));
}
