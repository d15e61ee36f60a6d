using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
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
        Assert.Contains(answer.Card!.Buttons, button => button.Line == "next INC-7");
    }

    [Fact]
    public async Task An_ended_incident_can_still_be_looked_at() =>
        Assert.EndsWith(": Closed", (await new World().With(An.Incident().P1().Closed()).SayAsync("INC-7")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task An_id_that_does_not_exist_is_named() =>
        Assert.Equal("There is no INC-99.", (await new World().SayAsync("status INC-99")).Text);
}
