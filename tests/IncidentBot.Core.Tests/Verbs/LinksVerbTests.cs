using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class LinksVerbTests
{
    [Fact]
    public async Task Every_chats_room_is_named()
    {
        var past = An.Incident().P1().In("slack", "teams").With(new RoomOpened("slack", "C7", "inc-7-checkout-is-down")).With(new RoomOpened("teams", "T7", "INC-7"));

        var answer = await new World().With(past).SayAsync("links INC-7");

        Assert.Equal((AnswerKind.Shown, new IncidentId(7)), (answer.Kind, answer.Incident!.Value));
        Assert.Equal([("Room (slack)", "#inc-7-checkout-is-down"), ("Room (teams)", "#INC-7")], answer.Facts().Select(fact => (fact.Key, fact.Value)));
        Assert.Equal(new Span.Elsewhere("#inc-7-checkout-is-down", new PlaceRef("slack", "C7")), Assert.IsType<Block.Facts>(answer.Card!.Blocks[0]).Items[0].Value[0]);
    }

    [Fact]
    public async Task Before_there_is_a_room_the_timeline_is_named_instead()
    {
        var answer = await new World().With(An.Incident().P1()).SayAsync("links INC-7");

        Assert.Equal((AnswerKind.Shown, "INC-7 has no room yet."), (answer.Kind, answer.Text));
        Assert.Contains("`timeline INC-7`", answer.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thread_is_called_a_thread_and_not_by_the_name_of_a_room_that_is_not_there()
    {
        var world = new World().With(An.Incident().P3().With(new RoomOpened("slack", "C0INCIDENTS/1.1", "inc-7-checkout-is-down", IsThread: true)));

        Assert.Equal("the thread of its card", (await world.SayAsync("links INC-7")).Facts()["Room (slack)"]);
        Assert.Equal("the thread of its card (slack)", (await world.SayAsync("status INC-7")).Facts()["Room"]);
    }

    [Fact]
    public async Task What_was_raised_out_of_its_thread_has_a_room()
    {
        var world = new World().With(An.Incident().P3().With(new RoomOpened("slack", "C0INCIDENTS/1.1", "inc-7", IsThread: true)).With(new RoomOpened("slack", "C7", "inc-7", FromThread: true)));

        Assert.Equal("#inc-7", (await world.SayAsync("links INC-7")).Facts()["Room (slack)"]);
    }
}
