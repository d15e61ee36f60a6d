using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Desk;

/// <summary>An edge that may not know of private incidents is answered as if there were none, whoever types and wherever.</summary>
public sealed class PrivateSightTests
{
    private static readonly PlaceRef Room = new("slack", "C7");

    private readonly World _world = new World().With(An.Incident().Numbered(7).P1().Titled("somebody read the mail").Private()).WithRoom(Room, 7);

    [Theory]
    [InlineData("status INC-7", false)]
    [InlineData("timeline INC-7", false)]
    [InlineData("ack INC-7", false)]
    [InlineData("note INC-7 hello", true)]
    [InlineData("status", true)]
    [InlineData("ack", true)]
    [InlineData("note hello", true)]
    public async Task It_is_told_what_it_would_be_told_without_that_incident(string line, bool inRoom)
    {
        var place = inRoom ? Room : World.Personal;

        var answer = await SayAsync(_world, line, place);

        Assert.Equal(await SayAsync(new World(), line, place), answer);
        Assert.Equal(AnswerKind.Refused, answer.Kind);
        Assert.DoesNotContain(_world.Store.Saved, change => change.Delivery is not null);
    }

    [Theory]
    [InlineData("status INC-7", false)]
    [InlineData("status", true)]
    public async Task An_edge_that_may_know_is_answered(string line, bool inRoom) =>
        Assert.Equal(AnswerKind.Shown, (await _world.SayAsync(line, Anna, where: inRoom ? Room : World.Personal)).Kind);

    [Fact]
    public async Task What_is_not_private_stays_in_sight()
    {
        var world = new World().With(An.Incident().Numbered(7).P1()).WithRoom(Room, 7);

        Assert.Equal(AnswerKind.Done, (await SayAsync(world, "ack", Room)).Kind);
    }

    private static async Task<Answer> SayAsync(World world, string line, PlaceRef place) => await world.Desk.HandleAsync(
        new Inbound(new DeliveryId("d-1"), Anna, place, new Input.Line(line)) { SeesPrivate = false },
        CancellationToken.None);
}
