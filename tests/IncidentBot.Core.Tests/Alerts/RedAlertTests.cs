using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.Core.Tests.Support.AlertWorld;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Alerts;

/// <summary>Product page, "Alert-born incidents": red and orange.</summary>
public sealed class RedAlertTests
{
    private readonly AlertWorld _world = new();

    [Fact]
    public async Task A_red_alert_opens_a_provisional_incident_and_pages_at_once()
    {
        var answer = await _world.SendAsync(Outage());

        var incident = _world.Incident(1);
        Assert.Equal((1, 0, incident.Id), (answer.Accepted, answer.Duplicates, answer.Incident));
        Assert.Equal((Severity.P1, true, "AuthDown fires"), (incident.Severity, incident.Provisional, incident.Title));
        Assert.Contains(_world.Rows, row => row.Urgency == Urgency.Page && row.OnlyIf == Conditions.UnacknowledgedAs(Severity.P1));
        Assert.Equal(Noon + TimeSpan.FromMinutes(15), incident.ResponseDue);
        Assert.Equal(Noon + TimeSpan.FromMinutes(5), Due(incident, TimerPlan.Climb));
    }

    [Fact]
    public async Task A_red_alert_that_is_no_outage_proposes_a_P2_and_pages_at_once_all_the_same()
    {
        await _world.SendAsync(Red());

        Assert.Equal(Severity.P2, _world.Incident(1).Severity);
        Assert.True(_world.Incident(1).Procedure.Ladder!.Rungs[0].Pages);
    }

    [Fact]
    public async Task An_orange_alert_is_a_P2_that_pages_only_if_nobody_claims_it_within_a_quarter_of_an_hour()
    {
        await _world.SendAsync(Orange());

        var incident = _world.Incident(1);
        Assert.Equal(Severity.P2, incident.Severity);
        Assert.False(incident.Procedure.Ladder!.Rungs[0].Pages);
        Assert.Equal(Noon + TimeSpan.FromMinutes(15), Due(incident, TimerPlan.Climb));
    }

    [Fact]
    public async Task The_card_asks_what_it_is_with_a_verb_behind_each_button()
    {
        await _world.SendAsync(Outage());

        var buttons = IncidentCards.Announcement(_world.Incident(1)).Buttons;
        Assert.Equal(
            ["severity INC-1 p1 confirmed", "severity INC-1 p2 confirmed", "severity INC-1 p3 confirmed", "cancel INC-1 false alarm"],
            buttons.Where(button => button.Label.StartsWith("Confirm", StringComparison.Ordinal) || button.Label == "False alarm").Select(button => button.Line));
    }

    [Fact]
    public async Task Nothing_goes_to_stakeholders_or_the_public_until_a_person_confirms()
    {
        await _world.SendAsync(Outage());
        await _world.SayAsync("ack INC-1");
        await _world.PassAsync(20);

        Assert.Empty(_world.Incident(1).Updates);
        Assert.Contains("Nobody has confirmed INC-1", (await _world.World.SayAsync("update INC-1 public: we look into it")).Text, StringComparison.Ordinal);

        var confirmed = await _world.SayAsync("severity INC-1 p1 confirmed");
        await _world.FireAsync();
        Assert.False(confirmed.Provisional);
        Assert.Equal(Severity.P1, confirmed.HighestSeverity);
        Assert.Contains(_world.Incident(1).Updates, update => update.Audience == Audience.Stakeholders);
    }

    [Fact]
    public async Task Who_is_on_call_confirms_without_breaking_glass_also_as_something_else()
    {
        await _world.SendAsync(Outage());

        var incident = await _world.SayAsync("confirm INC-1 p3", Ben);

        Assert.Equal((Severity.P3, false, Severity.P3), (incident.Severity, incident.Provisional, incident.HighestSeverity));
        Assert.Empty(incident.GlassBroken);
        Assert.False(incident.NeedsPostMortem);
    }

    [Fact]
    public async Task A_false_alarm_ends_everything_it_had_planned()
    {
        await _world.SendAsync(Outage());

        var incident = await _world.SayAsync("cancel INC-1 false alarm");

        Assert.True(incident.IsCancelled);
        Assert.Empty(TimerPlan.For(incident));
    }

    [Fact]
    public void What_nobody_confirmed_needs_no_post_mortem() =>
        Assert.False(An.Incident().P1().Provisional().AcknowledgedBy(Anna).With(new Resolved("by an older version", Early: false), Anna).Build().NeedsPostMortem);

    [Fact]
    public async Task What_nobody_has_confirmed_is_fixed_and_watched_but_the_resolve_asks_first_what_it_was()
    {
        await _world.SendAsync(Outage());
        await _world.SayAsync("ack INC-1");
        await _world.SayAsync("fixed INC-1");
        await _world.ClearAsync(Outage());
        await _world.PassAsync(20);

        var refused = await _world.World.SayAsync("resolve INC-1 it holds");

        Assert.Equal((AnswerKind.Refused, "An alert opened INC-1, and nobody has said yet what it was."), (refused.Kind, refused.Text));
        Assert.Equal(["severity INC-1 p1 confirmed", "severity INC-1 p2 confirmed", "severity INC-1 p3 confirmed", "cancel INC-1 false alarm"], refused.Card!.Buttons.Select(button => button.Line));
        Assert.DoesNotContain(IncidentButtons.Of(_world.Incident(1)), button => button.Line.StartsWith("resolve", StringComparison.Ordinal));
        await _world.SayAsync("severity INC-1 p1 confirmed");
        var resolved = await _world.SayAsync("resolve INC-1 it holds");
        Assert.Equal((true, PostMortemState.Draft), (resolved.NeedsPostMortem, resolved.WriteUp!.State!.Value));
    }

    [Fact]
    public void When_the_watch_ends_over_what_nobody_confirmed_the_card_asks_what_it_was_instead_of_offering_the_resolve()
    {
        var card = NoticeCards.WatchEnded(An.Incident().P1().Provisional().Fixed().Done(10).WatchOver().Build());

        Assert.Equal(["severity INC-7 p1 confirmed", "severity INC-7 p2 confirmed", "severity INC-7 p3 confirmed", "cancel INC-7 false alarm", "reopen INC-7 not fixed yet"], card.Buttons.Select(button => button.Line));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_resolved_without_a_word_is_still_confirmed_and_then_owes_what_a_P1_owes(bool closed)
    {
        var past = An.Incident().P1().Provisional().AcknowledgedBy(Anna).With(new Resolved(null, Early: false), Anna).With(new StepEntered("Post-mortem", StepPhase.After), Anna).With(new WriteUpOwned("anna", "Anna", null), Anna);

        var told = Given(closed ? past.With(new Closed(null), Anna) : past).When("severity p1 confirmed", Anna);

        Assert.Equal((false, Severity.P1, closed ? null : PostMortemState.Draft), (told.After.Provisional, told.After.HighestSeverity, told.After.WriteUp!.State));
    }

    [Fact]
    public async Task Alerts_of_one_service_join_its_incident_for_half_an_hour()
    {
        await _world.SendAsync(Red("A"));
        await _world.PassAsync(29);
        Assert.Equal(new IncidentId(1), (await _world.SendAsync(Red("B"))).Incident);
        await _world.PassAsync(29);
        Assert.Equal(new IncidentId(1), (await _world.SendAsync(Orange("C"))).Incident);
        await _world.PassAsync(31);
        Assert.Equal(new IncidentId(2), (await _world.SendAsync(Red("D"))).Incident);

        Assert.Equal((3, 3), (_world.Incident(1).Alerts!.Total, _world.Incident(1).Alerts!.Firing));
        Assert.Equal(new IncidentId(3), (await _world.SendAsync(Red("E", "search"))).Incident);
    }

    [Fact]
    public async Task An_alert_joins_what_a_person_declared_about_its_service()
    {
        await _world.SayAsync("p2 login is slow", Nina);
        await _world.SayAsync("ack INC-1");
        await _world.SayAsync("component INC-1 auth degraded");

        Assert.Equal(new IncidentId(1), (await _world.SendAsync(Red())).Incident);
        Assert.Equal(Severity.P2, _world.Incident(1).Severity);
    }

    [Fact]
    public async Task What_a_raise_says_in_one_message_leaves_every_other_message_an_id_of_its_own()
    {
        await _world.SendAsync(Orange());
        await _world.PassAsync(3);

        await _world.SendAsync(Outage());

        var rows = _world.World.Store.Saved[^1].Outbox;
        Assert.Contains(rows, row => row.Operation is Operation.Edit);
        Assert.Equal(rows.Count, rows.Select(row => row.Id).Distinct().Count());
    }

    [Fact]
    public async Task An_outage_raises_what_nobody_has_taken_yet_and_leaves_people_at_work_to_decide()
    {
        await _world.SendAsync(Orange());
        await _world.SendAsync(Outage("AuthDown"));
        Assert.Equal((Severity.P1, true), (_world.Incident(1).Severity, _world.Incident(1).Provisional));

        await _world.SendAsync(Orange("Slow", "search"));
        await _world.SayAsync("ack INC-2", number: 2);
        await _world.SendAsync(Outage("SearchDown", "search"));
        Assert.Equal(Severity.P2, _world.Incident(2).Severity);
    }

    [Fact]
    public async Task A_red_alert_calls_who_was_only_told_of_an_orange_one()
    {
        await _world.SendAsync(Orange());
        await _world.SendAsync(Red());

        var incident = _world.Incident(1);
        Assert.Equal(Severity.P2, incident.Severity);
        Assert.Contains(_world.World.Store[incident.Stream].Events, entry => entry.Event is Escalated { Level: 2, Who: [Core.Procedures.Called.Primary] });
        Assert.Equal(Noon + TimeSpan.FromMinutes(15), Due(incident, TimerPlan.Climb)); // the next rung follows the one called early after its usual wait
        await _world.SendAsync(Red("Another"));
        Assert.Single(_world.World.Store[incident.Stream].Events, entry => entry.Event is Escalated);
    }

    [Fact]
    public async Task Hundreds_of_services_at_once_are_an_incident_each()
    {
        var alerts = Enumerable.Range(0, 250).SelectMany(i => new[] { Red($"A{i}", $"service-{i}"), Red($"B{i}", $"service-{i}") }).ToArray();

        Assert.Equal(500, (await _world.SendAsync(alerts)).Accepted);
        Assert.Equal(500, (await _world.SendAsync(alerts)).Duplicates);
        Assert.Equal(2, _world.Incident(250).Alerts!.Total);
        Assert.All(_world.World.Store.Saved, change => Assert.InRange(change.Outbox.Count, 0, 1_000));
    }

    [Fact]
    public async Task The_same_occurrence_is_counted_once_and_the_next_one_again()
    {
        var first = Red() with { StartsAt = Noon };
        await _world.SendAsync(first);

        var again = await _world.SendAsync(first);
        var later = await _world.SendAsync(first with { StartsAt = Noon + TimeSpan.FromMinutes(3) });
        var stale = await _world.SendAsync(first);

        Assert.Equal((0, 1, new IncidentId(1)), (again.Accepted, again.Duplicates, again.Incident));
        Assert.Equal((1, 0), (later.Accepted, later.Duplicates));
        Assert.Equal((0, 1), (stale.Accepted, stale.Duplicates));
        Assert.Equal((2, 1), (_world.Incident(1).Alerts!.Total, _world.Incident(1).Alerts!.Firing));
    }

    [Fact]
    public async Task Two_calls_at_once_open_one_incident()
    {
        var answers = await Task.WhenAll(_world.SendAsync(Red("A")), _world.SendAsync(Red("B")), _world.SendAsync(Red("C")));

        Assert.All(answers, answer => Assert.Equal(answers[0].Incident, answer.Incident));
        Assert.Equal(3, _world.Incident(answers[0].Incident!.Value.Number).Alerts!.Total);
        Assert.Single(_world.World.Store[StreamId.Intake].Events);
    }

    [Fact]
    public async Task Another_instance_that_was_faster_is_found_out()
    {
        // Between the decision and the write another instance takes the fence.
        var raced = false;
        _world.World.Store.InsteadOfSaving = _ => raced ? null : Race();

        Assert.Equal(1, (await _world.SendAsync(Red())).Accepted);

        CommitResult Race()
        {
            raced = true;
            return new CommitResult.Conflict();
        }
    }

    [Fact]
    public async Task A_signal_that_clears_never_resolves_the_incident()
    {
        await _world.SendAsync(Red());
        var answer = await _world.ClearAsync(Red());

        var incident = _world.Incident(1);
        Assert.Equal((1, new IncidentId(1)), (answer.Accepted, answer.Incident));
        Assert.True(incident.IsOpen);
        Assert.Equal(0, incident.Alerts!.Firing);
        Assert.Equal(1, (await _world.ClearAsync(Red())).Duplicates);
    }

    [Fact]
    public async Task Notes_and_clearings_of_nothing_are_recorded_and_open_nothing()
    {
        var note = await _world.SendAsync(Of("Deployed", "info", "auth"));
        var cleared = await _world.ClearAsync(Red("Unknown"));

        Assert.Equal((1, null), (note.Accepted, note.Incident));
        Assert.Equal((1, null), (cleared.Accepted, cleared.Incident));
        Assert.Equal(2, _world.World.Store[StreamId.Alerts].Version);
        Assert.Empty(_world.Rows);
    }

    [Fact]
    public async Task A_clearing_that_came_before_its_alert_clears_it_when_it_comes()
    {
        var alert = Outage() with { StartsAt = Noon };
        await _world.ClearAsync(alert);
        _world.World.Time.Advance(TimeSpan.FromMinutes(1));

        var answer = await _world.SendAsync(alert);

        Assert.Equal((1, 0, 1), (answer.Accepted, answer.Duplicates, answer.Incident!.Value.Number));
        Assert.Equal((1, 0, 0), (_world.Incident(1).Alerts!.Total, _world.Incident(1).Alerts!.Firing, _world.Incident(1).Alerts!.RedFiring));
        Assert.True(_world.Incident(1).AwaitsAcknowledgement);
        Assert.Equal((0, 1), (await _world.SendAsync(alert)) is var again ? (again.Accepted, again.Duplicates) : default);

        await _world.SendAsync(alert with { StartsAt = Noon.AddMinutes(1) });
        Assert.Equal((2, 1), (_world.Incident(1).Alerts!.Total, _world.Incident(1).Alerts!.Firing));
    }

    [Fact]
    public async Task An_early_clearing_among_many_clears_its_alert_too_also_where_that_joins_an_open_incident()
    {
        var alerts = Enumerable.Range(0, 15).Select(number => Red($"signal {number}") with { StartsAt = Noon }).ToArray();
        await _world.SendAsync([.. alerts.Select(alert => alert with { Firing = false })]);
        await _world.SendAsync(Red("another"));

        await _world.SendAsync(alerts[14], alerts[3]);

        Assert.Equal((3, 1), (_world.Incident(1).Alerts!.Total, _world.Incident(1).Alerts!.Firing));
    }

    [Fact]
    public async Task The_clearing_of_an_occurrence_before_clears_no_later_one()
    {
        await _world.ClearAsync(Outage() with { StartsAt = Noon.AddMinutes(-10) });

        await _world.SendAsync(Outage() with { StartsAt = Noon });

        Assert.Equal(1, _world.Incident(1).Alerts!.Firing);
    }

    [Fact]
    public async Task A_named_call_gets_its_first_answer_back()
    {
        var call = new Core.Alerts.AlertCall("prometheus", [Red()], new DeliveryId("alert/prometheus/77"));
        var first = await _world.Desk.HandleAsync(call, default);
        await _world.SayAsync("cancel INC-1 false alarm");

        Assert.Equal(first, await _world.Desk.HandleAsync(call, default));
    }

    [Fact]
    public async Task After_a_false_alarm_the_same_occurrence_wakes_nobody_again()
    {
        var alert = Red() with { StartsAt = Noon };
        await _world.SendAsync(alert);
        await _world.SayAsync("cancel INC-1 false alarm");

        Assert.Equal(1, (await _world.SendAsync(alert)).Duplicates);
        await _world.PassAsync(9);
        Assert.Equal(new IncidentId(2), (await _world.SendAsync(alert with { StartsAt = Noon + TimeSpan.FromMinutes(9) })).Incident);
    }

    [Fact]
    public async Task Alerts_of_a_merged_incident_go_where_it_goes_on()
    {
        await _world.SendAsync(Red("A"));
        await _world.SendAsync(Red("B", "search"));
        await _world.SayAsync("ack INC-1");
        await _world.SayAsync("ack INC-2", number: 2);
        await _world.SayAsync("merge INC-1 INC-2");

        Assert.Equal(new IncidentId(2), (await _world.SendAsync(Red("A") with { StartsAt = Noon + TimeSpan.FromMinutes(1) })).Incident);
    }

    private static DateTimeOffset? Due(Incident incident, string timer) => TimerPlan.For(incident).SingleOrDefault(planned => planned.Name == timer)?.Due;
}
