using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using Xunit;

namespace IncidentBot.Simulation.Tests;

public sealed class TranscriptChatTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly StringWriter _out = new();
    private readonly TranscriptChat _chat;

    public TranscriptChatTests() => _chat = new TranscriptChat(_out, TimeZoneInfo.Utc, new Simulation.Time.VirtualClock(Noon));

    [Fact]
    public async Task A_room_a_post_and_its_change_are_seen_in_the_terminal()
    {
        var opened = Assert.IsType<Outcome.Sent>(await Perform("INC-1/1/1", new Operation.OpenRoom("place/INC-1/room@terminal", "inc-1-down", "INC-1", false)));
        var card = new Card("INC-1", "INC-1") { Blocks = [Block.Text.Of("before")] };
        var posted = Assert.IsType<Outcome.Sent>(await Perform("INC-1/1/2", new Operation.Post("place/INC-1/room@terminal", null, new Body.Fixed(card)), card, opened.Place));
        var changed = card with { Blocks = [Block.Text.Of("after")] };
        await Perform("INC-1/2/0", new Operation.Edit("key", new Body.Fixed(changed)), changed, message: posted.Message);

        var text = _out.ToString();
        Assert.Contains("# inc-1-down", text, StringComparison.Ordinal);
        Assert.Contains("│ before", text, StringComparison.Ordinal);
        Assert.Contains("(changes the card of 12:00)", text, StringComparison.Ordinal);
        Assert.Contains("│ after", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_of_an_earlier_process_is_drawn_whole_when_it_changes()
    {
        var card = new Card("INC-1", "INC-1") { Blocks = [Block.Text.Of("today")] };

        Assert.IsType<Outcome.Sent>(await Perform("INC-1/2/0", new Operation.Edit("key", new Body.Fixed(card)), card, message: new MessageRef("terminal", "inc-1-down", "INC-1/1/2")));

        Assert.Contains("┌─ INC-1", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_tells_what_this_terminal_has_shown()
    {
        var card = new Card("INC-1", "INC-1");
        var post = new Operation.Post("#incidents@terminal", null, new Body.Fixed(card));
        await Perform("INC-1/1/0", post, card);

        Assert.IsType<Outcome.Sent>(await _chat.ReconcileAsync(Delivery("INC-1/1/0", post, card, null, null), CancellationToken.None));
        Assert.IsType<Outcome.NotThere>(await _chat.ReconcileAsync(Delivery("INC-1/9/0", post, card, null, null), CancellationToken.None));
    }

    private async Task<Outcome> Perform(string id, Operation operation, Card? card = null, PlaceRef? place = null, MessageRef? message = null) =>
        await _chat.PerformAsync(Delivery(id, operation, card, place, message), CancellationToken.None);

    private static Delivery Delivery(string id, Operation operation, Card? card, PlaceRef? place, MessageRef? message)
    {
        var row = new OutboxRow(new RowId(id), new StreamId("INC-1"), "terminal", "terminal:INC-1/room", Urgency.Update, operation, [], null, null, Repeat.Never, Noon.AddDays(1), Noon);
        return new Delivery(new Claimed(row, 1, 1, Noon, false), place, message, card);
    }
}
