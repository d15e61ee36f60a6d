using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Messages;

public sealed class IncidentLinksTests
{
    private static readonly PlaceRef Three = new("slack", "C3");

    private readonly Delivered _one = new Delivered(An.Incident().P1()).HavingRoom();

    public IncidentLinksTests()
    {
        _one.Store.Add(An.Incident().Numbered(3).P1().History());
        _one.Store.Add(An.Incident().Numbered(4).P1().Private().History());
        _one.Store.Add(An.Incident().Numbered(5).P3().History());
        _one.Store.Add(An.Incident().Numbered(6).P3().History());
        _one.Having(Keys.Room(new StreamId("INC-3"), "slack"), new DocumentContent(Place: Three))
            .Having(Keys.Room(new StreamId("INC-4"), "slack"), new DocumentContent(Place: new PlaceRef("slack", "G4")))
            .Having(Keys.Message(new StreamId("INC-5"), "card", "slack"), new DocumentContent(Message: new MessageRef("slack", "C0INC", "17.5")));
    }

    [Fact]
    public async Task A_known_incident_becomes_a_link_to_its_room_and_without_one_to_its_card() =>
        Assert.Equal(
            [new Span.Words("same as "), new Span.Elsewhere("INC-3", Three), new Span.Words(", or "), new Span.Elsewhere("inc-5", new PlaceRef("slack", "C0INC"), "17.5"), new Span.Words("?")],
            await SpansOfAsync("same as INC-3, or inc-5?"));

    [Theory]
    [InlineData("INC-7 itself")]
    [InlineData("INC-4 is private")]
    [InlineData("INC-6 has no place yet")]
    [InlineData("INC-99 does not exist")]
    [InlineData("#inc-3-checkout and INC-3x and xINC-3 and /INC-3")]
    [InlineData("say `ack INC-3` now")]
    [InlineData("INC-99999999999999999999")]
    public async Task Everything_else_stays_words(string text) => Assert.Equal([new Span.Words(text)], await SpansOfAsync(text));

    [Fact]
    public async Task Hostile_words_around_it_stay_words() =>
        Assert.Equal(
            [new Span.Words("<!channel> <https://evil.example|"), new Span.Elsewhere("INC-3", Three), new Span.Words("> *x*")],
            await SpansOfAsync("<!channel> <https://evil.example|INC-3> *x*"));

    [Fact]
    public async Task Facts_of_the_live_card_are_linked_too()
    {
        var one = new Delivered(An.Incident().P1().AcknowledgedBy(Anna).Says("cause the move of INC-3 took the database", Anna)).HavingRoom();
        one.Store.Add(An.Incident().Numbered(3).P1().History());
        one.Having(Keys.RaisedRoom(new StreamId("INC-3"), "slack"), new DocumentContent(Place: Three));

        await one.DeliverAsync(one.Row(new Operation.Post(Keys.Room(new StreamId("INC-7"), "slack"), null, new Body.Live(Views.Room))));

        Assert.Contains(new Span.Elsewhere("INC-3", Three), Assert.Single(one.Chat.Performed).Card!.Blocks.OfType<Block.Facts>().SelectMany(block => block.Items).SelectMany(fact => fact.Value));
    }

    [Theory]
    [InlineData("https://ci.example.com/runs/1?a=b", "ci.example.com", "https://ci.example.com/runs/1?a=b")]
    [InlineData("http://grafana.internal:3000/d/x", "grafana.internal:3000", "http://grafana.internal:3000/d/x")]
    [InlineData("https://bank.example.evil.example/bank.example", "bank.example.evil.example", "https://bank.example.evil.example/bank.example")]
    public void The_address_of_an_alert_is_a_link_under_the_host_it_leads_to(string url, string host, string link) =>
        Assert.Equal(new Span.Link(host, link), AlertCards.Link(url));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://ci.example.com@evil.example/")]
    [InlineData("//evil.example")]
    public void Any_other_kind_of_address_stays_words(string url) => Assert.Equal(new Span.Words(url), AlertCards.Link(url));

    private async Task<IReadOnlyList<Span>> SpansOfAsync(string text)
    {
        await _one.DeliverAsync(_one.Row(new Operation.Post(Keys.Room(new StreamId("INC-7"), "slack"), null, new Body.Fixed(new Card("x", "x") { Blocks = [Block.Text.Of(text)] }))));
        return Assert.IsType<Block.Text>(Assert.Single(Assert.Single(_one.Chat.Performed).Card!.Blocks)).Spans;
    }
}
