using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Promises;
using IncidentBot.Simulation.Record;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IncidentBot.Simulation.Tests.Promises;

/// <summary>A checker that cannot say no proves nothing: every promise is broken here at least once, by a record that lies.</summary>
public sealed class PromiseCheckerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunRecord _true;

    public PromiseCheckerTests() => _true = TamperedRecord.True(_folder.In("store"));

    [Fact]
    public void A_true_record_keeps_every_promise() => Assert.Empty(PromiseChecker.Check(_true));

    [Fact]
    public void There_are_twelve_promises_in_order() => Assert.Equal(Enumerable.Range(1, 12), PromiseChecker.All.Select(promise => promise.Number));

    [Fact]
    public void An_entry_that_is_gone_breaks_the_first() =>
        Breaks(1, _true.Stored("INC-1", [.. _true.Streams[new StreamId("INC-1")].SkipLast(1)]));

    [Fact]
    public void A_reply_that_is_forgotten_breaks_the_first() =>
        Breaks(1, _true with { Recoveries = [.. _true.Recoveries.Select(recovery => recovery with { Replies = new HashSet<DeliveryId>() })] });

    [Fact]
    public void A_delivery_saved_twice_breaks_the_first() =>
        Breaks(1, _true with { Commits = [.. _true.Commits, _true.Commits.First(commit => commit.Change.Delivery is not null)] });

    [Fact]
    public void A_step_the_workflow_does_not_know_the_way_to_breaks_the_second() =>
        Breaks(2, _true.Retold("INC-1", entries => entries.Select(entry => entry.Event is StepEntered ? (new StepEntered("Verification", StepPhase.Verify), entry.By, entry.At) : entry.AsTold())));

    [Fact]
    public void A_breach_that_was_never_recorded_breaks_the_third() =>
        Breaks(3, _true.Retold("INC-1", entries => entries.Where(entry => entry.Event is not ClockBreached).Select(TamperedRecord.AsTold)));

    [Fact]
    public void A_breach_before_its_time_breaks_the_third() =>
        Breaks(3, _true.Retold("INC-1", entries => entries.Select(entry => entry.Event is ClockBreached ? (entry.Event, entry.By, entry.At.AddSeconds(-1)) : entry.AsTold())));

    [Fact]
    public void A_breach_recorded_twice_breaks_the_third() =>
        Breaks(3, _true.Retold("INC-1", entries => entries.SelectMany(entry => entry.Event is ClockBreached ? new[] { entry.AsTold(), entry.AsTold() } : [entry.AsTold()])));

    [Fact]
    public void A_message_that_left_although_nobody_wanted_it_breaks_the_fourth() =>
        Breaks(4, _true with { Calls = [_true.Calls[0] with { Unwanted = "it was not wanted" }] });

    [Fact]
    public void A_breach_card_long_after_the_acknowledgement_breaks_the_fourth() =>
        Breaks(4, Sent<Escalated>(_true, Entry<Acknowledged>(_true).At.AddSeconds(1)));

    [Fact]
    public void A_page_right_after_the_acknowledgement_breaks_the_fourth() =>
        Breaks(4, Sent<Declared>(_true, Entry<Acknowledged>(_true).At.AddMilliseconds(1)));

    [Fact]
    public void A_reminder_after_the_breach_breaks_the_fourth() =>
        Breaks(4, Sent<ClockAtRisk>(_true, Entry<ClockBreached>(_true).At.AddSeconds(1)));

    [Fact]
    public void Messages_in_another_order_break_the_fifth() => Breaks(5, _true with { Effects = [.. _true.Effects.Reverse()] });

    [Fact]
    public void An_effect_nobody_wrote_down_breaks_the_sixth() =>
        Breaks(6, _true with { Commits = [.. _true.Commits.Select(commit => commit with { Change = commit.Change with { Outbox = [] } })] });

    [Fact]
    public void An_effect_without_a_claim_breaks_the_sixth() => Breaks(6, _true with { Calls = [] });

    [Fact]
    public void A_row_that_came_to_nothing_breaks_the_sixth() => Breaks(6, _true with { Effects = [.. _true.Effects.Skip(1)] });

    [Fact]
    public void A_message_that_stands_twice_breaks_the_sixth()
    {
        var post = _true.Effects.First(effect => effect.Row.Operation is Operation.Post);

        Breaks(6, _true with { Effects = [.. _true.Effects, post with { Before = 1 }] });
    }

    [Fact]
    public void A_reply_without_an_end_breaks_the_seventh() =>
        Breaks(7, _true with { Commits = [_true.Commits[0] with { Change = _true.Commits[0].Change with { Reply = new Reply(new string('x', 2000)) } }] });

    [Fact]
    public void A_fifth_call_within_an_hour_breaks_the_seventh()
    {
        var answered = Entry<Acknowledged>(_true).At;
        var post = _true.Effects.First(effect => effect.Row.Operation is Operation.Post);
        var call = new Card("hello", "hello") { Blocks = [Block.Text.Of(new Span.Mention("anna", "Anna"))] };
        RunRecord Calling(int times, int minutes) => _true with
        {
            Effects = [.. _true.Effects.Where(effect => effect.Row.At < answered), .. Enumerable.Range(1, times).Select(i => post with { Card = call, Row = post.Row with { At = answered.AddMinutes(i * minutes) } })],
        };

        Breaks(7, Calling(times: 5, minutes: 10));
        Assert.DoesNotContain(PromiseChecker.Check(Calling(times: 5, minutes: 15)), broken => broken.What.Contains("fifth time", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5, "the room had no time to answer")]
    [InlineData(null, "the room was not asked")]
    public void A_call_because_of_a_silence_that_nobody_was_asked_about_breaks_the_seventh(int? askedBefore, string why)
    {
        var answered = Entry<Acknowledged>(_true).At;
        (IEvent, Actor, DateTimeOffset)[] told =
        [
            .. askedBefore is { } minutes ? new (IEvent, Actor, DateTimeOffset)[] { (new Nagged([NagKind.Silence]), Actor.Bot, answered.AddMinutes(60 - minutes)) } : [],
            (new Escalated(1, [Called.Primary], "nobody has answered in the room", Silence: 1), Actor.Bot, answered.AddMinutes(60)),
        ];
        var lies = _true.Retold("INC-1", entries => [.. entries.TakeWhile(entry => entry.At <= answered).Select(TamperedRecord.AsTold), .. told]);

        Assert.Contains(PromiseChecker.Check(lies), broken => broken.Number == 7 && broken.What.Contains(why, StringComparison.Ordinal));
        Assert.DoesNotContain(PromiseChecker.Check(_true), broken => broken.Number == 7);
    }

    [Fact]
    public void A_mail_address_in_a_message_breaks_the_eighth() => Breaks(8, _true.WithCard(new Card("write to anna@private.example", "")));

    [Fact]
    public void A_title_in_the_log_breaks_the_eighth() =>
        Breaks(8, _true with { Logs = [new LogSeen(1, _true.End, LogLevel.Information, "declared: checkout is down for everybody")] });

    [Fact]
    public void A_mention_of_a_stranger_breaks_the_ninth() =>
        Breaks(9, _true.WithCard(new Card("hello", "hello") { Blocks = [Block.Text.Of(new Span.Mention("channel", "channel"))] }));

    [Fact]
    public void A_text_that_turns_the_reading_direction_breaks_the_ninth() => Breaks(9, _true.WithCard(new Card("invoice \u202Egnp.exe", "")));

    [Fact]
    public void A_button_that_says_no_command_breaks_the_ninth() =>
        Breaks(9, _true.WithCard(new Card("hello", "hello") { Buttons = [new Button("Boom", "boom")] }));

    [Fact]
    public void An_entry_nobody_asked_for_breaks_the_tenth() => Breaks(10, _true with { Asks = [] });

    [Fact]
    public void A_guest_who_acknowledges_breaks_the_tenth() =>
        Breaks(10, _true with { Asks = [.. _true.Asks.Select(ask => ask with { Inbound = ask.Inbound with { Membership = Core.Roster.Membership.Guest } })] });

    [Fact]
    public void An_entry_with_other_words_breaks_the_eleventh()
    {
        var entries = _true.Streams[new StreamId("INC-1")];
        var bytes = entries[0].Bytes.ToArray();
        bytes[^3] ^= 1;

        Breaks(11, _true.Stored("INC-1", [new Recorded(bytes, entries[0].Chain), .. entries.Skip(1)]));
    }

    [Fact]
    public void An_archive_that_tells_less_breaks_the_eleventh() =>
        Breaks(11, _true with { Archive = new Dictionary<StreamId, IReadOnlyList<Recorded>>() });

    [Fact]
    public void A_message_that_died_unseen_breaks_the_twelfth()
    {
        var row = _true.Effects.First(effect => effect.Row.Operation is Operation.Post).Row;
        var died = new CommitSeen(1, _true.End, new Change { Settled = [new Settlement(row.Id, 1, new Outcome.Dead("gone", "look"))] }, new CommitResult.Saved(1));

        Breaks(12, _true with { Commits = [.. _true.Commits, died] });
    }

    [Fact]
    public void A_private_incident_in_a_public_room_breaks_the_twelfth() =>
        Breaks(12, _true with { Effects = [.. _true.Effects.Select(effect => effect.Row.Stream.Value is "INC-2" ? effect with { Place = "incidents" } : effect)] });

    public void Dispose() => _folder.Dispose();

    private static Recorded Entry<T>(RunRecord record) => record.Streams[new StreamId("INC-1")].First(entry => entry.Event is T);

    /// <summary>The messages that such an entry caused left at another time.</summary>
    private static RunRecord Sent<T>(RunRecord record, DateTimeOffset at) =>
        record with { Calls = [.. record.Calls.Select(call => RowCause.Of(record, call.Claimed.Row)?.Entry.Event is T ? call with { At = at } : call)] };

    private static void Breaks(int number, RunRecord record) => Assert.NotEmpty(record.Broken(number));
}
