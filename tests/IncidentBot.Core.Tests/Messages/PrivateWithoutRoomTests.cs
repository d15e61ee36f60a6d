using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Messages;

/// <summary>What is private has no other place than its room: where that is missing, each of its people is told in a conversation of their own.</summary>
public sealed class PrivateWithoutRoomTests
{
    private static readonly string Room = Keys.Room(new StreamId("INC-7"), "slack");

    private static readonly Outcome.Dead NotAllowed = new("Slack did not let the bot make a channel (restricted_action).", "A workspace administrator has to allow it.");

    [Fact]
    public async Task A_page_goes_to_each_of_its_people_directly_and_is_as_urgent_and_as_long_wanted_as_it_was()
    {
        var one = Roomless();
        var page = Page(one, "ben", "paul");

        Assert.IsType<Outcome.Dead>(await one.SettleAsync(page));

        var told = Whispers(one);
        Assert.Equal(["anna", "ben", "slack/U77"], told.Select(row => ((Operation.Whisper)row.Operation).Person).Order(StringComparer.Ordinal));
        Assert.All(told, row => Assert.Equal(
            (page.Urgency, page.Repeat, page.OnlyIf, page.GiveUpAt, page.At, "slack", "the page"),
            (row.Urgency, row.Repeat, row.OnlyIf, row.GiveUpAt, row.At, row.Target, ((Body.Fixed)((Operation.Whisper)row.Operation).Body).Card.Summary)));
        Assert.Equal(told.Count, told.Select(row => row.Lane).Distinct().Count());
        Assert.All(told, row => Assert.Empty(row.Needs));
    }

    [Fact]
    public async Task The_timeline_says_why_and_who_was_told_directly()
    {
        var one = Roomless();

        await one.SettleAsync(Page(one, "ben"));

        var entry = one.Store[new StreamId("INC-7")].Events[^1];
        Assert.Equal("Not delivered to slack: the page. There is no room: no rights Told directly instead: Sam, Anna, Ben.", TimelineWords.Of(entry));
    }

    [Fact]
    public async Task However_much_is_told_directly_the_card_has_one_line_that_counts_it_and_names_whom()
    {
        var one = Roomless();

        await one.SettleAsync(Page(one, "ben"));
        await one.SettleAsync(Page(one, "paul"));
        await one.SettleAsync(one.Notice());

        var line = Assert.Single(IncidentCards.Room(one.Incident).Lines(), line => line.Contains("irectly", StringComparison.Ordinal));
        Assert.Equal("Told directly, because no room in slack takes it: 3 messages, to Sam, Anna, Ben. There is no room: no rights What the entry about the room says mends it.", line);
        Assert.Empty(one.Incident.Undelivered);
    }

    [Fact]
    public async Task Whoever_comes_into_it_later_hears_first_what_it_is_and_that_it_has_no_room_and_hears_it_once()
    {
        var one = new Delivered(An.Incident().P1().Private().DeclaredBy(Stranger));
        one.Chat.Answering(NotAllowed);
        await one.SettleAsync(one.Row(new Operation.OpenRoom(Room, "inc-7", "x", Private: true)));
        one.Having(Room, new DocumentContent(GoneBecause: NotAllowed.Why));
        var before = Whispers(one).Count;

        await one.SettleAsync(one.Row(new Operation.Invite(Room, ["ben", "anna", "slack/U77"])));
        await one.SettleAsync(one.Row(new Operation.Invite(Room, ["ben"])));

        var told = Assert.Single(Whispers(one).Skip(before));
        var (person, card) = (((Operation.Whisper)told.Operation).Person, ((Body.Fixed)((Operation.Whisper)told.Operation).Body).Card);
        Assert.Equal(("ben", "INC-7 · P1 · checkout is down: it has no room"), (person, card.Title));
        Assert.Contains(card.Lines(), line => line.Contains("(restricted_action)", StringComparison.Ordinal));
        Assert.Contains(card.Buttons, button => button is { Label: "Show it", Line: "status INC-7" });
        Assert.Equal(["Ben"], Assert.Single(one.Store[new StreamId("INC-7")].Events.Select(entry => entry.Event).OfType<DeliveryFailed>(), failed => failed.What == DeliveryFailed.Invitation).Directly);
    }

    [Fact]
    public async Task That_there_is_no_room_is_told_to_the_declarer_and_to_who_is_on_call_with_what_mends_it()
    {
        var one = new Delivered(An.Incident().P1().Private().DeclaredBy(Stranger));
        one.Chat.Answering(NotAllowed);

        await one.SettleAsync(one.Row(new Operation.OpenRoom(Room, "inc-7", "x", Private: true)));

        var told = Whispers(one);
        Assert.Equal(["slack/U77", "anna"], told.Select(row => ((Operation.Whisper)row.Operation).Person));
        var card = ((Body.Fixed)((Operation.Whisper)told[0].Operation).Body).Card;
        Assert.Equal("INC-7 · P1 · checkout is down: it has no room", card.Title);
        Assert.Contains("Slack did not let the bot make a channel (restricted_action). A workspace administrator has to allow it.", card.Lines());
        Assert.Contains(card.Buttons, button => button.Line == "status INC-7");
    }

    [Fact]
    public async Task A_room_that_the_bot_is_no_longer_let_into_is_as_good_as_none()
    {
        var one = new Delivered(An.Incident().P1().Private().AcknowledgedBy(Ben)).HavingRoom();
        one.Chat.Answering(new Outcome.Dead("The bot cannot write in the room (not_in_channel).", "Invite the bot.", NoPlace: true));

        await one.SettleAsync(one.Notice());

        Assert.Equal(["ben", "anna"], Whispers(one).Select(row => ((Operation.Whisper)row.Operation).Person));
    }

    [Fact]
    public async Task What_everybody_may_see_and_what_a_chat_cannot_take_at_all_is_told_to_nobody_directly()
    {
        var open = new Delivered(An.Incident().P1().AcknowledgedBy(Ben)).HavingRoom();
        open.Chat.Answering(new Outcome.Dead("x", "y", NoPlace: true));
        await open.SettleAsync(open.Notice());

        var refused = new Delivered(An.Incident().P1().Private().AcknowledgedBy(Ben)).HavingRoom();
        refused.Chat.Answering(new Outcome.Dead("invalid_blocks", "Please report it."));
        await refused.SettleAsync(refused.Notice());

        var card = Roomless();
        await card.SettleAsync(card.Row(new Operation.Post(Room, Keys.RoomCard(new StreamId("INC-7"), "slack"), new Body.Live(Views.Room))));

        Assert.All([open, refused, card], one => Assert.Empty(Whispers(one)));
    }

    [Fact]
    public async Task What_is_told_to_one_person_needs_no_place_and_is_not_told_further_when_it_fails()
    {
        var one = Roomless();
        one.Chat.Answering(new Outcome.Dead("Slack does not know this person.", "Add their id.", NoPlace: true));

        await one.SettleAsync(one.Row(new Operation.Whisper("anna", new Body.Fixed(new Card("Heading", "for Anna")))));

        Assert.Null(Assert.Single(one.Chat.Performed).Place);
        Assert.Empty(Whispers(one));
        Assert.Equal("a message to one person", Assert.Single(one.Incident.Undelivered).What);
    }

    [Fact]
    public async Task A_page_that_somebody_has_answered_meanwhile_reaches_nobody_any_more()
    {
        var one = new Delivered(An.Incident().P1().Private().AcknowledgedBy(Anna)).Having(Room, new DocumentContent(GoneBecause: "no rights"));

        Assert.IsType<Outcome.Dropped>(await one.DeliverAsync(one.Row(new Operation.Whisper("ben", new Body.Fixed(new Card("Heading", "x"))), onlyIf: Conditions.Unacknowledged)));
    }

    private static Delivered Roomless() => new Delivered(An.Incident().P1().Private().DeclaredBy(Stranger)).Having(Room, new DocumentContent(GoneBecause: "no rights"));

    private static OutboxRow Page(Delivered one, params string[] people) =>
        one.Row(new Operation.Post(Room, null, new Body.Fixed(new Card("Page", "the page") { Blocks = [Block.Text.Of([.. people.Select(person => new Span.Mention(person, person))])] })), Repeat.MayRepeat, Conditions.UnacknowledgedAs(Severity.P1)) with { Urgency = Urgency.Page };

    private static List<OutboxRow> Whispers(Delivered one) => [.. one.Store.Unsettled.Where(row => row.Operation is Operation.Whisper)];
}
