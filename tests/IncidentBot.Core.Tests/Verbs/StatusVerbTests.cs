using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class StatusVerbTests
{
    [Fact]
    public async Task Status_shows_the_rooms_card_to_whoever_asked()
    {
        var answer = await new World().With(An.Incident().P1().InStep("Communication")).SayAsync("status INC-7");

        Assert.Equal((AnswerKind.Shown, Visibility.OnlyYou, new IncidentId(7)), (answer.Kind, answer.To, answer.Incident!.Value));
        Assert.Equal("INC-7 · P1 · checkout is down: Communication", answer.Text);
        Assert.Contains(answer.Card!.Buttons, button => button.Line.StartsWith("next INC-7 from ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_a_storm_it_counts_the_alerts_of_this_moment_and_not_of_the_last_telling()
    {
        var world = new AlertWorld();
        await world.SendAsync(AlertWorld.Red("one"));
        await world.SendAsync(AlertWorld.Red("two"), AlertWorld.Red("three"));
        await world.ClearAsync(AlertWorld.Red("one"));

        Assert.Equal("1 alert, 1 firing", Fact(IncidentCards.Room(world.Incident(1)), "Alerts"));
        Assert.Equal("3 alerts, 2 firing", Fact((await world.World.SayAsync("status INC-1")).Card!, "Alerts"));
    }

    [Fact]
    public async Task A_window_that_has_passed_was_due_by_then()
    {
        var world = new World().With(An.Incident().P1().AcknowledgedBy(Some.Anna));
        Assert.StartsWith("Triage, to be done by", Fact((await world.SayAsync("status INC-7")).Card!, "Status"), StringComparison.Ordinal);

        world.Jump(TimeSpan.FromMinutes(11));

        Assert.StartsWith("Triage, was due by", Fact((await world.SayAsync("status INC-7")).Card!, "Status"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_that_is_drawn_after_the_window_says_so_too() =>
        Assert.StartsWith("Triage, was due by", Fact(IncidentCards.Room(An.Incident().P1().AcknowledgedBy(Some.Anna).After(11).Says("note still looking", Some.Anna).Build()), "Status"), StringComparison.Ordinal);

    private static string Fact(Card card, string name) => string.Concat(card.Blocks.OfType<Block.Facts>().Single().Items.First(fact => fact.Name == name).Value.OfType<Span.Words>().Select(words => words.Value));

    [Fact]
    public async Task An_ended_incident_can_still_be_looked_at() =>
        Assert.EndsWith(": Closed", (await new World().With(An.Incident().P1().Closed()).SayAsync("INC-7")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task An_id_that_does_not_exist_is_named() =>
        Assert.Equal("There is no INC-99.", (await new World().SayAsync("status INC-99")).Text);
}
