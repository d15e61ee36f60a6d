using System.Net;
using System.Text.Json.Nodes;
using IncidentBot.Core.Messages;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>Messages: where they go, what is done when they cannot go there, and how one is found again.</summary>
public sealed class SlackChatTests : IDisposable
{
    private readonly ChatUnderTest _one = new();

    public void Dispose() => _one.Dispose();

    private FakeSlack.Channel Incidents => _one.Slack["incidents"];

    [Fact]
    public async Task The_announcement_channel_is_found_by_name_and_joined_once()
    {
        var sent = Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post(words: "first")));
        await _one.Do(_one.Post(words: "second"));

        Assert.Equal(new MessageRef("slack", FakeSlack.Incidents, Incidents.Messages[0].Ts), sent.Message);
        Assert.Equal(["conversations.list", "conversations.join", "chat.postMessage", "chat.postMessage"], _one.Slack.Calls.Select(call => call.Method));
        Assert.Equal("999", _one.Slack.Calls[0].Fields["limit"]);
    }

    [Fact]
    public async Task Nothing_in_a_text_is_looked_for_and_the_message_can_be_found_again()
    {
        await _one.Do(_one.Post(row: "INC-7/4/1"));

        var fields = Incidents.Messages[0].Fields;
        Assert.Equal(("false", "false", "false"), (fields["link_names"], fields["unfurl_links"], fields["unfurl_media"]));
        Assert.Equal("""{"event_type":"incidentbot_message","event_payload":{"op":"ib:INC-7/4/1"}}""", fields["metadata"]);
        Assert.Equal("ib:INC-7/4/1#0", (string?)JsonNode.Parse(fields["blocks"])![0]!["block_id"]);
    }

    [Fact]
    public async Task A_message_into_a_thread_stays_in_the_thread()
    {
        var card = Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post())).Message!;

        var reply = Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post(new PlaceRef("slack", $"{card.Place}/{card.Id}")))).Message!;

        Assert.Equal(card.Id, Incidents.Messages[1].Thread);
        Assert.Equal($"{FakeSlack.Incidents}/{card.Id}", reply.Place);
    }

    [Fact]
    public async Task A_bot_that_was_kicked_out_of_a_public_room_goes_back_in()
    {
        var room = _one.HavingRoom();
        room.Member = false;

        Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post(ChatUnderTest.Room(room))));

        Assert.Single(room.Messages);
    }

    [Fact]
    public async Task What_cannot_be_said_in_an_archived_room_is_said_in_the_announcement_channel_with_the_reason()
    {
        var room = _one.HavingRoom();
        room.Archived = true;

        var sent = Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post(ChatUnderTest.Room(room), "page")));

        Assert.Equal(FakeSlack.Incidents, sent.Message?.Place);
        Assert.Contains("cannot write in the incident's room (is_archived)", Incidents.Messages.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_private_and_has_no_place_any_more_is_said_nowhere_else_and_that_is_told()
    {
        var room = _one.HavingRoom(isPrivate: true);
        room.Member = false;

        var dead = Assert.IsType<Outcome.Dead>(await _one.Do(_one.Post(ChatUnderTest.Room(room)) with { Private = true }));

        Assert.True(dead.NoPlace);
        Assert.Contains("/invite", dead.Mend, StringComparison.Ordinal);
        Assert.Empty(Incidents.Messages);
    }

    [Fact]
    public async Task What_is_for_one_person_is_a_direct_message_and_whom_slack_does_not_know_is_named_with_the_mend()
    {
        var whisper = _one.Deliver(new Operation.Whisper("anna", new Body.Fixed(ChatUnderTest.Card())), card: ChatUnderTest.Card());

        Assert.IsType<Outcome.Sent>(await _one.Do(whisper with { Private = true }));
        Assert.StartsWith("hello", Assert.Single(_one.Slack.Channels.Single(channel => channel.Id == "D1").Messages).Text, StringComparison.Ordinal);
        Assert.Empty(Incidents.Messages);

        var dead = Assert.IsType<Outcome.Dead>(await _one.Do(_one.Deliver(new Operation.Whisper("lena", new Body.Fixed(ChatUnderTest.Card())), card: ChatUnderTest.Card())));
        Assert.Contains("People:List", dead.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thread_whose_card_was_deleted_goes_on_in_the_channel()
    {
        Incidents.Member = true;

        Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post(new PlaceRef("slack", $"{FakeSlack.Incidents}/1.1"))));

        Assert.Null(Incidents.Messages.Single().Thread);
    }

    [Fact]
    public async Task Without_an_announcement_channel_messages_wait_for_somebody_to_make_it()
    {
        using var one = new ChatUnderTest("no-such-channel");

        Assert.Contains("channel_not_found", Assert.IsType<Outcome.Later>(await one.Do(one.Post())).Why, StringComparison.Ordinal);

        one.Slack.Channels.Add(new FakeSlack.Channel("C0NEW01", "no-such-channel", 0));
        Assert.IsType<Outcome.Sent>(await one.Do(one.Post()));
    }

    [Fact]
    public async Task A_channel_that_was_made_anew_under_its_name_is_found_again()
    {
        await _one.Do(_one.Post());
        _one.Slack.Channels.Clear();
        _one.Slack.Channels.Add(new FakeSlack.Channel("C0AGAIN", "incidents", 0));

        Assert.IsType<Outcome.Later>(await _one.Do(_one.Post()));
        Assert.Equal("C0AGAIN", Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post())).Message?.Place);
    }

    [Fact]
    public async Task Blocks_that_slack_does_not_take_become_plain_words_once()
    {
        _one.Slack.Fail("chat.postMessage", () => FakeSlack.Error("invalid_blocks"));

        Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post(words: "still said")));

        Assert.False(Incidents.Messages.Single().Fields.ContainsKey("blocks"));
        Assert.Contains("still said", Incidents.Messages.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_that_slack_does_not_take_is_left_out_and_the_message_is_still_found()
    {
        _one.Slack.Fail("chat.postMessage", () => FakeSlack.Error("metadata_must_be_sent_from_app"));
        var post = _one.Post();

        Assert.IsType<Outcome.Sent>(await _one.Do(post));

        Assert.False(Incidents.Messages.Single().Fields.ContainsKey("metadata"));
        Assert.IsType<Outcome.Sent>(await _one.Ask(post));
    }

    [Fact]
    public async Task An_answer_without_the_messages_time_is_no_message()
    {
        _one.Slack.Fail("chat.postMessage", () => FakeSlack.Raw("""{"ok":true}"""));

        Assert.IsType<Outcome.Unknown>(await _one.Do(_one.Post()));
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_found_and_not_posted_twice()
    {
        _one.Slack.Fail("chat.postMessage", FakeSlack.Lost, after: true);
        var post = _one.Post();
        Assert.IsType<Outcome.Unknown>(await _one.Do(post));

        var found = Assert.IsType<Outcome.Sent>(await _one.Ask(post));

        Assert.Equal(Incidents.Messages.Single().Ts, found.Message?.Id);
    }

    [Fact]
    public async Task A_message_that_is_not_there_may_still_be_on_its_way_for_half_a_minute()
    {
        _one.Slack.Fail("chat.postMessage", () => FakeSlack.Raw("", HttpStatusCode.BadGateway));
        var post = _one.Post();
        Assert.IsType<Outcome.Unknown>(await _one.Do(post));

        Assert.Equal(_one.Time.GetUtcNow().AddSeconds(30), Assert.IsType<Outcome.Later>(await _one.Ask(post)).After);
        _one.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.IsType<Outcome.NotThere>(await _one.Ask(post));
    }

    [Fact]
    public async Task A_message_that_went_to_the_announcement_channel_instead_is_found_there()
    {
        var room = _one.HavingRoom();
        room.Archived = true;
        _one.Slack.Fail("chat.postMessage", () => FakeSlack.Error("is_archived"));
        _one.Slack.Fail("chat.postMessage", FakeSlack.Lost, after: true);
        var post = _one.Post(ChatUnderTest.Room(room));
        Assert.IsType<Outcome.Unknown>(await _one.Do(post));

        Assert.Equal(FakeSlack.Incidents, Assert.IsType<Outcome.Sent>(await _one.Ask(post)).Message?.Place);
    }

    [Fact]
    public async Task Whoever_may_not_read_the_history_cannot_tell()
    {
        await _one.Do(_one.Post());
        _one.Slack.MissingScopes.Add("conversations.history");

        Assert.IsType<Outcome.Unknown>(await _one.Ask(_one.Post()));
    }

    [Fact]
    public async Task A_history_that_cannot_be_read_just_now_is_asked_again()
    {
        await _one.Do(_one.Post());
        foreach (var trouble in new Func<HttpResponseMessage>[] { FakeSlack.Lost, FakeSlack.Unreachable, () => FakeSlack.Limited(3) })
        {
            _one.Slack.Fail("conversations.history", trouble);
            Assert.IsType<Outcome.Later>(await _one.Ask(_one.Post()));
        }
    }

    [Fact]
    public async Task A_card_is_edited_in_place_and_keeps_what_it_is_found_by()
    {
        var card = Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post(row: "INC-7/1/0"))).Message!;

        Assert.IsType<Outcome.Sent>(await _one.Do(Edit(card, "now")));

        var message = Incidents.Messages.Single();
        Assert.Equal((1, "now"), (message.Edits, message.Text.Split('\n')[0]));
        Assert.Contains("ib:INC-7/1/0", message.Fields["metadata"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_card_is_posted_again_and_known_by_its_new_place()
    {
        var card = Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post())).Message!;
        Incidents.Messages.Clear();

        var again = Assert.IsType<Outcome.Sent>(await _one.Do(Edit(card, "now"))).Message!;

        Assert.Equal(Incidents.Messages.Single().Ts, again.Id);
    }

    [Fact]
    public async Task A_deleted_card_is_posted_again_only_once_whatever_becomes_of_the_answer()
    {
        var card = Assert.IsType<Outcome.Sent>(await _one.Do(_one.Post())).Message!;
        Incidents.Messages.Clear();
        _one.Slack.Fail("chat.postMessage", FakeSlack.Lost, after: true);
        Assert.IsType<Outcome.Unknown>(await _one.Do(Edit(card, "now")));
        _one.Time.Advance(TimeSpan.FromSeconds(2));

        var found = Assert.IsType<Outcome.Sent>(await _one.Do(Edit(card, "now", again: true))).Message!;

        Assert.Equal(Incidents.Messages.Single().Ts, found.Id);
    }

    [Fact]
    public async Task A_dead_token_keeps_every_message_for_when_it_is_replaced()
    {
        _one.Slack.Weather = _ => FakeSlack.Error("token_revoked");

        Assert.Contains("token", Assert.IsType<Outcome.Later>(await _one.Do(_one.Post())).Why, StringComparison.Ordinal);
        Assert.IsType<Outcome.Later>(await _one.Do(_one.Deliver(new Operation.OpenRoom("k", "inc-7", "x", Private: false, ElseThreadOf: "c"))));
    }

    [Fact]
    public async Task A_missing_scope_ends_it_and_names_the_scope()
    {
        _one.Slack.MissingScopes.Add("chat.postMessage");

        Assert.Contains("some:scope", Assert.IsType<Outcome.Dead>(await _one.Do(_one.Post())).Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_that_nobody_has_listed_is_not_repeated()
    {
        _one.Slack.Fail("chat.postMessage", () => FakeSlack.Error("something_new"));

        Assert.Contains("something_new", Assert.IsType<Outcome.Dead>(await _one.Do(_one.Post())).Why, StringComparison.Ordinal);
    }

    private Delivery Edit(MessageRef card, string words, bool again = false) =>
        _one.Deliver(new Operation.Edit("k", new Body.Fixed(ChatUnderTest.Card(words))), message: card, card: ChatUnderTest.Card(words), again: again);

    [Fact]
    public async Task Another_incident_that_a_text_names_is_a_link_to_its_room_its_thread_or_its_card()
    {
        var card = new Card("x", "x")
        {
            Blocks =
            [
                Block.Text.Of(new Span.Words("same as "), new Span.Elsewhere("INC-3", new PlaceRef("slack", "C3")), new Span.Words(", "), new Span.Elsewhere("inc-4", new PlaceRef("slack", "C0INC/1790000000.000100")), new Span.Words(" <b>")),
                new Block.Facts([new Fact("Cause", [new Span.Elsewhere("INC-5", new PlaceRef("slack", "C0INC"), "1790000000.000200")])]),
            ],
        };

        await _one.Do(_one.Post() with { Card = card });

        var text = Incidents.Messages.Single().Fields["blocks"];
        Assert.Contains("same as <https://acme.slack.com/archives/C3|INC-3>, <https://acme.slack.com/archives/C0INC/p1790000000000100|inc-4> &lt;b&gt;", JsonNode.Parse(text)!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.Contains("/archives/C0INC/p1790000000000200|INC-5", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slack", "C7", "<https://acme.slack.com/archives/C7|#inc-7-checkout-is-down>")]
    [InlineData("slack", "C0INC/1790000000.000100", "<https://acme.slack.com/archives/C0INC/p1790000000000100|#inc-7-checkout-is-down>")]
    [InlineData("teams", "19:abc", "#inc-7-checkout-is-down (teams)")]
    public async Task The_room_is_one_press_away_from_the_card_where_it_is_in_this_chat(string chat, string id, string shown)
    {
        await _one.Do(_one.Post() with { Card = new Card("x", "x") { Blocks = [new Block.Facts([new Fact("Room", [new Span.Elsewhere("#inc-7-checkout-is-down", new PlaceRef(chat, id)), new Span.Words($" ({chat})")])])] } });

        Assert.Contains(shown, JsonNode.Parse(Incidents.Messages.Single().Fields["blocks"])!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_slack_does_not_say_what_the_workspace_is_called_it_stays_words()
    {
        _one.Slack.Fail("auth.test", () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));

        await _one.Do(_one.Post() with { Card = new Card("x", "x") { Blocks = [Block.Text.Of(new Span.Words("same as "), new Span.Elsewhere("INC-3", new PlaceRef("slack", "C3")))] } });

        Assert.Contains("same as INC-3", Incidents.Messages.Single().Fields["blocks"], StringComparison.Ordinal);
    }
}
