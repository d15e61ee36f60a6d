using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Desk;

/// <summary>The same delivery id for another request must never look like success: a P1 would vanish.</summary>
public sealed class ReusedDeliveryTests
{
    private readonly World _world = new World().With(An.Incident().Numbered(7).P1());

    [Theory]
    [InlineData("p1 checkout is down")]
    [InlineData("ack INC-7")]
    [InlineData("status INC-7")]
    [InlineData("cancel INC-99 never there")]
    public async Task Another_request_under_it_is_refused_and_the_same_is_repeated(string line)
    {
        var first = await SayAsync(line, "f-1");

        var other = await SayAsync("p1 search is down too", "f-2");
        var again = await SayAsync(line, "f-1");

        Assert.Equal(AnswerKind.IdReused, other.Kind);
        Assert.Contains("another request", other.Text, StringComparison.Ordinal);
        Assert.Equal((first.Kind, first.Text, true), (again.Kind, again.Text, again.Repeated));
        Assert.DoesNotContain(await _world.Store.LoadLiveAsync(CancellationToken.None), history => history.Events is [{ Event: Declared { Title: "search is down too" } }, ..]);
    }

    [Fact]
    public async Task Where_nothing_is_compared_it_is_a_repetition()
    {
        var first = await SayAsync("ack INC-7", null);

        Assert.Equal(first.Text, (await SayAsync("fixed INC-7", null)).Text);
    }

    [Fact]
    public void A_reply_that_was_saved_meanwhile_is_compared_too()
    {
        var mine = new Reply("INC-8 declared.", "INC-8", "f-1");

        Assert.Equal(AnswerKind.IdReused, Answers.Of(new CommitResult.Repeated(new Reply("INC-7 declared.", "INC-7", "f-2")), mine, new IncidentId(8))!.Kind);
        Assert.Equal(AnswerKind.Done, Answers.Of(new CommitResult.Repeated(new Reply("INC-7 declared.", "INC-7", "f-1")), mine, new IncidentId(8))!.Kind);
    }

    private async Task<Answer> SayAsync(string line, string? fingerprint) => await _world.Desk.HandleAsync(
        new Inbound(new DeliveryId("d-1"), Anna, World.Personal, new Input.Line(line)) { Fingerprint = fingerprint },
        CancellationToken.None);
}
