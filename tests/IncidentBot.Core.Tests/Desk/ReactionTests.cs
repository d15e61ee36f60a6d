using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Desk;

public sealed class ReactionTests
{
    private static readonly MessageRef Card = new("slack", "C0INCIDENTS", "1790000010.000100");

    private readonly World _world = new World().With(An.Incident().Numbered(7).P1());

    public ReactionTests() => _world.Store.CommitAsync(new Change { Documents = [new DocumentContent(Stream: "INC-7").Under(Keys.Owner(Card))] }, default).AsTask().GetAwaiter().GetResult();

    [Fact]
    public async Task Eyes_on_the_card_acknowledge()
    {
        var answer = await ReactAsync(CommandDesk.Eyes, Card);

        Assert.Equal("You acknowledged INC-7 and are commander. Next: Triage.", answer.Text);
    }

    [Fact]
    public async Task Eyes_anywhere_else_are_only_eyes()
    {
        var answer = await ReactAsync(CommandDesk.Eyes, Card with { Id = "1790000010.000200" });

        Assert.Equal("", answer.Text);
        Assert.True(_world.Store.Incident(7).AwaitsAcknowledgement);
    }

    [Fact]
    public async Task What_stands_for_nothing_does_nothing() => Assert.Equal("", (await ReactAsync("🎉", Card)).Text);

    [Fact]
    public async Task Taking_the_eyes_off_changes_nothing_and_offers_the_way_back()
    {
        await ReactAsync(CommandDesk.Eyes, Card);
        var version = _world.Store.Incident(7).Version;

        var answer = await ReactAsync(CommandDesk.Eyes, Card, added: false);

        Assert.Equal("lead INC-7 pass", Assert.Single(answer.Card!.Buttons).Line);
        Assert.Equal(version, _world.Store.Incident(7).Version);
    }

    private async Task<Answer> ReactAsync(string emoji, MessageRef message, bool added = true) =>
        await _world.Desk.HandleAsync(new Inbound(Delivery(), Anna, new PlaceRef("slack", message.Place), new Input.Reaction(emoji, message, added)), default);
}
