using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using Xunit;
using static IncidentBot.Core.Tests.Support.AlertWorld;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Alerts;

/// <summary>Product page, "Alert-born incidents", and integrations page, section 10: the investigation task of a yellow alert.</summary>
public sealed class YellowAlertTests
{
    private readonly AlertWorld _world = new();

    [Fact]
    public async Task A_yellow_alert_is_a_message_and_a_task_due_in_half_an_hour_and_calls_nobody()
    {
        await _world.SendAsync(Yellow());

        var task = _world.Incident(1);
        Assert.True(task.IsTask);
        Assert.False(task.Provisional);
        Assert.Null(task.ResponseClock);
        Assert.DoesNotContain(_world.Rows, row => row.Operation is Operation.Invite or Operation.Post { Body: Body.Fixed });
        Assert.Contains("Task · DiskFilling fires", IncidentCards.Announcement(task).Title, StringComparison.Ordinal);
        Assert.Contains(IncidentCards.Announcement(task).Buttons, button => button is { Label: "Claim", Line: "ack INC-1" });
        Assert.True(Summary(task).Task);
    }

    [Fact]
    public async Task Who_is_on_shift_is_reminded_after_20_minutes_and_the_Lead_told_after_30()
    {
        await _world.SendAsync(Yellow());

        await _world.PassAsync(20);
        Assert.Equal(["anna"], Called());
        Assert.Contains(Said(), line => line.Contains("It is to be looked into by", StringComparison.Ordinal));
        await _world.PassAsync(10);
        Assert.Equal(["anna", "lena"], Called());
        Assert.Contains(Said(), line => line.Contains("It was to be looked into by", StringComparison.Ordinal));
        await _world.PassAsync(600);
        Assert.Equal(["anna", "lena"], Called());
    }

    [Fact]
    public async Task Whoever_claims_it_is_left_in_peace()
    {
        await _world.SendAsync(Yellow());
        var task = await _world.SayAsync("ack INC-1", Tom);
        await _world.PassAsync(600);

        Assert.Equal("Tom", task.CommanderName);
        Assert.Empty(Called());
        Assert.Empty(TimerPlan.For(_world.Incident(1)));
    }

    [Theory]
    [InlineData("fixed")]
    [InlineData("false alarm")]
    [InlineData("accepted")]
    [InlineData("known")]
    public async Task It_ends_with_one_of_four_reasons_claimed_or_not(string reason)
    {
        await _world.SendAsync(Yellow());

        var task = await _world.SayAsync($"close INC-1 {reason}", Tom);

        Assert.Equal((true, reason), (task.IsClosed, task.ClosedBecause));
        Assert.Empty(TimerPlan.For(task));
    }

    [Theory]
    [InlineData("close INC-1")]
    [InlineData("close INC-1 because")]
    [InlineData("resolve INC-1")]
    [InlineData("fixed INC-1")]
    [InlineData("next INC-1")]
    [InlineData("severity INC-1 p3 no")]
    [InlineData("update INC-1 public: hello")]
    public async Task What_a_task_has_not_is_refused_with_what_it_has(string line)
    {
        await _world.SendAsync(Yellow());
        await _world.SayAsync("ack INC-1");

        var answer = await _world.World.SayAsync(line);

        Assert.Equal(AnswerKind.Refused, answer.Kind);
        Assert.Contains("INC-1", answer.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_task_stays_closed()
    {
        await _world.SendAsync(Yellow());
        await _world.SayAsync("close INC-1 fixed");

        Assert.Contains("is closed", (await _world.World.SayAsync("reopen INC-1 it is back")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_that_clears_by_itself_leaves_the_task_open_and_marked()
    {
        await _world.SendAsync(Yellow());
        await _world.PassAsync(1);
        await _world.ClearAsync(Yellow());

        var task = _world.Incident(1);
        Assert.True(task.IsOpen);
        Assert.Equal("1 alert, signal cleared", Fact(task, "Alerts"));
    }

    [Fact]
    public async Task Repeats_join_the_task()
    {
        await _world.SendAsync(Yellow() with { StartsAt = Noon });
        await _world.PassAsync(23 * 60);

        Assert.Equal(new IncidentId(1), (await _world.SendAsync(Yellow() with { StartsAt = Noon + TimeSpan.FromHours(23) })).Incident);
        Assert.Equal(2, _world.Incident(1).Alerts!.Total);
    }

    [Theory]
    [InlineData("accepted", 1)]
    [InlineData("known", 1)]
    [InlineData("fixed", 2)]
    [InlineData("false alarm", 2)]
    public async Task After_the_end_repeats_join_what_was_expected_and_open_what_was_to_be_over(string reason, int incident)
    {
        await _world.SendAsync(Yellow() with { StartsAt = Noon });
        await _world.SayAsync($"close INC-1 {reason}");
        await _world.PassAsync(120);

        Assert.Equal(new IncidentId(incident), (await _world.SendAsync(Yellow() with { StartsAt = Noon + TimeSpan.FromHours(2) })).Incident);
        await _world.PassAsync(23 * 60);
        Assert.Equal(new IncidentId(2), (await _world.SendAsync(Yellow() with { StartsAt = Noon + TimeSpan.FromHours(25) })).Incident);
    }

    [Fact]
    public async Task Promoted_its_clocks_start_at_the_promotion()
    {
        await _world.SendAsync(Yellow());
        await _world.PassAsync(25);

        var incident = await _world.SayAsync("severity INC-1 p1 it is worse", Nina);

        var now = _world.World.Time.GetUtcNow();
        Assert.Equal((false, false, Severity.P1), (incident.IsTask, incident.Provisional, incident.HighestSeverity));
        Assert.Equal(now + TimeSpan.FromMinutes(15), incident.ResponseDue);
        Assert.Equal(now + TimeSpan.FromHours(1), incident.ResolutionClock!.Due);
        Assert.False(Summary(incident).Task);

        var lowered = await _world.SayAsync("severity INC-1 p2 not that bad", Lena);
        Assert.Equal(now + TimeSpan.FromHours(4), lowered.ResolutionClock!.Due);
    }

    [Fact]
    public async Task Whoever_claimed_it_has_answered_when_it_is_promoted()
    {
        await _world.SendAsync(Yellow());
        await _world.SayAsync("ack INC-1");
        await _world.PassAsync(40);

        var incident = await _world.SayAsync("severity INC-1 p2 it is worse");

        Assert.Equal("Investigate", incident.State);
        Assert.False(incident.AwaitsAcknowledgement);
        Assert.False(incident.ResponseClock!.Runs);
        Assert.Empty(incident.Breached);
    }

    [Fact]
    public async Task A_red_alert_of_the_same_signal_promotes_it_provisionally()
    {
        await _world.SendAsync(Yellow());
        await _world.SendAsync(Outage("DiskFilling", "disk") with { StartsAt = Noon + TimeSpan.FromMinutes(1) });

        var incident = _world.Incident(1);
        Assert.Equal((Severity.P1, true, false), (incident.Severity, incident.Provisional, incident.IsTask));
        Assert.Contains(_world.Rows, row => row.Urgency == Urgency.Page && row.Operation is Operation.Post { Body: Body.Fixed });
    }

    [Fact]
    public async Task A_red_alert_of_another_signal_does_not()
    {
        await _world.SendAsync(Yellow());

        Assert.Equal(new IncidentId(2), (await _world.SendAsync(Red("DiskFull", "disk"))).Incident);
        Assert.True(_world.Incident(1).IsTask);
    }

    [Fact]
    public async Task Outside_coverage_the_half_hour_starts_with_the_next_coverage()
    {
        var hours = new WorkingHours("Europe/Berlin", new TimeOnly(14, 0), new TimeOnly(18, 0), [DayOfWeek.Monday], []);
        var night = new AlertWorld(book: ProcedureBook.From(new SlaOptions(), hours));
        await night.SendAsync(Yellow());

        // Noon in UTC is one o'clock there; work begins at two.
        Assert.Equal(Noon + TimeSpan.FromHours(1) + TimeSpan.FromMinutes(20), Assert.Single(TimerPlan.For(night.Incident(1))).Due);
    }

    [Fact]
    public async Task An_unmapped_severity_is_a_task_that_says_so()
    {
        await _world.SendAsync(Of("Odd", "catastrophic", "disk"));

        Assert.True(_world.Incident(1).IsTask);
        Assert.Contains(IncidentCards.Announcement(_world.Incident(1)).Lines(), line => line.Contains("unmapped severity 'catastrophic'", StringComparison.Ordinal));
    }

    private static IncidentSummary Summary(AlertWorld world, Incident incident) =>
        world.World.Store[incident.Stream].Events.Aggregate((IncidentSummary?)null, (summary, entry) => IncidentSummary.Apply(incident.Stream, summary, entry))!;

    private static string Fact(Incident task, string name) =>
        string.Concat(IncidentCards.Announcement(task).Blocks.OfType<Block.Facts>().Single().Items.Single(fact => fact.Name == name).Value.OfType<Span.Words>().Select(words => words.Value));

    private IncidentSummary Summary(Incident incident) => Summary(_world, incident);

    private IEnumerable<string> Said() =>
        _world.Rows.Select(row => row.Operation).OfType<Operation.Post>().Select(post => post.Body).OfType<Body.Fixed>().SelectMany(body => body.Card.Lines());

    /// <summary>Everybody who was mentioned in a message, in order.</summary>
    private List<string> Called() =>
    [
        .. _world.Rows.Select(row => row.Operation).OfType<Operation.Post>().Select(post => post.Body).OfType<Body.Fixed>()
            .SelectMany(body => body.Card.Blocks.OfType<Block.Text>()).SelectMany(text => text.Spans.OfType<Span.Mention>()).Select(mention => mention.Person),
    ];
}
