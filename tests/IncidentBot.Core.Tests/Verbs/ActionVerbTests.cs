using IncidentBot.Core.Actions;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Verbs;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class ActionVerbTests
{
    private static IncidentBuilder Promised() => An.Incident().P1().AcknowledgedBy(Anna).Says("action add @ben due friday add an alert", Anna);

    [Theory]
    [InlineData("action add @ben due friday add an alert")]
    [InlineData("task add Ben due 2026-03-06 add an alert")]
    [InlineData("followup ADD @ben due 4d add an alert")]
    public void One_owner_a_date_and_a_sentence(string line) =>
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When(line, Anna)
            .Then(new ActionAdded(1, "ben", "Ben", null, new DateOnly(2026, 3, 6), "add an alert", null), new TaskTicked(13))
            .Saying("Action 1 of INC-7 for Ben, due Fri 2026-03-06: add an alert");

    [Fact]
    public void What_it_is_good_for_can_be_said_first() =>
        Given(An.Incident().P2()).When("action add @anna due tomorrow Prevent: retry the payment", Anna)
            .Then(new ActionAdded(1, "anna", "Anna", "Europe/Berlin", new DateOnly(2026, 3, 3), "retry the payment", ActionKind.Prevent));

    [Theory]
    [InlineData("action add @ben add an alert", "Who does what by when?")]
    [InlineData("action add @nobody due friday x", "I do not know '@nobody'")]
    [InlineData("action add @ben due someday x", "'someday' is not a date")]
    [InlineData("action add @ben due 2026-03-01 x", "Sun 2026-03-01 is in the past")]
    [InlineData("action add @ben due 2028-03-01 x", "more than a year away")]
    [InlineData("action add @ben due friday", "What is Ben to do?")]
    [InlineData("action add @ben due friday detect:", "What is Ben to do?")]
    [InlineData("action drop 1", "I do not know 'action drop'")]
    [InlineData("action done", "Which action item?")]
    [InlineData("action done 9", "no action item '9'")]
    public void A_mistake_changes_nothing_and_says_how(string line, string sentence) => Given(Promised()).When(line, Anna).ThenRefused(sentence, "");

    [Fact]
    public void It_is_done_once_also_after_the_incident_has_closed()
    {
        var closed = Promised().Closed();

        Assert.False(Given(closed).When("action done 1", Ben).Then(new ActionDone(1)).After.Actions[0].IsOpen);
        Given(closed.Says("action done 1", Ben)).When("action done 1", Ben).ThenRefused("Action 1 is done already", "Open: none");
    }

    [Fact]
    public void A_false_alarm_needs_no_action() => Given(An.Incident().P1().Cancelled()).When("action add @ben due friday x", Anna).ThenRefused("INC-7 was cancelled", "`note INC-7 <text>`");

    [Theory]
    [InlineData("")]
    [InlineData("list")]
    [InlineData("LIST")]
    public void Without_more_words_it_shows_the_list(string text) => Assert.IsType<ActionList>(new ActionVerb().Looks(text));

    [Fact]
    public async Task A_long_list_has_pages_too()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna);
        for (var i = 1; i <= 23; i++)
        {
            past.Says($"action add @ben due 3d write page {i}", Anna);
        }

        var world = new World().With(past);
        var first = (await world.SayAsync("action INC-7 list")).Card!;
        var second = (await world.SayAsync(Assert.Single(first.Buttons).Line)).Card!;

        Assert.Equal(("action INC-7 list 2", 20), (first.Buttons[0].Line, ((Block.Checklist)first.Blocks[0]).Items.Count));
        Assert.Equal([21, 22, 23], ((Block.Checklist)second.Blocks[0]).Items.Select(item => item.Number));
        Assert.Empty(second.Buttons);
    }
}
