using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class WhoVerbTests
{
    [Fact]
    public async Task Who_names_everybody_with_what_they_do()
    {
        var answer = await new World().With(An.Incident().P1().AcknowledgedBy(Anna).Says("role comms @ben", Anna).Says("join", Tom)).SayAsync("who INC-7", Stranger);

        Assert.Equal((AnswerKind.Shown, Visibility.OnlyYou, new IncidentId(7)), (answer.Kind, answer.To, answer.Incident!.Value));
        Assert.Equal(
            [("Commander", "Anna"), ("Scribe", "IncidentBot"), ("communications lead", "Ben"), ("Declared by", "Nina"), ("Responders", "Anna, Ben, Tom")],
            answer.Facts().Select(fact => (fact.Key, fact.Value)));
    }

    [Fact]
    public async Task Before_the_acknowledgement_nobody_is_on_it()
    {
        var facts = (await new World().With(An.Incident().P1()).SayAsync("who INC-7")).Facts();

        Assert.Equal(("nobody has acknowledged", "none yet"), (facts["Commander"], facts["Responders"]));
    }

    [Fact]
    public async Task An_incident_without_a_commander_says_so_loudly() =>
        Assert.Equal("NO COMMANDER", (await new World().With(An.Incident().P1().AcknowledgedBy(Anna).Says("lead pass", Anna)).SayAsync("who INC-7")).Facts()["Commander"]);

    [Fact]
    public async Task Without_an_id_it_asks_which() =>
        Assert.StartsWith("Which incident? INC-7", (await new World().With(An.Incident().P1()).SayAsync("who")).Text, StringComparison.Ordinal);
}
