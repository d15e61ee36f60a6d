using IncidentBot.Core.Desk;
using IncidentBot.Core.Figures;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using Xunit;
using static IncidentBot.Core.Tests.Support.AlertWorld;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Alerts;

/// <summary>
/// Product page, "Severity change" and "Alert-born incidents": what a person declared stays declared, whatever an alert proposes on top of it.
/// Nina declared a P2 and named the service; before anybody took it an outage raised it to a P1.
/// </summary>
public sealed class ProposedTests
{
    private readonly AlertWorld _world = new();

    [Fact]
    public async Task The_highest_severity_that_a_person_confirmed_is_never_forgotten()
    {
        await _world.SayAsync("p1 checkout is down", Nina);
        await _world.SayAsync("component INC-1 auth degraded", Lena);
        await _world.SayAsync("lower INC-1 p3 only staging", Lena);
        await _world.SendAsync(Red());
        Assert.Equal((Severity.P2, Severity.P1), (_world.Incident(1).Severity, _world.Incident(1).HighestSeverity));

        var confirmed = await _world.SayAsync("severity INC-1 p2 confirmed", Ben);

        Assert.Equal((Severity.P2, Severity.P1, true), (confirmed.Severity, confirmed.HighestSeverity, confirmed.NeedsPostMortem));
    }

    [Fact]
    public async Task What_a_person_declared_counts_as_that_while_the_raise_of_an_alert_waits_for_a_word()
    {
        await RaisedAsync();

        var raised = _world.Incident(1);
        Assert.Equal((Severity.P1, true, false), (raised.Severity, raised.Proposed, raised.Provisional));
        Assert.Equal((Severity.P2, false), (raised.HighestSeverity, raised.NeedsPostMortem));
        Assert.Equal((0, 1), await CountedAsync());

        Assert.True((await _world.SayAsync("severity INC-1 p1 confirmed", Ben)) is { Proposed: false, HighestSeverity: Severity.P1, NeedsPostMortem: true });
        Assert.Equal((1, 0), await CountedAsync());
    }

    [Fact]
    public async Task A_person_may_tell_people_outside_of_it_and_nothing_goes_there_by_itself_before_a_word()
    {
        await RaisedAsync();
        await _world.SayAsync("ack INC-1");

        Assert.DoesNotContain(TimerPlan.For(_world.Incident(1)), timer => timer.Name.StartsWith("communication", StringComparison.Ordinal));
        await _world.SayAsync("update INC-1 public: we look into it");
        await _world.SayAsync("severity INC-1 p1 confirmed", Ben);
        Assert.Contains(TimerPlan.For(_world.Incident(1)), timer => timer.Name.StartsWith("communication", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_who_commands_may_call_off_or_lower_what_a_person_declared_and_any_responder_takes_the_raise_back()
    {
        await RaisedAsync();
        await _world.SayAsync("ack INC-1");

        Assert.Equal(AnswerKind.Refused, (await _world.World.SayAsync("cancel INC-1 false alarm", Ben)).Kind);
        Assert.Equal(AnswerKind.Refused, (await _world.World.SayAsync("severity INC-1 p3 only staging", Ben)).Kind);
        Assert.DoesNotContain(IncidentCards.Room(_world.Incident(1)).Buttons, button => button.Label == "False alarm");
        Assert.Contains(IncidentCards.Room(_world.Incident(1)).Buttons, button => button.Label == "Confirm P2");
        Assert.Equal((Severity.P2, false), (await _world.SayAsync("severity INC-1 p2 confirmed", Ben)) is var back ? (back.Severity, back.Proposed) : default);
    }

    [Fact]
    public async Task A_confirm_button_confirms_and_leads_nobody_who_may_press_it_to_the_question_for_a_commander()
    {
        await RaisedAsync();
        await _world.SayAsync("ack INC-1");
        await _world.PassAsync(15);

        var offered = IncidentCards.Room(_world.Incident(1)).Buttons.Where(button => button.Label.StartsWith("Confirm", StringComparison.Ordinal)).ToList();

        // A person had declared a P2: a P3 would be a lowering.
        Assert.Equal(["Confirm P1", "Confirm P2"], offered.Select(button => button.Label));
        Assert.Equal("No commander is active", (await _world.World.SayAsync("severity INC-1 p3 confirmed", Ben)).Card!.Title);
        Assert.Equal(AnswerKind.Done, (await _world.World.SayAsync(offered[1].Line, Ben, press: true)).Kind);
    }

    [Fact]
    public async Task What_nobody_has_confirmed_may_be_said_to_be_a_P3_by_any_responder()
    {
        await _world.SendAsync(Outage());
        await _world.SayAsync("ack INC-1");
        await _world.PassAsync(15);

        var button = Assert.Single(IncidentCards.Room(_world.Incident(1)).Buttons, button => button.Label == "Confirm P3");

        Assert.Equal(AnswerKind.Done, (await _world.World.SayAsync(button.Line, Ben, press: true)).Kind);
    }

    [Fact]
    public async Task It_can_be_resolved_without_a_word_about_the_raise_and_then_counts_as_what_the_person_declared()
    {
        await RaisedAsync();
        await _world.SayAsync("ack INC-1");
        await _world.SayAsync("fixed INC-1");

        var resolved = await _world.SayAsync("resolve INC-1 it was a blip");

        Assert.Equal((IncidentStatus.Resolved, Severity.P2, false), (resolved.Status, resolved.HighestSeverity, resolved.NeedsPostMortem));
    }

    [Theory]
    [InlineData(120, 1, "kept: a P2 has four hours, and the hour of the P1 that the alert proposed was promised by nobody")]
    [InlineData(300, 0, "missed: the four hours of the P2 had passed, though nobody counted them any more")]
    public async Task The_figures_judge_the_resolution_that_a_person_stood_for(int minutes, int met, string why)
    {
        await RaisedAsync();
        await _world.SayAsync("ack INC-1");
        await _world.PassAsync(minutes);
        await _world.SayAsync("fixed INC-1");
        await _world.SayAsync("resolve INC-1 it was a blip");

        Assert.Contains(ClockKind.Resolution, _world.Incident(1).EverBreached);
        Assert.True(new Share(met, 1) == (await ReportAsync()).ResolutionMet, why);
    }

    [Fact]
    public async Task While_it_is_open_the_figures_wait_for_the_target_that_a_person_stood_for()
    {
        await RaisedAsync();
        await _world.SayAsync("ack INC-1");

        await _world.PassAsync(120);
        Assert.Equal(new Share(0, 0), (await ReportAsync()).ResolutionMet);

        await _world.PassAsync(121);
        Assert.Equal(new Share(0, 1), (await ReportAsync()).ResolutionMet);
    }

    [Fact]
    public async Task Once_a_person_confirms_it_the_breach_of_the_P1_counts()
    {
        await RaisedAsync();
        await _world.SayAsync("ack INC-1");
        await _world.PassAsync(120);
        await _world.SayAsync("severity INC-1 p1 confirmed", Ben);
        await _world.SayAsync("fixed INC-1");
        await _world.SayAsync("resolve INC-1 it was a blip");

        Assert.Equal(new Share(0, 1), (await ReportAsync()).ResolutionMet);
    }

    [Fact]
    public async Task A_promoted_task_was_never_confirmed_and_what_was_confirmed_is_not_provisional_again()
    {
        await _world.SendAsync(Yellow());
        await _world.PassAsync(1);
        await _world.SendAsync(Red("DiskFilling", "disk") with { StartsAt = _world.World.Time.GetUtcNow() });
        Assert.True(_world.Incident(1).Provisional);

        await _world.SayAsync("severity INC-1 p2 confirmed", Ben);
        await _world.SendAsync(Outage("DiskGone", "disk"));

        Assert.True(_world.Incident(1) is { Severity: Severity.P1, Proposed: true, Provisional: false, HighestSeverity: Severity.P2 });
    }

    private async Task RaisedAsync()
    {
        await _world.SayAsync("p2 login is odd", Nina);
        await _world.SayAsync("component INC-1 auth degraded", Lena);
        await _world.SendAsync(Outage());
    }

    /// <summary>How many P1 and P2 the report counts.</summary>
    private async Task<(int P1, int P2)> CountedAsync() => (await ReportAsync()).Counted is var counted ? (counted[Severity.P1], counted[Severity.P2]) : default;

    private async Task<FiguresReport> ReportAsync()
    {
        var history = (await _world.World.Store.LoadAsync(_world.Incident(1).Stream, default))!;
        var now = _world.World.Time.GetUtcNow();
        return FiguresReport.Of([(_world.Incident(1), history.Events)], new Window(now.AddDays(-1), now.AddDays(1), now), WorkingHours.Unset);
    }
}
