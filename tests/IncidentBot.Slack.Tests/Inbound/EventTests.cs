using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Slack.Tests.Inbound.Support;
using IncidentBot.TestKit;

namespace IncidentBot.Slack.Tests.Inbound;

public sealed class EventTests
{
    private static readonly PlaceRef Room = new("slack", "C0INCIDENT7");

    [Fact]
    public async Task Slack_is_told_its_challenge_only_when_it_signed()
    {
        await using var slack = new SlackDriver();
        var body = Payloads.Bytes("event.url_verification.json");

        Assert.Equal(401, (await slack.SendAsync("events", body, "application/json")).Status);
        Assert.NotEmpty((await slack.PostAsync("events", body, "application/json")).Json.GetProperty("challenge").GetString()!);
    }

    [Fact]
    public async Task A_line_to_the_bot_is_done_once_however_often_Slack_tells_of_it()
    {
        await using var slack = new SlackDriver();
        var mention = new { type = "app_mention", user = "U0COMMANDER", text = $"<@{SlackDriver.BotUser}> p1 checkout is down", ts = "1790000110.000100", channel = "C0INCIDENTS" };

        Assert.Equal(200, (await slack.EventAsync(mention, "Ev1")).Status);
        Assert.Equal(200, (await slack.EventAsync(mention, "Ev2")).Status);

        Assert.Single(slack.Store.Saved);
        Assert.Equal("checkout is down", slack.Store.Incident(1).Title);
        Assert.Contains("INC-1 declared", (await slack.CalledAsync("chat.postEphemeral")).Fields["text"], StringComparison.Ordinal);
        Assert.Single(slack.Slack.Of("chat.postEphemeral"));
    }

    [Fact]
    public async Task A_private_incident_typed_where_others_read_is_not_recorded()
    {
        await using var slack = new SlackDriver();

        await slack.EventAsync(new { type = "app_mention", user = "U0COMMANDER", text = $"<@{SlackDriver.BotUser}> private p1 keys were leaked", ts = "1790000110.000100", channel = "C0INCIDENTS" });

        Assert.Empty(slack.Store.Saved);
        var told = (await slack.CalledAsync("chat.postEphemeral")).Fields["text"];
        Assert.Contains("delete that message", told, StringComparison.Ordinal);
        Assert.DoesNotContain("keys", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bot_id", "B0OTHER")]
    [InlineData("subtype", "message_changed")]
    public async Task What_an_app_wrote_or_somebody_edited_gives_no_orders(string field, string value)
    {
        await using var slack = new SlackDriver();

        await slack.EventAsync(new Dictionary<string, string> { ["type"] = "app_mention", ["user"] = "U0COMMANDER", ["text"] = "<@U0BOTEXMPL1> p1 checkout", ["ts"] = "1.1", ["channel"] = "C0INCIDENTS", [field] = value });

        Assert.Empty(slack.Store.Saved);
    }

    [Fact]
    public async Task Not_saved_is_not_acknowledged_so_Slack_sends_it_again_and_then_it_is_done()
    {
        await using var slack = new SlackDriver();
        var mention = new { type = "app_mention", user = "U0COMMANDER", text = $"<@{SlackDriver.BotUser}> p1 checkout is down", ts = "1790000110.000100", channel = "C0INCIDENTS" };
        slack.Store.InsteadOfSaving = _ => new CommitResult.NotSaved("The disk is full.");

        Assert.Equal(500, (await slack.EventAsync(mention)).Status);
        slack.Store.InsteadOfSaving = null;

        Assert.Equal(200, (await slack.EventAsync(mention)).Status);
        Assert.Single(slack.Store.Saved);
    }

    [Fact]
    public async Task Eyes_on_the_card_acknowledge_and_anything_else_does_not()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down", user: "U0STRANGER");
        await OwnAsync(slack, Keys.Owner(new MessageRef("slack", "C0INCIDENTS", "1790000010.000100")));

        await slack.EventAsync(Reaction("tada"), "Ev1");
        Assert.True(slack.Store.Incident(1).AwaitsAcknowledgement);
        await slack.EventAsync(Reaction("eyes"), "Ev2");

        Assert.Equal("mo", slack.Store.Incident(1).Commander);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("replies")]
    public async Task A_pin_on_a_message_of_the_room_puts_its_words_into_the_timeline(string where)
    {
        await using var slack = await InARoomAsync();
        Says(slack, where, "rolled back <https://git.example/r/1|r/1> &amp; watching");

        Assert.Equal(200, (await slack.EventAsync(Reaction("pushpin", Room.Id), "Ev1")).Status);
        await slack.EventAsync(Reaction("pushpin", Room.Id), "Ev1");

        var noted = Assert.Single(slack.Store[StreamId.Of(new IncidentId(1))].Events, entry => entry.Event is Noted);
        Assert.Equal(("📌 Jo Lindqvist: rolled back https://git.example/r/1 & watching", "mo"), (((Noted)noted.Event).Text, noted.By.Id));
    }

    [Fact]
    public async Task A_bulb_on_a_message_of_the_room_is_a_lesson_and_taking_it_off_offers_to_take_it_back()
    {
        await using var slack = await InARoomAsync();
        Says(slack, "history", "the alert came\\n  too late");

        await slack.EventAsync(Reaction("bulb", Room.Id), "Ev1");
        await slack.EventAsync(Reaction("bulb", Room.Id), "Ev1");
        Assert.Equal("Jo Lindqvist: the alert came too late", Assert.Single(slack.Store.Incident(1).Lessons).Text);

        await slack.EventAsync(Reaction("bulb", Room.Id, added: false), "Ev2");
        Assert.Single(slack.Store.Incident(1).Lessons);
        var button = await OfferedAsync(slack, "Take the lesson back");
        await slack.PressAsync(button.GetProperty("value").GetString()!);

        Assert.Empty(slack.Store.Incident(1).Lessons);
    }

    [Fact]
    public async Task A_pin_anywhere_else_is_only_a_pin()
    {
        await using var slack = await InARoomAsync();
        Says(slack, "history", "lunch?");

        Assert.Equal(200, (await slack.EventAsync(Reaction("pushpin", "C0OTHER001"), "Ev1")).Status);

        Assert.Empty(slack.Slack.Of("conversations.history"));
    }

    [Fact]
    public async Task A_pin_whose_words_Slack_does_not_give_comes_again()
    {
        await using var slack = await InARoomAsync();
        var known = slack.Slack.Answers;
        slack.Slack.Answers = call => call.Method.StartsWith("conversations.", StringComparison.Ordinal) ? "not json" : known(call);

        Assert.Equal(500, (await slack.EventAsync(Reaction("pushpin", Room.Id), "Ev1")).Status);
    }

    [Theory]
    [InlineData("mega", true, "update INC-1 public: the queue is full")]
    [InlineData("memo", true, "action INC-1 add the queue is full")]
    [InlineData("pushpin", false, "note INC-1 📌 taken back: Jo Lindqvist: the queue is full")]
    public async Task Other_reactions_and_taking_a_pin_off_offer_what_they_stand_for_and_do_nothing_by_themselves(string name, bool added, string line)
    {
        await using var slack = await InARoomAsync();
        Says(slack, "history", "the queue is full");
        var saved = slack.Store.Saved.Count;

        await slack.EventAsync(Reaction(name, Room.Id, added), "Ev1");

        Assert.Equal(line, (await OfferedAsync(slack, null)).GetProperty("value").GetString());
        Assert.Equal(saved, slack.Store.Saved.Count);
    }

    [Theory]
    [InlineData("event.message.channels.json", true)]
    [InlineData("event.message.thread-reply.json", true)]
    [InlineData("event.message.channels.same-message-as-app_mention.json", true)]
    [InlineData("event.message.own-bot-message.json", false)]
    [InlineData("event.message.message_changed.json", false)]
    [InlineData("event.message.message_deleted.json", false)]
    [InlineData("event.message.channel_topic.json", false)]
    [InlineData("event.member_joined_channel.json", false)]
    public async Task What_people_write_in_a_room_is_a_sign_of_life_and_nothing_else_is(string name, bool heard)
    {
        await using var slack = await InARoomAsync();
        await slack.PressAsync("ack INC-1");
        slack.Time.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(200, (await slack.PostAsync("events", Payloads.Bytes(name), "application/json")).Status);

        Assert.Equal(heard ? 1 : 0, slack.Store[StreamId.Of(new IncidentId(1))].Events.Count(entry => entry.Event is Spoke));
        Assert.DoesNotContain("rolled back", System.Text.Encoding.UTF8.GetString(slack.Store[StreamId.Of(new IncidentId(1))].Events[^1].Bytes.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_people_write_elsewhere_nothing_is_looked_up()
    {
        await using var slack = await InARoomAsync();
        await slack.CalledAsync("users.list");
        var asked = slack.Slack.Calls.Count;

        await slack.EventAsync(new { type = "message", user = "U0SOMEBODY", text = "lunch?", ts = "1790000110.000100", channel = "C0OTHER001" });
        await slack.KnowingAsync("U0ANYBODY");

        Assert.DoesNotContain(slack.Slack.Calls.Skip(asked), call => call.Fields.Values.Contains("U0SOMEBODY", StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_line_to_the_bot_is_done_though_the_same_message_was_a_sign_of_life_before()
    {
        await using var slack = await InARoomAsync();
        await slack.PressAsync("ack INC-1");
        slack.Time.Advance(TimeSpan.FromMinutes(4));
        var message = new { type = "message", user = "U0COMMANDER", text = $"<@{SlackDriver.BotUser}> note the disk is full", ts = "1790000110.000100", channel = Room.Id };

        await slack.EventAsync(message, "Ev1");
        await slack.EventAsync(new { type = "app_mention", message.user, message.text, message.ts, message.channel }, "Ev2");

        Assert.Contains(slack.Store[StreamId.Of(new IncidentId(1))].Events, entry => entry.Event is Noted { Text: "the disk is full" });
    }

    [Fact]
    public async Task A_sign_of_life_that_was_not_saved_comes_again()
    {
        await using var slack = await InARoomAsync();
        await slack.PressAsync("ack INC-1");
        slack.Time.Advance(TimeSpan.FromMinutes(4));
        slack.Store.InsteadOfSaving = _ => new CommitResult.NotSaved("The disk is full.");

        Assert.Equal(500, (await slack.PostAsync("events", Payloads.Bytes("event.message.channels.json"), "application/json")).Status);
    }

    [Fact]
    public async Task The_page_of_somebody_s_own_is_drawn_when_it_is_opened()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");

        await slack.EventAsync(new { type = "app_home_opened", user = "U0COMMANDER", tab = "home", channel = "D1" });

        var published = await slack.CalledAsync("views.publish");
        Assert.Equal("U0COMMANDER", published.Fields["user_id"]);
        Assert.Contains("checkout is down", published.Fields["view"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_whoever_opened_it_follows_what_changes_and_is_drawn_only_when_it_differs()
    {
        await using var slack = new SlackDriver();
        await slack.CalledAsync("users.list");
        await slack.EventAsync(new { type = "app_home_opened", user = "U0COMMANDER", tab = "home", channel = "D1" });
        await slack.CalledAsync("views.publish");

        await slack.SlashAsync("p1 checkout is down");
        await slack.SlashAsync("p2 search is slow");
        await DrawnAsync(2);
        await slack.SlashAsync("note INC-1 this is on no page");
        await slack.SlashAsync("cancel INC-2 a mistake");
        await DrawnAsync(3);

        // What changed in one burst is one drawing, and what is on no page is none.
        var drawn = slack.Slack.Of("views.publish").Select(call => call.Fields["view"]).ToList();
        Assert.Equal(3, drawn.Count);
        Assert.Contains("2 open incidents", drawn[1], StringComparison.Ordinal);
        Assert.Contains("1 open incident", drawn[2], StringComparison.Ordinal);

        async Task DrawnAsync(int times)
        {
            for (var tries = 0; slack.Slack.Of("views.publish").Count < times && tries < 400; tries++)
            {
                slack.Time.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            }
        }
    }

    [Fact]
    public async Task A_page_that_could_not_be_drawn_once_follows_all_the_same()
    {
        var desk = new MoodyDesk();
        await using var slack = new SlackDriver(desk);
        await slack.CalledAsync("users.list");
        await slack.EventAsync(new { type = "app_home_opened", user = "U0COMMANDER", tab = "home", channel = "D1" });
        await slack.CalledAsync("views.publish");

        for (var round = 0; round < 2; round++)
        {
            desk.Fails = round == 0;
            desk.Drawn = 0;
            await slack.Store.CommitAsync(new Change { Appends = [Core.Desk.IncidentWriter.Fence(History.Empty(new StreamId($"intake{round}")), Actor.Bot, slack.Time.GetUtcNow(), new DeclarationSeen("INC-1", "x"))] }, default);
            for (var tries = 0; desk.Drawn == 0 && tries < 400; tries++)
            {
                slack.Time.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            }

            Assert.True(desk.Drawn > 0, $"nothing was drawn in round {round}");
        }
    }

    /// <summary>Draws pages, and fails at it when told to.</summary>
    private sealed class MoodyDesk : Core.Desk.ICommandDesk
    {
        private volatile int _drawn;

        public bool Fails { get; set; }

        public int Drawn
        {
            get => _drawn;
            set => _drawn = value;
        }

        public ValueTask<Core.Desk.Answer> HandleAsync(Core.Desk.Inbound inbound, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<Core.Desk.Answer?> PrepareAsync(Core.Desk.Inbound inbound, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<Card> ViewAsync(string view, Actor viewer, Core.Roster.Membership membership, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _drawn);
            return Fails ? throw new InvalidOperationException("The archive is being rebuilt.") : ValueTask.FromResult(new Card($"page {_drawn}", "page"));
        }
    }

    [Fact]
    public async Task Nobody_who_never_opened_it_is_drawn_a_page()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        slack.Time.Advance(TimeSpan.FromMinutes(1));
        await slack.KnowingAsync("U0ANYBODY");

        Assert.Empty(slack.Slack.Of("views.publish"));
    }

    [Fact]
    public async Task What_becomes_of_a_room_stands_in_its_timeline_and_of_other_channels_nothing()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        await OwnAsync(slack, Keys.Owner(Room));
        var saved = slack.Store.Saved.Count;

        await slack.EventAsync(new { type = "channel_archive", channel = "C0OTHER001", user = "U0COMMANDER" }, "Ev1");
        Assert.Equal(saved, slack.Store.Saved.Count);

        await slack.EventAsync(new { type = "channel_archive", channel = Room.Id, user = "U0COMMANDER" }, "Ev2");
        await slack.EventAsync(new { type = "channel_rename", channel = new { id = Room.Id, name = "inc-1-new" } }, "Ev3");

        Assert.Equal(
            ["The room was archived in Slack.", "The room is called #inc-1-new in Slack now."],
            slack.Store[StreamId.Of(new IncidentId(1))].Events.Select(entry => entry.Event).OfType<Noted>().Select(noted => noted.Text));
    }

    [Fact]
    public async Task A_room_whose_id_changes_is_still_the_room()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        await OwnAsync(slack, Keys.Owner(Room));

        await slack.EventAsync(new { type = "channel_id_changed", old_channel_id = Room.Id, new_channel_id = "C0NEW00001" });

        Assert.Equal("Noted on INC-1.", (await slack.SlashAsync("note here", channel: "C0NEW00001")).Text);
        Assert.Equal("C0NEW00001", DocumentContent.Of(await slack.Store.FindAsync(Keys.Room(new StreamId("INC-1"), "slack"), default))!.Place!.Id);
    }

    [Fact]
    public async Task A_room_that_gets_another_id_is_linked_by_it_on_every_card()
    {
        await using var slack = new SlackDriver();
        slack.Store.Add(An.Incident().Numbered(1).P1().In("slack").AcknowledgedBy(Some.Anna).With(new RoomOpened("slack", Room.Id, "inc-1-checkout")).History());
        await slack.Store.CommitAsync(new Change { Documents = [new DocumentContent(Stream: "INC-1").Under(Keys.Owner(Room)), new DocumentContent(Place: Room).Under(Keys.Room(new StreamId("INC-1"), "slack"))] }, default);

        await slack.EventAsync(new { type = "channel_id_changed", old_channel_id = Room.Id, new_channel_id = "C0NEW00001" }, "Ev1");
        await slack.EventAsync(new { type = "channel_id_changed", old_channel_id = Room.Id, new_channel_id = "C0NEW00001" }, "Ev2");

        Assert.Equal("C0NEW00001", slack.Store.Incident(1).RoomIds["slack"]);
        Assert.Single(slack.Store[new StreamId("INC-1")].Events, entry => entry.Event is RoomOpened { Moved: true });
        Assert.Single(slack.Store.Unsettled, row => row.Operation is Operation.Edit { Body: Body.Live { View: Views.Announcement } });
        Assert.Contains("#C0NEW00001", (await slack.SlashAsync("status INC-1")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_of_what_was_raised_that_gets_another_id_leaves_its_thread_where_it_is()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p3 checkout is slow");
        var stream = new StreamId("INC-1");
        var (thread, room) = (new PlaceRef("slack", "C0INCIDENTS;thread=1"), new PlaceRef("slack", "C0RAISED001"));
        await slack.Store.CommitAsync(
            new Change
            {
                Documents =
                [
                    new DocumentContent(Place: thread).Under(Keys.Room(stream, "slack")),
                    new DocumentContent(Place: room).Under(Keys.RaisedRoom(stream, "slack")),
                    new DocumentContent(Stream: "INC-1").Under(Keys.Owner(room)),
                ],
            },
            default);

        await slack.EventAsync(new { type = "channel_id_changed", old_channel_id = room.Id, new_channel_id = "C0NEW00001" });

        Assert.Equal("C0NEW00001", DocumentContent.Of(await slack.Store.FindAsync(Keys.RaisedRoom(stream, "slack"), default))!.Place!.Id);
        Assert.Equal(thread, DocumentContent.Of(await slack.Store.FindAsync(Keys.Room(stream, "slack"), default))!.Place);
    }

    [Theory]
    [InlineData("event.tokens_revoked.json", "token was revoked")]
    [InlineData("event.app_uninstalled.json", "removed from the Slack workspace")]
    public async Task Being_thrown_out_is_seen_by_the_doctor(string name, string what)
    {
        await using var slack = new SlackDriver();
        Assert.Empty(slack.Inbound.Findings());

        await slack.PostAsync("events", Payloads.Bytes(name), "application/json");

        Assert.Contains(what, Assert.Single(slack.Inbound.Findings(), finding => finding.Level != Core.Doctor.Level.Good).What, StringComparison.Ordinal);
        Assert.Contains(what, Assert.Single(slack.Inbound.Troubles), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event.tokens_revoked.json")]
    [InlineData("event.app_uninstalled.json")]
    public async Task Being_thrown_out_of_another_workspace_is_no_concern_of_ours(string name)
    {
        await using var slack = new SlackDriver();
        await slack.CalledAsync("users.list");
        var other = System.Text.Encoding.UTF8.GetString(Payloads.Bytes(name)).Replace("T0EXAMPLE01", "T0OTHER0001", StringComparison.Ordinal);

        await slack.PostAsync("events", System.Text.Encoding.UTF8.GetBytes(other), "application/json");

        Assert.Empty(slack.Inbound.Troubles);
    }

    [Fact]
    public async Task Thrown_out_the_bot_does_what_it_is_told_and_says_that_nobody_sees_it()
    {
        await using var slack = new SlackDriver();
        await slack.CalledAsync("users.list");
        await slack.PostAsync("events", Payloads.Bytes("event.tokens_revoked.json"), "application/json");
        var asked = slack.Slack.Calls.Count;

        var declared = await slack.SlashAsync("p1 checkout is down");
        var form = await slack.SlashAsync("new");

        Assert.Equal("checkout is down", slack.Store.Incident(1).Title);
        Assert.StartsWith("INC-1 declared", declared.Text, StringComparison.Ordinal);
        Assert.Contains("token was revoked in Slack: cards and messages wait", declared.Text, StringComparison.Ordinal);
        Assert.Contains("so no form can be opened", form.Text, StringComparison.Ordinal);
        Assert.Equal(asked, slack.Slack.Calls.Count);
    }

    [Fact]
    public async Task A_token_that_Slack_takes_again_ends_the_alarm()
    {
        await using var slack = new SlackDriver();
        await slack.CalledAsync("users.list");
        await slack.PostAsync("events", Payloads.Bytes("event.tokens_revoked.json"), "application/json");
        slack.Time.Advance(TimeSpan.FromSeconds(31));

        await slack.EventAsync(new { type = "app_home_opened", user = "U0COMMANDER", tab = "home", channel = "D1" });
        await slack.CalledAsync("views.publish");
        await slack.KnowingAsync("U0ANYBODY");

        Assert.Empty(slack.Inbound.Troubles);
        Assert.DoesNotContain("wait", (await slack.SlashAsync("p1 checkout is down")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_for_another_app_is_not_ours()
    {
        await using var slack = new SlackDriver();
        await slack.CalledAsync("users.list");

        var body = Payloads.Text("event.app_mention.json").Replace(SlackDriver.App, "A0ANOTHER01", StringComparison.Ordinal);

        Assert.Equal(401, (await slack.PostAsync("events", System.Text.Encoding.UTF8.GetBytes(body), "application/json")).Status);
    }

    /// <summary>The button that somebody was shown for their eyes only.</summary>
    private static async Task<System.Text.Json.JsonElement> OfferedAsync(SlackDriver slack, string? label)
    {
        for (var tries = 0; ; tries++)
        {
            await slack.CalledAsync("chat.postEphemeral");
            foreach (var call in slack.Slack.Of("chat.postEphemeral").Where(call => call.Fields.ContainsKey("blocks")))
            {
                foreach (var block in System.Text.Json.JsonDocument.Parse(call.Fields["blocks"]).RootElement.EnumerateArray().Where(block => block.GetProperty("type").GetString() is "actions"))
                {
                    if (label is null || block.GetProperty("elements")[0].GetProperty("text").GetProperty("text").GetString() == label)
                    {
                        return block.GetProperty("elements")[0];
                    }
                }
            }

            Assert.True(tries < 400, $"nobody was offered '{label}'");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    private static object Reaction(string name, string channel = "C0INCIDENTS", bool added = true) =>
        new { type = added ? "reaction_added" : "reaction_removed", user = "U0COMMANDER", reaction = name, item = new { type = "message", channel, ts = "1790000010.000100" } };

    private static async Task<SlackDriver> InARoomAsync()
    {
        var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        await OwnAsync(slack, Keys.Owner(Room));
        return slack;
    }

    private static void Says(SlackDriver slack, string where, string text)
    {
        var known = slack.Slack.Answers;
        slack.Slack.Answers = call =>
            string.Equals(call.Method, $"conversations.{where}", StringComparison.Ordinal) ? $$$"""{"ok":true,"messages":[{"type":"message","user":"U0RESPONDR2","ts":"1790000010.000100","text":"{{{text}}}"}]}"""
            : call.Method.StartsWith("conversations.", StringComparison.Ordinal) ? """{"ok":true,"messages":[]}"""
            : known(call);
    }

    private static async Task OwnAsync(SlackDriver slack, string key) => await slack.Store.CommitAsync(new Change { Documents = [new DocumentContent(Stream: "INC-1").Under(key)] }, default);
}
