using IncidentBot.Core.Desk;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class SummaryVerbTests
{
    [Fact]
    public async Task What_was_said_last_is_what_went_out_last_and_not_what_was_drafted_last()
    {
        var world = new World().With(An.Incident().P1().AcknowledgedBy(Anna).Says("update public: we are on it", Anna).Says("update to the team", Anna).Says("publish 1", Anna));

        Assert.StartsWith("we are on it", (await world.SayAsync("summary INC-7")).Facts()["Last update"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("summary INC-7")]
    [InlineData("catchup INC-7")]
    public async Task Whoever_comes_late_reads_what_is_wrong_who_is_on_it_what_was_said_last_and_what_is_next(string line)
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).Done(2)
            .Says("impact nobody can pay", Anna).Says("cause a full disk", Anna).Says("component checkout down", Anna)
            .Says("update the disk is being emptied", Anna).Says("update public: not sent yet", Anna);

        var answer = await new World().With(past).SayAsync(line, Stranger);

        Assert.Equal((AnswerKind.Shown, Visibility.OnlyYou), (answer.Kind, answer.To));
        Assert.Equal(
            [
                ("Commander", "Anna"), ("Impact", "nobody can pay"), ("Cause", "a full disk"), ("Components", "checkout major outage"),
                ("Last update", "the disk is being emptied"), ("Still to do", "3 Review recent deployments · 4 Name the affected components"),
            ],
            answer.Facts().Skip(1).Select(fact => (fact.Key, fact.Value)));
        Assert.StartsWith("Triage", answer.Facts()["Status"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_has_said_is_left_out()
    {
        var facts = (await new World().With(An.Incident().P4()).SayAsync("summary INC-7")).Facts();

        Assert.Equal(["Commander", "Status"], facts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("none", facts["Commander"]);
    }

    [Fact]
    public async Task The_newest_five_things_that_people_did_stand_below_with_their_time()
    {
        var past = An.Incident().P1().Says("note one", Nina).Says("note two", Nina).Says("note three", Nina).Says("note four", Nina).Says("note five", Nina)
            .With(new Core.Incidents.ClockAtRisk(Core.Sla.ClockKind.Response)).Says("note six", Nina);

        var lines = (await new World().With(past).SayAsync("summary INC-7")).Card!.Lines();

        Assert.Equal(["12:02 Nina: two", "12:03 Nina: three", "12:04 Nina: four", "12:05 Nina: five", "12:06 Nina: six"], lines);
    }

    [Theory]
    [InlineData("impact", "Impact")]
    [InlineData("cause", "Cause")]
    [InlineData("update", "Last update")]
    public async Task What_the_card_shows_the_beginning_of_stands_here_as_a_whole(string verb, string fact)
    {
        var text = string.Join(' ', Enumerable.Range(1, 500));
        var world = new World().With(An.Incident().P1().AcknowledgedBy(Anna).Says($"{verb} {text}", Anna));

        Assert.Contains("(`summary INC-7` shows all of it)", (await world.SayAsync("status INC-7", Stranger)).Facts()[fact], StringComparison.Ordinal);
        Assert.Equal(text, (await world.SayAsync("summary INC-7", Stranger)).Facts()[fact]);
    }
}
