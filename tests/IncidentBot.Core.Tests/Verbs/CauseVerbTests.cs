using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class CauseVerbTests
{
    [Fact]
    public void The_cause_is_kept_and_the_latest_one_counts()
    {
        Assert.Equal("a full disk", Given(An.Incident().P1()).When("cause a full disk", Anna).Then(new CauseNamed("a full disk")).After.Cause);
        Assert.Equal("a lost cable", Given(An.Incident().P1().Says("cause a full disk", Anna)).When("cause a lost cable", Anna).After.Cause);
    }

    [Fact]
    public void Also_after_the_end_it_can_be_named() => Given(An.Incident().P1().Closed()).When("cause a full disk", Anna).Then(new CauseNamed("a full disk"));

    [Fact]
    public async Task The_public_text_that_says_so_is_offered_in_the_room_to_who_may_publish_and_calls_nobody()
    {
        var world = new World().With(An.Incident().P1().AcknowledgedBy(Anna).AcknowledgedBy(Ben).Says("update public: we are on it", Anna).Says("publish 1", Anna));

        await world.SayAsync("cause INC-7 a full disk", Ben);

        var told = Assert.Single(Assert.Single(world.Store.Saved).Outbox, row => row.Operation is Operation.Post { Body: Body.Fixed });
        var card = ((Body.Fixed)((Operation.Post)told.Operation).Body).Card;
        Assert.Equal("INC-7: Cause: a full disk", card.Title);
        Assert.Contains(card.Lines(), line => line.StartsWith("A public text is ready; Anna or Lena may publish it.", StringComparison.Ordinal));
        Assert.Contains(card.Lines(), line => line.StartsWith("We have found the cause of the problem with one of our services and are working on it. The next update follows by ", StringComparison.Ordinal));
        Assert.Empty(Calls.Of(card));
        Assert.Equal(AnswerKind.Refused, (await world.SayAsync(Assert.Single(card.Buttons).Line, Ben, press: true)).Kind);
        Assert.Equal(AnswerKind.Done, (await world.SayAsync(Assert.Single(card.Buttons).Line, Anna, press: true)).Kind);
    }

    [Fact]
    public async Task That_the_fix_is_watched_is_offered_there_too_and_what_needs_no_text_outside_is_told_as_ever()
    {
        var world = new World().With(An.Incident().P1().AcknowledgedBy(Anna).AcknowledgedBy(Ben).Says("update public: we are on it", Anna).Says("publish 1", Anna)).With(An.Incident().Numbered(8).P1().AcknowledgedBy(Anna));

        await world.SayAsync("fixed INC-7", Ben);
        await world.SayAsync("cause INC-8 a full disk");

        Assert.Equal([true, false], world.Store.Saved.Select(change => change.Outbox.Any(row => row.Operation is Operation.Post { Body: Body.Fixed said } && said.Card.Buttons.Any(button => button.Label == "Publish"))));
    }

    [Fact]
    public void A_text_is_needed() => Given(An.Incident().P1()).When("cause", Anna).ThenRefused("What caused it?", "`cause INC-7 <text>`");
}
