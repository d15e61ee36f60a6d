using IncidentBot.Core.Alerts;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Messages;

/// <summary>What is shown when people begin to look for the cause, over the whole road from the line to the outbox.</summary>
public sealed class HandbookCardsTests
{
    private static readonly Handbook Handbook = new(
        [new Playbook("checkout", "Checkout trouble", ["checkout"], [], [new PlaybookStep("Look at the provider", "curl <https://x>")])],
        [new Link("Dashboard", "https://grafana.example.org/?a=1&b=2")]);

    private static IReadOnlyList<Card> Cards(World world) =>
        [.. world.Store.Saved.SelectMany(change => change.Outbox).Select(row => row.Operation).OfType<Operation.Post>().Select(post => post.Body).OfType<Body.Fixed>().Select(body => body.Card)];

    private static IEnumerable<Span> Spans(Card card) => card.Blocks.OfType<Block.Text>().SelectMany(text => text.Spans);

    [Fact]
    public async Task Whoever_acknowledges_reads_in_the_room_where_to_look_and_which_playbook_fits()
    {
        var world = new World(handbook: Handbook);
        await world.SayAsync("p1 checkout is down", Nina);
        await world.SayAsync("ack INC-1 working", Anna);

        var card = Assert.Single(Cards(world), card => card.Buttons.Any(button => button.Line == "playbook INC-1 checkout"));

        Assert.Contains(new Span.Link("Dashboard", "https://grafana.example.org/?a=1&b=2"), Spans(card));
        Assert.Contains("acknowledged", card.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_on_call_and_declares_it_is_shown_the_same()
    {
        var world = new World(handbook: Handbook);
        await world.SayAsync("p1 checkout is down", Anna);

        Assert.Single(Cards(world), card => card.Buttons.Any(button => button.Line == "playbook INC-1 checkout"));
    }

    [Fact]
    public async Task Later_steps_and_a_title_that_fits_nothing_show_no_playbook()
    {
        var world = new World(handbook: Handbook);
        await world.SayAsync("p1 mail is late", Anna);
        await world.SayAsync("next INC-1", Anna);

        var cards = Cards(world);
        Assert.DoesNotContain(cards, card => card.Buttons.Any(button => button.Line.StartsWith("playbook", StringComparison.Ordinal)));
        Assert.Single(cards, card => Spans(card).OfType<Span.Link>().Any());
    }

    [Fact]
    public async Task A_playbook_that_is_run_is_told_in_the_room_with_its_steps_and_their_help()
    {
        var world = new World(handbook: Handbook);
        await world.SayAsync("p1 checkout is down", Anna);
        await world.SayAsync("playbook INC-1 checkout", Anna);

        var card = Assert.Single(Cards(world), card => card.Title.Contains("runs the playbook", StringComparison.Ordinal));

        Assert.Equal(new ListItem(15, "Look at the provider", Done: false), Assert.Single(card.Blocks.OfType<Block.Checklist>()).Items[0]);
        Assert.Contains(new Span.Words("15: curl <https://x>"), Spans(card));
    }

    [Theory]
    [InlineData("CheckoutDown", null, null)]
    [InlineData("x", "CheckoutDown", null)]
    [InlineData("x", null, "checkout")]
    public void An_alert_suggests_by_its_rule_or_by_the_playbook_it_names(string title, string? rule, string? playbook)
    {
        var handbook = new Handbook([new Playbook("checkout", "Checkout trouble", [], ["CheckoutDown"], [new PlaybookStep("Look", null)])], []);
        var alert = new LinkedAlert("k", "prometheus", title, AlertClass.Red, Noon, Playbook: playbook, Labels: rule is null ? null : new Dictionary<string, string> { ["alertname"] = rule });
        var past = An.Incident().P1().Titled("something is wrong").With(new AlertsArrived([new AlertMark("k", Noon, true, AlertClass.Red)], [alert]), Nina).AcknowledgedBy(Anna);

        Assert.Equal("playbook INC-7 checkout", Assert.Single(HandbookCards.Aids(past.Build(), handbook, past.History().Events)!.Buttons, button => button.Label != "Ticket created").Line);
    }

    [Theory]
    [InlineData("p1")]
    [InlineData("p2")]
    [InlineData("p3")]
    public async Task With_the_first_acknowledgement_somebody_is_asked_to_create_the_ticket_and_the_text_is_ready(string severity)
    {
        var world = new World();
        await world.SayAsync($"{severity} checkout is down", Nina);
        Assert.DoesNotContain(Cards(world), card => card.Buttons.Any(button => button.Label == "Ticket created"));
        await world.SayAsync("ack INC-1 working", Anna);
        await world.SayAsync("ack INC-1 working", Ben);

        var card = Assert.Single(Cards(world), card => card.Buttons.Any(button => button.Label == "Ticket created"));

        Assert.Equal("ticket INC-1", card.Buttons.Single(button => button.Label == "Ticket created").Line);
        Assert.Contains(new Span.Words($"{severity.ToUpperInvariant()} checkout is down (INC-1). Declared Mon 2026-03-02 12:00 UTC by Nina."), Spans(card));
        Assert.Equal(AnswerKind.Done, (await world.SayAsync("ticket INC-1 OPS-12", Anna)).Kind);
        Assert.DoesNotContain(world.Store.Incident(1).OpenTasks, task => task.TicksItself is TaskTicks.TicketCreated);
    }

    [Fact]
    public async Task A_drill_needs_no_ticket()
    {
        var world = new World();
        await world.SayAsync("test p1 checkout is down", Nina);
        await world.SayAsync("ack INC-1 working", Anna);

        Assert.DoesNotContain(Cards(world), card => card.Buttons.Any(button => button.Label == "Ticket created"));
    }

    [Fact]
    public async Task Links_are_shown_on_demand()
    {
        var world = new World(handbook: Handbook);
        await world.SayAsync("p1 checkout is down", Anna);

        var answer = await world.SayAsync("links INC-1", Nina);

        Assert.Contains(answer.Card!.Blocks.OfType<Block.Facts>().SelectMany(facts => facts.Items), fact => fact.Name == "Dashboard");
    }
}
