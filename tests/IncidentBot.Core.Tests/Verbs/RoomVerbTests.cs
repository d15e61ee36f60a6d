using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class RoomVerbTests
{
    [Theory]
    [InlineData(Severity.P3)]
    [InlineData(Severity.P4)]
    public void What_is_talked_about_in_a_thread_gets_a_room_once(Severity severity)
    {
        var after = Given(An.Incident().Severe(severity)).When("room", Anna).Then(new RoomWanted()).After;

        Assert.True(after.HasOwnRoom);
        Given(An.Incident().Severe(severity).Says("room", Anna)).When("room", Anna).ThenRefused("INC-7 has a room of its own already.", "`status INC-7`");
    }

    [Fact]
    public void What_has_one_or_needs_none_gets_no_other()
    {
        Given(An.Incident().P2()).When("room", Anna).ThenRefused("INC-7 has a room of its own already.", "`status INC-7`");
        Given(An.Incident().P3().Private()).When("room", Anna).ThenRefused("INC-7 has a room of its own already.", "`status INC-7`");
        Given(An.Incident().Task()).When("room", Anna).ThenRefused("INC-7 is a task", "`severity INC-7 p2 <reason>`");
        Given(An.Incident().P3().Cancelled()).When("room", Anna).ThenRefused("INC-7 has ended", "`note INC-7 <text>`");
    }

    [Fact]
    public void A_sentence_that_begins_with_the_word_opens_none() =>
        Given(An.Incident().P3()).When("room 4 has no power", Anna).ThenRefused("'4 has no power' may have been meant for something else", "`p1 <title>` declares");

    [Fact]
    public void A_raise_afterwards_opens_no_second_one() =>
        Assert.False(Assert.IsType<SeverityChanged>(Given(An.Incident().P3().Says("room", Anna)).When("raise p1 worse", Anna).Facts[0]).OpensRoom);

    [Fact]
    public async Task The_room_is_opened_before_anything_is_said_and_calls_nobody()
    {
        var world = new World().With(An.Incident().P3().AcknowledgedBy(Anna));

        await world.SayAsync("room INC-7", Anna);

        var rows = Assert.Single(world.Store.Saved).Outbox;
        var opened = Assert.IsType<Operation.OpenRoom>(rows[0].Operation);
        Assert.Equal(("place/INC-7/raised@slack", "place/INC-7/room@slack"), (opened.Key, opened.From));
        Assert.Contains(rows, row => row.Operation is Operation.Invite invite && invite.People.Contains("anna"));
        Assert.Contains(rows, row => row.Operation is Operation.Post { Body: Body.Fixed said } post && post.Place == opened.Key && said.Card.Title.Contains("asked for a room", StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Empty(Calls.Of(row)));
    }
}
