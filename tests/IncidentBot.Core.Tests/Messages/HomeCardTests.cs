using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Messages;

public sealed class HomeCardTests
{
    [Fact]
    public async Task Somebody_s_page_shows_what_is_open_what_is_theirs_and_what_is_due()
    {
        var world = new World().With(An.Incident().Numbered(7).P1().AcknowledgedBy(Anna).Says("action add @ben due 2026-03-09 alert on queue depth", Anna));

        var card = await world.Desk.ViewAsync(Views.Home, Ben, Membership.Member, default);

        var facts = card.Blocks.OfType<Block.Facts>().Select(block => string.Join(' ', block.Items.Select(item => item.Name + string.Concat(item.Value.OfType<Span.Words>().Select(words => $" {words.Value}"))))).ToList();
        Assert.Equal("1 open incident", card.Title);
        Assert.Contains("INC-7 · P1", facts[0], StringComparison.Ordinal);
        Assert.Contains("alert on queue depth", facts[1], StringComparison.Ordinal);
        Assert.Contains("resolve by", facts[2], StringComparison.Ordinal);
        Assert.Equal("declare", card.Buttons[0].Line);
    }

    [Fact]
    public async Task A_private_incident_stands_on_no_page_but_those_of_its_people()
    {
        var world = new World().With(An.Incident().Numbered(7).P1().Private());

        Assert.Equal("No open incidents", (await world.Desk.ViewAsync(Views.Home, Stranger, Membership.Member, default)).Title);
        Assert.Equal("1 open incident", (await world.Desk.ViewAsync(Views.Home, Anna, Membership.Member, default)).Title);
    }

    [Fact]
    public void A_guest_is_not_asked_to_declare() => Assert.Empty(HomeCard.Draw([], new Actor("slack/U9", "Gast"), mayDeclare: false).Buttons);
}
