using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Moq;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Messages;

public sealed class DeliveringTests
{
    private static readonly string Room = Keys.Room(new StreamId("INC-7"), "slack");
    private static readonly string Card = Keys.Message(new StreamId("INC-7"), "card", "slack");

    private const string RaisedRoom = "place/INC-7/raised@slack";

    private static Operation.OpenRoom Raising => new(RaisedRoom, "inc-7", "x", Private: false, ElseThreadOf: Card, From: Room);

    [Fact]
    public async Task A_notice_goes_into_the_incidents_room()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();

        Assert.IsType<Outcome.Sent>(await one.DeliverAsync(one.Notice()));

        var delivery = Assert.Single(one.Chat.Performed);
        Assert.Equal(new PlaceRef("slack", "C7"), delivery.Place);
        Assert.Equal("a notice", delivery.Card?.Summary);
        Assert.Empty(one.Chat.Reconciled);
    }

    [Fact]
    public async Task A_live_card_is_drawn_from_the_state_at_the_moment_of_sending()
    {
        var one = new Delivered(An.Incident().P1().AcknowledgedBy(Anna)).HavingRoom();

        await one.DeliverAsync(one.Row(new Operation.Post(Room, null, new Body.Live(Views.Room))));

        Assert.Contains("Triage", Assert.Single(one.Chat.Performed).Card!.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_nobody_wants_any_more_is_dropped_before_it_leaves(bool mustReconcile)
    {
        var one = new Delivered(An.Incident().P1().AcknowledgedBy(Anna)).HavingRoom();

        Assert.IsType<Outcome.Dropped>(await one.DeliverAsync(one.Notice(Repeat.MayRepeat, Conditions.Unacknowledged), attempt: 2, mustReconcile));

        Assert.Empty(one.Chat.Performed);
    }

    [Fact]
    public async Task An_unclear_page_that_nobody_wants_any_more_is_not_repeated_even_when_the_chat_cannot_tell()
    {
        var one = new Delivered(An.Incident().P1().AcknowledgedBy(Anna)).HavingRoom();
        one.Chat.Finding(new Outcome.Unknown("no history"));

        Assert.IsType<Outcome.Dropped>(await one.DeliverAsync(one.Notice(Repeat.MayRepeat, Conditions.Unacknowledged), attempt: 2, mustReconcile: true));

        Assert.Empty(one.Chat.Performed);
    }

    [Fact]
    public async Task An_unclear_message_that_is_found_is_not_sent_again_whatever_the_state_is_now()
    {
        var one = new Delivered(An.Incident().P1().AcknowledgedBy(Anna)).HavingRoom();
        var found = new Outcome.Sent(new MessageRef("slack", "C7", "m1"));
        one.Chat.Finding(found);

        Assert.Equal(found, await one.DeliverAsync(one.Notice(Repeat.MayRepeat, Conditions.Unacknowledged), attempt: 2, mustReconcile: true));

        Assert.Empty(one.Chat.Performed);
    }

    [Fact]
    public async Task An_unclear_message_that_is_not_there_is_sent_unmarked()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();

        Assert.IsType<Outcome.Sent>(await one.DeliverAsync(one.Notice(), attempt: 2, mustReconcile: true));

        Assert.Single(one.Chat.Reconciled);
        Assert.Equal("Heading", Assert.Single(one.Chat.Performed).Card!.Title);
    }

    [Fact]
    public async Task Where_nobody_can_tell_what_may_repeat_is_sent_again_and_says_so()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        one.Chat.Finding(new Outcome.Unknown("this chat has no history"));

        Assert.IsType<Outcome.Sent>(await one.DeliverAsync(one.Notice(Repeat.MayRepeat), attempt: 2, mustReconcile: true));

        var card = Assert.Single(one.Chat.Performed).Card!;
        Assert.Equal("Heading (may repeat)", card.Title);
        Assert.Equal("a notice (may repeat)", card.Summary);
    }

    [Fact]
    public async Task Where_nobody_can_tell_everything_else_ends_dead_and_visible()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        one.Chat.Finding(new Outcome.Unknown("this chat has no history"));

        var dead = Assert.IsType<Outcome.Dead>(await one.DeliverAsync(one.Notice(), attempt: 2, mustReconcile: true));

        Assert.Contains("this chat has no history", dead.Why, StringComparison.Ordinal);
        Assert.Empty(one.Chat.Performed);
    }

    [Fact]
    public async Task A_chat_that_is_down_while_it_is_asked_says_nothing_and_is_asked_again()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        one.Chat.OnReconcile = (_, _) => throw new HttpRequestException("reset");

        Assert.IsType<Outcome.Unknown>(await one.DeliverAsync(one.Notice(), attempt: 2, mustReconcile: true));

        Assert.Empty(one.Chat.Performed);
    }

    [Theory]
    [InlineData(Repeat.Never)]
    [InlineData(Repeat.MayRepeat)]
    public async Task A_chat_that_asks_for_patience_while_it_is_asked_is_asked_again_at_its_time(Repeat repeat)
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        var patience = one.Time.GetUtcNow() + TimeSpan.FromMinutes(2);
        one.Chat.Finding(new Outcome.Later(patience, "429"));

        Assert.Equal(patience, Assert.IsType<Outcome.Unknown>(await one.DeliverAsync(one.Notice(repeat), attempt: 2, mustReconcile: true)).After);
        Assert.Empty(one.Chat.Performed);
    }

    [Fact]
    public async Task Asking_ends_in_the_end()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        one.Chat.OnReconcile = (_, _) => throw new HttpRequestException("reset");
        var claim = one.Claim(one.Notice(giveUpAfterMinutes: 1), attempt: 9, mustReconcile: true);
        one.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.IsType<Outcome.Dead>(await one.DeliverAsync(claim));
    }

    [Fact]
    public async Task An_edit_is_simply_repeated_without_asking()
    {
        var one = new Delivered(An.Incident().P1()).Having(Card, new DocumentContent(Message: new MessageRef("slack", "A", "m1")));

        Assert.IsType<Outcome.Sent>(await one.DeliverAsync(one.Row(new Operation.Edit(Card, new Body.Live(Views.Announcement))), attempt: 2, mustReconcile: true));

        Assert.Empty(one.Chat.Reconciled);
        Assert.Equal("m1", Assert.Single(one.Chat.Performed).Message?.Id);
    }

    [Fact]
    public async Task With_reconciling_switched_off_the_unclear_message_is_sent_twice()
    {
        var one = new Delivered(An.Incident().P1()) { Settings = new SenderSettings { Reconcile = false } }.HavingRoom();

        await one.DeliverAsync(one.Notice(), attempt: 2, mustReconcile: true);

        Assert.Empty(one.Chat.Reconciled);
        Assert.Single(one.Chat.Performed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_chat_that_does_not_answer_in_time_leaves_it_open(bool whileReconciling)
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        one.Chat.OnPerform = one.Chat.OnReconcile = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, one.Time, token);
            return new Outcome.Sent();
        };

        var delivering = one.DeliverAsync(one.Notice(), attempt: 2, mustReconcile: whileReconciling);
        one.Time.Advance(one.Settings.Timeout - TimeSpan.FromTicks(1));
        Assert.False(delivering.IsCompleted);
        one.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("No answer within 30 seconds.", Assert.IsType<Outcome.Unknown>(await delivering).Why);
    }

    [Fact]
    public async Task A_target_that_throws_leaves_it_open_and_its_message_is_not_repeated_to_people()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        var chat = new Mock<ITarget>(MockBehavior.Strict);
        chat.Setup(target => target.PerformAsync(It.IsAny<Delivery>(), It.IsAny<CancellationToken>())).Throws(new HttpRequestException("https://hooks.example/secret"));

        var unknown = Assert.IsType<Outcome.Unknown>(await one.Delivering.DeliverAsync(chat.Object, one.Claim(one.Notice()), one.Settings, default));

        Assert.DoesNotContain("secret", unknown.Why, StringComparison.Ordinal);
        chat.Verify(target => target.PerformAsync(It.Is<Delivery>(delivery => delivery.Card!.Summary == "a notice"), It.IsAny<CancellationToken>()), Times.Once);
        chat.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task A_client_with_a_time_out_of_its_own_counts_as_unclear_too()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        one.Chat.OnPerform = (_, _) => throw new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout");

        Assert.IsType<Outcome.Unknown>(await one.DeliverAsync(one.Notice()));
    }

    [Fact]
    public async Task Retry_after_is_obeyed_when_it_is_longer_than_the_own_back_off()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        var asked = one.Time.GetUtcNow() + TimeSpan.FromSeconds(42);
        one.Chat.Answering(new Outcome.Later(asked, "429"));

        Assert.Equal(asked, Assert.IsType<Outcome.Later>(await one.DeliverAsync(one.Notice())).After);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(9, 256)]
    [InlineData(10, 300)]
    [InlineData(1000, 300)]
    public async Task The_wait_doubles_to_five_minutes_and_spreads_by_at_most_a_quarter(int attempt, double seconds)
    {
        foreach (var outcome in new Outcome[] { new Outcome.Later(null, "503"), new Outcome.Unknown("reset"), new Outcome.Later(Noon, "in the past") })
        {
            var one = new Delivered(An.Incident().P1()).HavingRoom();
            one.Chat.Answering(outcome);

            var after = await one.DeliverAsync(one.Notice(), attempt) switch
            {
                Outcome.Later later => later.After,
                Outcome.Unknown unknown => unknown.After,
                _ => null,
            };

            Assert.InRange((after!.Value - one.Time.GetUtcNow()).TotalSeconds, seconds, seconds * 1.25);
        }
    }

    [Fact]
    public async Task After_its_time_a_message_is_not_tried_again_and_ends_dead()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        var claim = one.Claim(one.Notice(giveUpAfterMinutes: 1), attempt: 5);
        one.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<Outcome.Sent>(await one.DeliverAsync(claim));
        one.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Contains("doctor", Assert.IsType<Outcome.Dead>(await one.DeliverAsync(claim)).Mend, StringComparison.Ordinal);
        Assert.Single(one.Chat.Performed);
    }

    [Fact]
    public async Task What_may_repeat_does_not_repeat_for_ever()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        one.Chat.Finding(new Outcome.Unknown("no history"));
        var claim = one.Claim(one.Notice(Repeat.MayRepeat, giveUpAfterMinutes: 1), attempt: 9, mustReconcile: true);
        one.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.IsType<Outcome.Dead>(await one.DeliverAsync(claim));
        Assert.Empty(one.Chat.Performed);
    }

    [Fact]
    public async Task Without_a_room_a_notice_goes_to_the_announcement_channel()
    {
        var one = new Delivered(An.Incident().P1()).Having(Room, new DocumentContent(GoneBecause: "no rights to make channels"));

        Assert.IsType<Outcome.Sent>(await one.DeliverAsync(one.Notice()));

        Assert.Null(Assert.Single(one.Chat.Performed).Place);
    }

    [Fact]
    public async Task Without_a_room_nothing_private_is_said_anywhere_else()
    {
        var one = new Delivered(An.Incident().P1().Private()).Having(Room, new DocumentContent(GoneBecause: "no rights to make channels"));

        var dead = Assert.IsType<Outcome.Dead>(await one.DeliverAsync(one.Notice()));

        Assert.Contains("no rights to make channels", dead.Why, StringComparison.Ordinal);
        Assert.Empty(one.Chat.Performed);
    }

    [Fact]
    public async Task Without_a_room_nobody_is_invited_into_it()
    {
        var one = new Delivered(An.Incident().P1()).Having(Room, new DocumentContent(GoneBecause: "no rights"));

        Assert.IsType<Outcome.Dropped>(await one.DeliverAsync(one.Row(new Operation.Invite(Room, ["anna"]))));
        Assert.Empty(one.Chat.Performed);
    }

    [Fact]
    public async Task A_card_that_was_never_posted_cannot_be_edited()
    {
        var one = new Delivered(An.Incident().P1()).Having(Card, new DocumentContent(GoneBecause: "channel archived"));

        var outcome = await one.SettleAsync(one.Row(new Operation.Edit(Card, new Body.Live(Views.Announcement)), lane: "card"));

        Assert.Contains("channel archived", Assert.IsType<Outcome.Dead>(outcome).Why, StringComparison.Ordinal);
        Assert.Empty(one.Incident.Undelivered);
    }

    [Fact]
    public async Task A_chat_without_rooms_says_so_and_messages_find_their_way()
    {
        var one = new Delivered(An.Incident().P1());
        one.Chat.Answering(new Outcome.Unsupported());

        await one.SettleAsync(one.Row(new Operation.OpenRoom(Room, "inc-7", "x", Private: false)));

        Assert.Contains("slack has no rooms", Assert.Single(one.Incident.Undelivered).Why, StringComparison.Ordinal);
        one.Chat.OnPerform = null;
        Assert.IsType<Outcome.Sent>(await one.DeliverAsync(one.Notice()));
    }

    [Fact]
    public async Task What_a_chat_does_not_have_is_quietly_left_out()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        one.Chat.Answering(new Outcome.Unsupported());

        Assert.IsType<Outcome.Dropped>(await one.SettleAsync(one.Row(new Operation.Topic(Room, "x"))));
        Assert.Empty(one.Incident.Undelivered);
    }

    [Fact]
    public async Task A_room_that_was_opened_stands_in_the_timeline_and_belongs_to_its_incident()
    {
        var one = new Delivered(An.Incident().P1());

        await one.SettleAsync(one.Row(new Operation.OpenRoom(Room, "inc-7-checkout", "x", Private: false)));

        Assert.Equal("inc-7-checkout", one.Incident.Rooms["slack"]);
        var place = DocumentContent.Of(await one.Store.FindAsync(Room, default))!.Place!;
        Assert.Equal("INC-7", DocumentContent.Of(await one.Store.FindAsync(Keys.Owner(place), default))?.Stream);
    }

    [Fact]
    public async Task A_posted_card_can_be_found_again_under_its_key()
    {
        var one = new Delivered(An.Incident().P1());

        await one.SettleAsync(one.Row(new Operation.Post(Keys.Announcements("slack"), Card, new Body.Live(Views.Announcement))));

        Assert.Equal("m1", DocumentContent.Of(await one.Store.FindAsync(Card, default))?.Message?.Id);
    }

    [Fact]
    public async Task A_thread_is_opened_under_the_card_it_belongs_to()
    {
        var one = new Delivered(An.Incident().P3()).Having(Card, new DocumentContent(Message: new MessageRef("slack", "A", "m1")));

        await one.DeliverAsync(one.Row(new Operation.OpenRoom(Room, "inc-7", "x", Private: false, ThreadOf: Card)));

        Assert.Equal("m1", Assert.Single(one.Chat.Performed).Message?.Id);
    }

    [Fact]
    public async Task A_room_that_can_only_be_a_thread_says_so_in_the_timeline_and_to_its_people()
    {
        var one = new Delivered(An.Incident().P1()).Having(Card, new DocumentContent(Message: new MessageRef("slack", "A", "m1")));
        one.Chat.Answering(new Outcome.Sent(Place: new PlaceRef("slack", "A/m1"), Instead: "No rights to make channels."));

        await one.SettleAsync(one.Row(new Operation.OpenRoom(Room, "inc-7", "x", Private: false, ElseThreadOf: Card)));

        Assert.Equal("m1", Assert.Single(one.Chat.Performed).Else?.Id);
        Assert.Equal("A/m1", DocumentContent.Of(await one.Store.FindAsync(Room, default))?.Place?.Id);
        Assert.Empty(one.Incident.Rooms);
        var told = Assert.IsType<Operation.Post>(Assert.Single(one.Store.Unsettled, row => row.Operation is Operation.Post).Operation);
        Assert.Contains("No rights to make channels.", ((Body.Fixed)told.Body).Card.Blocks.OfType<Block.Text>().SelectMany(text => text.Spans).OfType<Span.Words>().Select(words => words.Value));
    }

    [Fact]
    public async Task A_room_that_takes_the_place_of_a_thread_says_so_and_commands_in_both_mean_the_incident()
    {
        var one = Raised();
        var thread = new PlaceRef("slack", "A/m1");
        one.Having(Keys.Owner(thread), new DocumentContent(Stream: "INC-7"));

        await one.SettleAsync(one.Row(Raising));

        Assert.Equal(thread, DocumentContent.Of(await one.Store.FindAsync(Room, default))?.Place);
        Assert.Equal("C-inc-7", DocumentContent.Of(await one.Store.FindAsync(RaisedRoom, default))?.Place?.Id);
        Assert.Equal(["INC-7", "INC-7"], new[] { thread, new PlaceRef("slack", "C-inc-7") }.Select(place => DocumentContent.Of(one.Store.FindAsync(Keys.Owner(place), default).AsTask().GetAwaiter().GetResult())?.Stream));
        Assert.Equal(2, one.Store.Unsettled.Count(row => row.Lane == "slack:INC-7/thread"));
    }

    [Fact]
    public async Task A_room_that_cannot_be_made_on_a_raise_leaves_the_incident_in_its_thread()
    {
        var one = Raised();
        one.Chat.Answering(new Outcome.Dead("no rights", "give them"));
        await one.SettleAsync(one.Row(Raising));
        one.Chat.OnPerform = null;

        await one.DeliverAsync(one.Row(new Operation.Post(RaisedRoom, null, new Body.Fixed(new Card("Heading", "a notice")))));

        Assert.Equal("A/m1", one.Chat.Performed[^1].Place?.Id);
        Assert.Equal("no rights", Assert.Single(one.Incident.Undelivered).Why);
        Assert.DoesNotContain(one.Store.Unsettled, row => row.Lane == "slack:INC-7/thread");
    }

    [Fact]
    public async Task Where_the_room_is_the_same_thread_again_nobody_is_sent_elsewhere()
    {
        var one = Raised();
        one.Chat.Answering(new Outcome.Sent(Place: new PlaceRef("slack", "A/m1"), Instead: "No rights to make channels."));

        await one.SettleAsync(one.Row(Raising));

        Assert.DoesNotContain(one.Store.Unsettled, row => row.Lane == "slack:INC-7/thread");
        Assert.Contains(one.Store.Unsettled, row => row.Operation is Operation.Post { Body: Body.Fixed { Card.Title: "INC-7: this thread is the room" } });
    }

    [Fact]
    public async Task While_the_card_is_on_its_way_a_thread_under_it_is_not_promised_and_without_it_never()
    {
        var open = new Operation.OpenRoom(Room, "inc-7", "x", Private: false, ElseThreadOf: Card);
        var early = new Delivered(An.Incident().P1());
        var never = new Delivered(An.Incident().P1()).Having(Card, new DocumentContent(GoneBecause: "channel archived"));

        await early.DeliverAsync(early.Row(open));
        await never.DeliverAsync(never.Row(open));

        Assert.Equal((null, false), (early.Chat.Performed[0].Else, early.Chat.Performed[0].NothingElse));
        Assert.Equal((null, true), (never.Chat.Performed[0].Else, never.Chat.Performed[0].NothingElse));
    }

    [Fact]
    public async Task A_card_that_was_posted_anew_is_found_under_its_key_from_then_on()
    {
        var one = new Delivered(An.Incident().P1()).Having(Card, new DocumentContent(Message: new MessageRef("slack", "A", "m1")));
        one.Chat.Answering(new Outcome.Sent(new MessageRef("slack", "A", "m2")));

        await one.SettleAsync(one.Row(new Operation.Edit(Card, new Body.Live(Views.Announcement)), lane: "card"));

        Assert.Equal("m2", DocumentContent.Of(await one.Store.FindAsync(Card, default))?.Message?.Id);
    }

    [Fact]
    public async Task A_chat_is_told_what_is_private()
    {
        var one = new Delivered(An.Incident().P1().Private()).HavingRoom();

        await one.DeliverAsync(one.Notice());

        Assert.True(Assert.Single(one.Chat.Performed).Private);
    }

    [Fact]
    public async Task A_message_that_died_is_told_in_the_other_chats_and_on_the_card()
    {
        var one = new Delivered(An.Incident().P1().In("slack", "teams")).HavingRoom();
        one.Chat.Answering(new Outcome.Dead("the channel is archived", "unarchive it"));

        await one.SettleAsync(one.Notice());

        Assert.Equal(("slack", "a notice"), (Assert.Single(one.Incident.Undelivered).Target, one.Incident.Undelivered[0].What));
        var told = Assert.Single(one.Store.Unsettled, row => row.Operation is Operation.Post);
        Assert.Equal(("teams", "teams:INC-7/failures"), (told.Target, told.Lane));
    }

    [Fact]
    public async Task News_of_a_failure_that_fails_too_is_not_told_again()
    {
        var one = new Delivered(An.Incident().P1().In("slack", "teams")).HavingRoom();
        one.Chat.Answering(new Outcome.Dead("down for good", "x"));
        var version = one.Incident.Version;

        await one.SettleAsync(one.Notice() with { Lane = "slack:INC-7/failures" });

        Assert.Equal(version, one.Incident.Version);
        Assert.Empty(one.Store.Unsettled);
    }

    [Fact]
    public async Task An_incident_that_does_not_exist_has_no_messages()
    {
        var one = new Delivered(An.Incident().P1());

        Assert.IsType<Outcome.Dead>(await one.DeliverAsync(one.Notice() with { Stream = new StreamId("INC-8") }));
    }

    [Fact]
    public async Task While_the_archive_is_rebuilt_the_message_waits()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        var claim = one.Claim(one.Notice());
        one.Store.WhileLoading = _ => throw new ArchiveRebuildingException(40);

        Assert.Contains("40 %", Assert.IsType<Outcome.Later>(await one.DeliverAsync(claim)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settlement_that_is_not_saved_says_so_and_one_whose_claim_is_lost_does_not_insist()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        var claim = one.Claim(one.Notice());

        one.Store.InsteadOfSaving = _ => new CommitResult.NotSaved("The disk is full.");
        Assert.False(await one.Delivering.SettleAsync(claim, new Outcome.Sent(), default));
        Assert.False(await one.Delivering.SettleAsync(claim, new Outcome.Dead("x", "y"), default));

        one.Store.InsteadOfSaving = _ => new CommitResult.Conflict();
        Assert.True(await one.Delivering.SettleAsync(claim, new Outcome.Sent(), default));
        Assert.True(await one.Delivering.SettleAsync(claim, new Outcome.Dead("x", "y"), default));
    }

    [Fact]
    public async Task A_settlement_that_meets_a_faster_writer_is_decided_again()
    {
        var one = new Delivered(An.Incident().P1()).HavingRoom();
        var claim = one.Claim(one.Notice());
        var conflicts = 2;
        one.Store.InsteadOfSaving = _ => conflicts-- > 0 ? new CommitResult.Conflict() : null;

        Assert.True(await one.Delivering.SettleAsync(claim, new Outcome.Dead("x", "y"), default));

        Assert.Single(one.Incident.Undelivered);
    }

    private static Delivered Raised() => new Delivered(An.Incident().P3().AcknowledgedBy(Some.Anna).Says("severity p2 worse", Some.Anna))
        .Having(Room, new DocumentContent(Place: new PlaceRef("slack", "A/m1")))
        .Having(Card, new DocumentContent(Message: new MessageRef("slack", "A", "m1")));
}
