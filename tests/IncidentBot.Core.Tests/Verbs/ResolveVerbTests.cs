using IncidentBot.Core.Figures;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class ResolveVerbTests
{
    /// <summary>With the resolve its commander owns what is left to write down.</summary>
    private static readonly WriteUpOwned Writing = new(Anna.Id, Anna.Name, Some.Roster.Find(Anna.Id)!.Zone);

    [Fact]
    public void After_the_watch_and_with_the_smoke_tests_done_no_reason_is_asked() =>
        Given(An.Incident().P1().Fixed().Done(10).WatchOver()).When("resolve", Anna)
            .Then(new Resolved(null, Early: false), new StepEntered("Post-mortem", StepPhase.After), Writing).Saying("Post-mortem", "`close INC-7`");

    [Fact]
    public void While_the_watch_runs_a_reason_is_asked_and_the_end_of_the_watch_named() =>
        Given(An.Incident().P1().AcknowledgedBy(Anna).After(5).Fixed().Done(10)).When("resolve", Anna)
            .ThenRefused("The watch after the fix runs until 12:20 UTC", "`resolve INC-7 <reason>`");

    [Fact]
    public void A_reason_ends_the_watch_early_and_that_is_marked() =>
        Given(An.Incident().P1().Fixed().Done(10)).When("resolved traffic is back to normal", Anna)
            .Then(new Resolved("traffic is back to normal", Early: true), new StepEntered("Post-mortem", StepPhase.After), Writing).Saying("before its watch had ended");

    [Fact]
    public void A_fix_whose_watch_does_not_complete_has_not_stopped_the_resolution_clock()
    {
        var early = An.Incident().P1().AcknowledgedBy(Anna).After(58).Fixed().After(70);

        var story = Given(early).When("resolve the queue drains", Anna)
            .Then(new Resolved("the queue drains", Early: true), new ClockBreached(ClockKind.Resolution), new StepEntered("Post-mortem", StepPhase.After), Writing)
            .Saying("The resolution target passed at 13:00 UTC: a fix that was not verified to the end stops no clock.");

        Assert.Equal((Noon.AddMinutes(70), Noon.AddMinutes(60), true), (story.After.ResolutionClock!.StoppedAt!.Value, story.After.ResolutionClock.Due, story.After.EverBreached.Contains(ClockKind.Resolution)));
        var resolved = early.Says("resolve the queue drains", Anna);
        var figures = FiguresReport.Of([(resolved.Build(), resolved.History().Events)], new Window(Noon, Noon.AddDays(1), Noon.AddDays(1)), WorkingHours.Unset);
        Assert.Equal(new Share(0, 1), figures.ResolutionMet);
    }

    [Fact]
    public async Task That_it_was_missed_stands_in_the_timeline_and_calls_nobody()
    {
        var world = new World().With(An.Incident().Numbered(1).P1().AcknowledgedBy(Anna).After(58).Fixed().Says("update the fix is in", Anna).After(70));

        await world.SayAsync("resolve INC-1 the queue drains");

        Assert.Contains("Resolution target missed", world.Store[new StreamId("INC-1")].Events.Select(TimelineWords.Of));
        Assert.Empty(world.Store.Saved.SelectMany(change => change.Outbox).SelectMany(Calls.Of));
    }

    [Fact]
    public void A_watch_that_completes_keeps_the_halt_at_the_fix_and_an_early_end_in_time_misses_nothing()
    {
        Given(An.Incident().P1().AcknowledgedBy(Anna).After(58).Fixed().Done(10).WatchOver()).When("resolve", Anna)
            .Then(new Resolved(null, Early: false), new StepEntered("Post-mortem", StepPhase.After), Writing);
        Given(An.Incident().P1().AcknowledgedBy(Anna).After(50).Fixed().Done(10).After(59)).When("resolve the queue drains", Anna)
            .Then(new Resolved("the queue drains", Early: true), new StepEntered("Post-mortem", StepPhase.After), Writing);
    }

    [Fact]
    public void Open_smoke_tests_ask_for_a_reason() =>
        Given(An.Incident().P1().Fixed().WatchOver()).When("resolve", Anna)
            .ThenRefused("Still open: 10 Smoke tests done", "`done INC-7 <no>`, or give a reason: `resolve INC-7 <reason>`");

    [Fact]
    public void Open_smoke_tests_can_be_skipped_with_a_reason() =>
        Given(An.Incident().P1().Fixed().WatchOver()).When("resolve nothing to smoke here", Anna)
            .Then(new Resolved("nothing to smoke here", Early: false), new StepEntered("Post-mortem", StepPhase.After), Writing);

    [Theory]
    [InlineData(Severity.P2, 6, "Document")]
    [InlineData(Severity.P3, 7, "Close")]
    public void Without_a_watch_the_verifying_task_is_all_it_takes(Severity severity, int task, string after)
    {
        Given(An.Incident().Severe(severity).Fixed()).When("resolve", Anna).ThenRefused($"Still open: {task} Verify the resolution", "`resolve INC-7 <reason>`");
        Given(An.Incident().Severe(severity).Fixed().Done(task)).When("resolve", Anna).Then(new Resolved(null, Early: false), new StepEntered(after, StepPhase.After), Writing);
    }

    [Fact]
    public void A_P4_is_simply_resolved() =>
        Given(An.Incident().P4()).When("resolve", Stranger).Then(new Resolved(null, Early: false), new StepEntered("Resolved", StepPhase.After));

    [Fact]
    public void Without_a_fix_there_is_no_resolve() =>
        Given(An.Incident().P1().InStep("Triage")).When("resolve it went away", Anna).ThenRefused("The fix for INC-7 is not in yet", "`fixed INC-7` first");

    [Fact]
    public void Without_an_acknowledgement_there_is_no_resolve() =>
        Given(An.Incident().P1()).When("resolve it went away", Anna).ThenRefused("Nobody has acknowledged INC-7 yet", "`ack INC-7`");

    [Fact]
    public void What_is_over_is_not_resolved_again()
    {
        Given(An.Incident().P1().Resolved()).When("resolve", Anna).ThenRefused("INC-7 is resolved already", "`close INC-7`");
        Given(An.Incident().P1().Closed()).When("resolve", Anna).ThenRefused("INC-7 is closed", "`reopen INC-7");
        Given(An.Incident().P1().Cancelled()).When("resolve", Anna).ThenRefused("INC-7 was cancelled", "declare it again");
    }

    [Fact]
    public void Where_nothing_is_left_to_write_down_only_closing_comes_next() =>
        Assert.Equal("INC-7 is resolved. Next: `close INC-7`.", Given(An.Incident().P4()).When("resolve", Stranger).Reply);
}
