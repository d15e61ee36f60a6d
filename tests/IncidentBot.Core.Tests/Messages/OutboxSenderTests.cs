using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit.Doubles;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Messages;

public sealed class OutboxSenderTests : IDisposable
{
    private readonly World _world = new();
    private readonly RecordingTarget _chat = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private IEnumerable<string> Said => _chat.Performed.Select(delivery => delivery.Operation.GetType().Name);

    private IEnumerable<string> SaidInRoom => _chat.Performed.Where(delivery => delivery.Claimed.Row.Lane.EndsWith("/room", StringComparison.Ordinal)).Select(delivery => delivery.Operation.GetType().Name);

    public void Dispose()
    {
        Stop();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_declaration_arrives_as_card_room_room_card_invitation_and_page()
    {
        Start();

        await SayAsync("p1 checkout is down", Nina);

        Assert.Equal(["Post", "OpenRoom"], Said.Take(2));
        Assert.Equal(["OpenRoom", "Post", "Invite", "Post"], SaidInRoom.Take(4));
        Assert.Empty(_world.Store.Unsettled);
        Assert.Equal("inc-1-checkout-is-down", _world.Store.Incident(1).Rooms["slack"]);
    }

    [Fact]
    public async Task Messages_of_one_incident_arrive_in_the_order_of_its_timeline()
    {
        await SayAsync("p1 checkout is down", Nina);
        await SayAsync("ack INC-1", Anna);
        await SayAsync("fixed INC-1", Anna);

        Start();
        Pass(1);

        var notices = _chat.Performed.Where(delivery => delivery.Operation is Operation.Post { Body: Body.Fixed }).Select(delivery => delivery.Card!.Summary).ToList();
        Assert.Collection(
            notices,
            first => Assert.Contains("Anna acknowledged", first, StringComparison.Ordinal),
            second => Assert.Contains("Anna put the fix in", second, StringComparison.Ordinal));
        Assert.Contains(_world.Store.Settled, row => row.Row.OnlyIf == Conditions.UnacknowledgedAs(Severity.P1) && row.End is Outcome.Dropped);
    }

    [Fact]
    public async Task What_comes_back_later_is_tried_at_its_time_and_nothing_overtakes_it_in_its_lane()
    {
        var refusals = 2;
        _chat.OnPerform = (delivery, _) => ValueTask.FromResult<Outcome>(
            delivery.Operation is Operation.OpenRoom room
                ? refusals-- > 0 ? new Outcome.Later(_world.Time.GetUtcNow() + TimeSpan.FromSeconds(30), "429") : new Outcome.Sent(Place: new PlaceRef("slack", room.Name))
                : new Outcome.Sent(new MessageRef("slack", "A", "m")));
        Start();
        await SayAsync("p1 checkout is down", Nina);
        Assert.Equal(["Post", "OpenRoom"], Said);

        Pass(29);
        Assert.Equal(2, Said.Count());
        Pass(2);
        Assert.Equal(3, Said.Count());
        Pass(31);

        Assert.Equal(["OpenRoom", "OpenRoom", "OpenRoom", "Post", "Invite", "Post"], SaidInRoom.Take(6));
        Assert.Empty(_world.Store.Unsettled);
    }

    [Fact]
    public async Task An_unclear_try_is_reconciled_before_it_is_sent_again()
    {
        var first = true;
        _chat.OnPerform = (delivery, _) =>
        {
            var unclear = first && delivery.Operation is Operation.Post { Body: Body.Fixed };
            first &= !unclear;
            return ValueTask.FromResult<Outcome>(unclear ? new Outcome.Unknown("reset")
                : delivery.Operation is Operation.OpenRoom ? new Outcome.Sent(Place: new PlaceRef("slack", "C"))
                : new Outcome.Sent(new MessageRef("slack", "A", "m")));
        };
        _chat.Finding(new Outcome.Sent(new MessageRef("slack", "C", "m9")));
        Start();
        await SayAsync("p1 checkout is down", Nina);

        Pass(5);

        Assert.Single(_chat.Reconciled);
        Assert.Single(_chat.Performed, delivery => delivery.Operation is Operation.Post { Body: Body.Fixed });
        Assert.Empty(_world.Store.Unsettled);
    }

    [Fact]
    public async Task What_was_sent_but_cannot_be_recorded_blocks_only_its_own_lanes_and_is_not_sent_twice()
    {
        var full = true;
        _world.Store.InsteadOfSaving = change => full && change.Settled is [{ Row.Value: var row }] && row.StartsWith("INC-1/", StringComparison.Ordinal)
            ? new CommitResult.NotSaved("The disk is full.")
            : null;
        Start();
        await SayAsync("p4 first", Nina);
        await SayAsync("p4 second", Nina);

        Assert.All(_world.Store.Unsettled, row => Assert.Equal("INC-1", row.Stream.Value));
        full = false;
        Pass(5);

        Assert.Empty(_world.Store.Unsettled);
        Assert.Single(_chat.Performed, delivery => delivery.Operation is Operation.Post { Body: Body.Live { View: Views.Announcement } } && delivery.Claimed.Row.Stream.Value == "INC-1");
    }

    [Fact]
    public async Task A_message_that_never_answers_does_not_stop_the_other_lanes()
    {
        _chat.OnPerform = async (delivery, token) =>
        {
            if (delivery.Claimed.Row.Stream.Value == "INC-1")
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _world.Time, token);
            }

            return new Outcome.Sent(new MessageRef("slack", "A", "m"), new PlaceRef("slack", "C"));
        };
        Start();
        await SayAsync("p4 first", Nina);
        await SayAsync("p4 second", Nina);

        Assert.All(_world.Store.Unsettled, row => Assert.Equal("INC-1", row.Stream.Value));
    }

    [Fact]
    public async Task No_more_deliveries_are_under_way_than_allowed()
    {
        var answers = new List<TaskCompletionSource<Outcome>>();
        _chat.OnPerform = (_, _) =>
        {
            answers.Add(new TaskCompletionSource<Outcome>());
            return new ValueTask<Outcome>(answers[^1].Task);
        };
        Start(new SenderSettings { Parallel = 3 });
        for (var i = 0; i < 6; i++)
        {
            await SayAsync($"p4 number {i}", Nina);
        }

        Assert.Equal(3, answers.Count);
        answers[0].SetResult(new Outcome.Sent(new MessageRef("slack", "A", "m")));
        Pass(1);
        Assert.Equal(4, answers.Count);
        _chat.OnPerform = null;
        answers.ForEach(answer => answer.TrySetResult(new Outcome.Dead("x", "y")));
    }

    [Fact]
    public async Task A_store_that_fails_does_not_end_the_sender()
    {
        await SayAsync("p4 first", Nina);
        var broken = true;
        _world.Store.WhileLoading = _ => broken ? throw new IOException("gone") : Task.CompletedTask;
        Start();
        Assert.Empty(Said);
        broken = false;

        Pass(6 * 60);

        Assert.Empty(_world.Store.Unsettled);
    }

    [Fact]
    public async Task Told_to_stop_it_lets_what_is_under_way_end_and_claims_nothing_new()
    {
        var answer = new TaskCompletionSource<Outcome>();
        _chat.OnPerform = (_, _) => new ValueTask<Outcome>(answer.Task);
        Start();
        await SayAsync("p4 first", Nina);
        _stop.Cancel();
        Assert.False(_running.IsCompleted);

        answer.SetResult(new Outcome.Sent(new MessageRef("slack", "A", "m1")));

        Stop();
        Assert.IsType<Outcome.Sent>(Assert.Single(_world.Store.Settled).End);
    }

    [Fact]
    public async Task What_does_not_end_in_time_is_let_go_unsettled_for_the_next_start()
    {
        _chat.OnPerform = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _world.Time, token);
            return new Outcome.Sent();
        };
        Start();
        await SayAsync("p4 first", Nina);

        Stop();

        Assert.Empty(_world.Store.Settled);
    }

    private void Start(SenderSettings? settings = null)
    {
        var delivering = new Delivering(_world.Store, _world.Writer, _world.Time, NullLogger<Delivering>.Instance);
        var sender = new OutboxSender(_chat, _world.Store, delivering, settings ?? new SenderSettings(), _world.Time, NullLogger<OutboxSender>.Instance);
        _running = _world.Start(() => sender.RunAsync(_stop.Token));
    }

    private void Stop()
    {
        _stop.Cancel();
        _world.PassUntilEnded(_running);
    }

    /// <summary>Said, and a second given to the sender.</summary>
    private async Task SayAsync(string line, Actor who)
    {
        await _world.SayAsync(line, who);
        Pass(1);
    }

    private void Pass(int seconds) => _world.Pass(TimeSpan.FromSeconds(seconds));
}
