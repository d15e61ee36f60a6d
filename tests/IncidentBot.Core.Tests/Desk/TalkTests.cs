using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Desk;

/// <summary>Product page, "Noise rule": a message by a person in the room is a sign of life like any other.</summary>
public sealed class TalkTests
{
    private static readonly PlaceRef Room = new("slack", "C7");

    private readonly World _world = new World().With(An.Incident().Numbered(7).P1().After(2).AcknowledgedBy(Anna)).WithRoom(Room, 7);

    [Fact]
    public async Task Who_writes_in_the_room_is_heard_and_the_silence_counts_from_there()
    {
        Assert.Equal(Noon + TimeSpan.FromMinutes(42), SilenceAskedAt());
        Until(21);

        await TalkAsync(Ben);

        // Two minutes may pass until the next message is recorded: whoever works is never taken for silent.
        Assert.Equal(Noon + TimeSpan.FromMinutes(63), SilenceAskedAt());
        Assert.Equal(Noon + TimeSpan.FromMinutes(21), Seven.LastSeen["ben"]);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("done 99")]
    [InlineData("resolve")]
    public async Task Who_looks_something_up_or_is_refused_in_the_room_is_there_all_the_same(string line)
    {
        Until(21);

        Assert.NotEqual(AnswerKind.Done, (await _world.SayAsync(line, Ben, where: Room)).Kind);

        Assert.Equal(Noon + TimeSpan.FromMinutes(63), SilenceAskedAt());
        Assert.Equal(Noon + TimeSpan.FromMinutes(21), Seven.LastSeen["ben"]);
    }

    [Fact]
    public async Task Who_looks_it_up_elsewhere_is_not_there()
    {
        Until(21);

        await _world.SayAsync("status INC-7", Ben);
        Assert.False(Seven.LastSeen.ContainsKey("ben"));
    }

    [Fact]
    public async Task People_who_only_talk_to_each_other_are_never_asked_and_silent_ones_are()
    {
        for (var minute = 3; minute < 120; minute++)
        {
            Until(minute);
            await TalkAsync(minute % 3 == 0 ? Ben : Anna);
        }

        Assert.DoesNotContain(NagKind.Silence, Nags());
        Until(185);
        await TalkAsync(Anna);
        Assert.Contains(NagKind.Silence, Nags());
    }

    [Fact]
    public async Task A_lively_room_costs_one_entry_in_two_minutes_and_no_message()
    {
        Until(4);
        var version = Seven.Version;
        for (var second = 0; second < 240; second += 2)
        {
            await TalkAsync(second % 4 == 0 ? Ben : Nina);
            _world.Time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(version + 2, Seven.Version);
        Assert.All(_world.Store.Saved, change => Assert.Empty(change.Outbox));
    }

    [Fact]
    public async Task A_message_answers_the_question_whether_somebody_is_there_at_once()
    {
        var world = new World().With(An.Incident().Numbered(7).P1().After(2).AcknowledgedBy(Anna).After(43).With(new Nagged([NagKind.Silence, NagKind.Update]))).WithRoom(Room, 7);
        Assert.Contains(TimerPlan.For(world.Store.Incident(7)), timer => timer.Name == TimerPlan.SilenceEscalation);

        await TalkAsync(Ben, world);

        Assert.DoesNotContain(TimerPlan.For(world.Store.Incident(7)), timer => timer.Name == TimerPlan.SilenceEscalation);
    }

    [Fact]
    public async Task A_commander_who_writes_is_there_even_where_others_write_more()
    {
        for (var second = 120; second < 1200; second += 20)
        {
            Until(second / 60.0);
            await TalkAsync(second % 60 == 0 ? Anna : Ben);
        }

        Assert.True(Seven.CommanderActiveSince(Noon + TimeSpan.FromMinutes(17)));
    }

    [Fact]
    public async Task The_same_message_told_of_twice_counts_once()
    {
        Until(10);
        var delivery = Delivery();
        await TalkAsync(Ben, delivery: delivery);
        var version = Seven.Version;
        Until(20);

        Assert.True((await TalkAsync(Ben, delivery: delivery)).Repeated);
        Assert.Equal(version, Seven.Version);
    }

    [Fact]
    public async Task What_shows_that_somebody_is_there_stands_in_nobodys_way_when_they_read_what_happened()
    {
        Until(10);
        await TalkAsync(Ben);

        foreach (var line in new[] { "timeline INC-7", "summary INC-7" })
        {
            Assert.DoesNotContain((await _world.SayAsync(line)).Card!.Lines(), shown => shown.Contains("wrote in the room", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("before the acknowledgement")]
    [InlineData("after the end")]
    [InlineData("in another conversation")]
    [InlineData("by somebody from outside")]
    [InlineData("by the bot")]
    public async Task Nothing_is_recorded(string when)
    {
        var past = An.Incident().Numbered(7).P1();
        var world = new World().With(when switch
        {
            "before the acknowledgement" => past,
            "after the end" => past.AcknowledgedBy(Anna).Says("cancel a mistake", Anna),
            _ => past.AcknowledgedBy(Anna),
        }).WithRoom(Room, 7);
        world.Time.Advance(TimeSpan.FromMinutes(3));
        var version = world.Store.Incident(7).Version;

        await TalkAsync(
            when == "by the bot" ? Actor.Bot : Ben,
            world,
            where: when == "in another conversation" ? new PlaceRef("slack", "C8") : Room,
            membership: when == "by somebody from outside" ? Membership.Outsider : Membership.Member);

        Assert.Equal(version, world.Store.Incident(7).Version);
    }

    private Incident Seven => _world.Store.Incident(7);

    private IEnumerable<NagKind> Nags() => _world.Store[new StreamId("INC-7")].Events.Select(entry => entry.Event).OfType<Nagged>().SelectMany(nagged => nagged.Of);

    private DateTimeOffset SilenceAskedAt() => TimerPlan.For(Seven).Single(timer => timer.Name == TimerPlan.SilenceNag).Due;

    private void Until(double minute) => _world.Time.SetUtcNow(Noon + TimeSpan.FromMinutes(minute));

    private async Task<Answer> TalkAsync(Actor who, World? world = null, PlaceRef? where = null, Membership membership = Membership.Member, DeliveryId? delivery = null) =>
        await (world ?? _world).Desk.HandleAsync(new Inbound(delivery ?? Delivery(), who, where ?? Room, new Input.Talk()) { Membership = membership }, default);
}
