using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Messages;

/// <summary>Product page, "Noise rule": the calls of the ladder when nobody answers in the room.</summary>
public sealed class SilentRoomTests
{
    private static readonly DateTimeOffset ByDay = new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset AtNight = new(2026, 3, 3, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_call_says_since_when_nobody_answers_who_is_called_next_and_how_it_ends()
    {
        var asked = An.Incident().P1().AcknowledgedBy(Anna).After(42).With(new Nagged([NagKind.Silence])).Build();
        var happened = TimerPlan.Fire(TimerPlan.SilenceEscalation, asked, Noon.AddMinutes(51));
        var after = asked.Evolve(happened[0], Actor.Bot, Noon.AddMinutes(51));

        var row = new Announcements(Some.Roster).For(asked, after, [Recorded.Of(happened[0], Actor.Bot, Noon.AddMinutes(51), Chain.Start)], after.Version).Single(row => row.Operation is Operation.Post);
        var card = ((Body.Fixed)((Operation.Post)row.Operation).Body).Card;
        Assert.Equal((Conditions.Silent, Urgency.Escalation), (row.OnlyIf, row.Urgency));
        Assert.Equal("INC-7: nobody answers in the room", card.Title);
        Assert.Contains("A word in the room stops the calls.", string.Join('\n', card.Blocks.OfType<Block.Text>().SelectMany(block => block.Spans).OfType<Span.Words>().Select(words => words.Value)), StringComparison.Ordinal);
        Assert.Equal(["anna"], card.Blocks.OfType<Block.Text>().SelectMany(block => block.Spans).OfType<Span.Mention>().Select(mention => mention.Person));
        Assert.Equal([Noon.AddMinutes(1), Noon.AddMinutes(56)], card.Blocks.OfType<Block.Text>().SelectMany(block => block.Spans).OfType<Span.Moment>().Select(moment => moment.At));
    }

    [Fact]
    public void At_night_a_silent_P2_calls_only_who_is_on_call_whatever_rung_it_is()
    {
        var incident = An.Incident().P2().AcknowledgedBy(Anna).Build();

        Assert.Equal([Called.Lead], incident.Awake([Called.Lead], ByDay, silence: true));
        Assert.Equal([Called.Primary, Called.Secondary], incident.Awake([Called.Lead], AtNight, silence: true));
        Assert.Equal([Called.Secondary], incident.Awake([Called.Secondary, Called.List], AtNight, silence: true));
        Assert.Equal([Called.Lead], incident.Awake([Called.Lead], AtNight, silence: false));
    }
}
