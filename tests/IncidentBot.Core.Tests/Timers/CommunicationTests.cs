using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Timers;

/// <summary>Product page: the table of the P1, "Steps" and "Ends".</summary>
public sealed class CommunicationTests
{
    private static IncidentBuilder Acknowledged() => An.Incident().P1().AcknowledgedBy(Anna);

    [Fact]
    public void At_minute_ten_whatever_the_step_a_public_text_is_drafted_and_only_drafted()
    {
        var after = Pass(Acknowledged().Build(), 10);

        var draft = Assert.Single(after.Updates, update => update.Audience == Audience.Public);
        Assert.Null(draft.Published);
        Assert.Equal((PublicStage.Investigating, "Triage"), (draft.Stage, after.State));
        Assert.DoesNotContain("checkout", draft.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stakeholders_get_the_facts_at_minute_ten_once_somebody_has_acknowledged()
    {
        Assert.NotNull(Told(Pass(Acknowledged().Build(), 10)).Published);
        Assert.EndsWith(" The next update follows by 12:30 UTC.", Told(Pass(Acknowledged().Build(), 10)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Pass(An.Incident().P1().Build(), 10).Updates, update => update.Audience == Audience.Stakeholders);
    }

    [Fact]
    public void Acknowledged_in_between_they_get_them_at_once_and_else_at_fifteen()
    {
        Assert.Equal(Noon.AddMinutes(12), Told(Pass(An.Incident().P1().After(12).AcknowledgedBy(Anna).Build(), 12)).Published);
        Assert.Equal(Noon.AddMinutes(15), Told(Pass(An.Incident().P1().Build(), 15)).Published);
    }

    [Fact]
    public void From_minute_fifteen_on_communications_lead_commander_and_lead_are_asked_one_after_the_other()
    {
        var asked = Events(Acknowledged().Says("role comms @ben", Anna).Build(), 30).OfType<ApprovalSought>().Select(sought => sought.Level);

        Assert.Equal([1, 2, 3], asked);
        Assert.Equal([2, 3], Events(Acknowledged().Build(), 30).OfType<ApprovalSought>().Select(sought => sought.Level));
    }

    [Fact]
    public void A_snooze_puts_the_question_off_and_skips_nobody()
    {
        // Not at minute 15: everybody is left in peace until 36, and then each has their five minutes.
        var snoozed = Acknowledged().Says("role comms @ben", Anna).After(6).Says("snooze 30", Anna).Build();

        Assert.Equal([(36, 1), (41, 2), (46, 3)], Asked(snoozed, 60));
        Assert.Equal([(15, 1), (33, 2), (38, 3)], Asked(Passed(Acknowledged().Says("role comms @ben", Anna).Build(), 17).Evolve(new Snoozed(Noon.AddMinutes(33)), Anna, Noon.AddMinutes(18)), 60, from: 18, already: [(15, 1)]));
    }

    [Fact]
    public void Each_is_asked_five_minutes_after_the_one_before_and_who_holds_no_place_takes_none()
    {
        Assert.Equal([(15, 1), (20, 2), (25, 3)], Asked(Acknowledged().Says("role comms @ben", Anna).Build(), 40));
        Assert.Equal([(15, 2), (20, 3)], Asked(Acknowledged().Build(), 40));
        Assert.Equal([(15, 1), (20, 3)], Asked(Acknowledged().Says("role comms @anna", Anna).Build(), 40));
    }

    [Fact]
    public void A_commander_who_came_later_is_asked_before_the_lead_and_also_after_them_if_nobody_commanded_until_then()
    {
        var without = Acknowledged().Says("role comms @ben", Anna).Says("lead pass", Anna).Build();
        var took = Passed(without, 18).Evolve(new CommanderNamed("nina", "Nina"), Nina, Noon.AddMinutes(18));
        Assert.Equal([(20, 2), (25, 3)], Asked(took, 40, from: 18));

        var late = Passed(Acknowledged().Says("lead pass", Anna).Build(), 16).Evolve(new CommanderNamed("nina", "Nina"), Nina, Noon.AddMinutes(16));
        Assert.Equal([(20, 2)], Asked(late, 40, from: 16));
    }

    [Fact]
    public void After_a_reopening_the_approval_is_asked_for_as_long_after_it_as_after_the_declaration()
    {
        var back = Passed(Acknowledged().Build(), 30).Evolve(new Mitigated(), Anna, Noon.AddMinutes(31)).Evolve(new Reopened("alert it is back"), Actor.OfAlerts("prometheus"), Noon.AddMinutes(90));

        Assert.Equal([(105, 2), (110, 3)], Asked(back, 120, from: 90));
    }

    [Fact]
    public void Asked_for_approval_within_five_minutes_of_another_reminder_it_is_one_message()
    {
        // The stakeholders were told at minute 10, so the next update is due at 30; the Lead is asked to approve at 25.
        var both = TimerPlan.CatchUp(Passed(Unhurried().Build(), 24), Noon.AddMinutes(25));
        Assert.Equal([typeof(ApprovalSought), typeof(Nagged)], both.Events.Select(happened => happened.GetType()));
        Assert.Single(both.Incident.Pings, ping => ping.At == Noon.AddMinutes(25));

        // The other way round: a team that wants an update every four minutes is reminded at 14, and the first would be asked at 15.
        var incident = Unhurried().Build();
        var often = TimeSpan.FromMinutes(4);
        var brisk = incident.Evolve(new SeverityChanged(Severity.P1, Severity.P1, "own", incident.State, incident.Procedure with { Updates = new Cadence(often, often, often) }), Anna, Noon.AddMinutes(2));
        brisk = Passed(brisk, 7).Evolve(new UpdateWritten(1, Audience.Internal, "x"), Anna, Noon.AddMinutes(8));
        Assert.Equal([typeof(ApprovalSought), typeof(Nagged)], TimerPlan.CatchUp(Passed(brisk, 13), Noon.AddMinutes(14)).Events.Select(happened => happened.GetType()));
    }

    [Theory]
    [InlineData("resolve checked", "")]
    [InlineData("cancel false alarm", "")]
    [InlineData("merge INC-3", "INC-3")]
    public void Every_end_with_an_open_public_status_answers_with_the_closing_text(string line, string into)
    {
        var past = Acknowledged().Says("update public: we are on it", Anna).Says("publish 1", Anna).Says("fixed", Anna);
        var call = (Core.Desk.Reading.Call)Core.Desk.CommandLine.Read(line);
        var decision = ((Core.Verbs.IncidentVerb)call.Verb).Decide(past.Build(), new Core.Verbs.VerbCall(Anna, into.Length > 0 ? into : call.Text, past.Now, Some.Roster, past.Book) { Other = An.Incident().P1().Numbered(3).Build() });

        Assert.Null(decision.Refusal);
        var draft = decision.Events.OfType<UpdateWritten>().Last(update => update.Audience == Audience.Public);
        Assert.Equal(PublicStage.Resolved, draft.Stage);
        Assert.Equal($"publish INC-7 {draft.Number}", Assert.Single(decision.Card!.Buttons).Line);
        Assert.Contains("The public status is still open", decision.Reply, StringComparison.Ordinal);
    }

    [Fact]
    public void One_approval_of_a_responder_is_enough_and_nobody_is_asked_again()
    {
        var offered = Pass(Acknowledged().Build(), 10);
        var draft = offered.Updates.Single(update => update.Audience == Audience.Public);
        var approved = offered.Evolve(new UpdatePublished(draft.Number), Ben, Noon.AddMinutes(11));

        Assert.Equal(Core.Roster.Permissions.ApproveTemplate, new Core.Verbs.PublishVerb().PermissionFor(offered, $"{draft.Number}"));
        Assert.Equal("publish", new Core.Verbs.PublishVerb().PermissionFor(Acknowledged().Says("update public: x", Anna).Build(), "1"));
        Assert.DoesNotContain(TimerPlan.For(approved), timer => timer.Name == Communication.Ask);
    }

    [Fact]
    public void A_P1_that_users_do_not_notice_is_skipped_with_a_reason()
    {
        var skipped = Given(Acknowledged()).When("skip 5 users do not notice it", Anna).Then(new TaskSkipped(5, "users do not notice it")).After;

        Assert.DoesNotContain(TimerPlan.For(skipped), timer => timer.Name == Communication.Offer);
    }

    [Fact]
    public void A_drill_and_a_private_incident_tell_nobody_outside()
    {
        Assert.Empty(Communication.Timers(An.Incident().P1().Private().AcknowledgedBy(Anna).Build()));
        Assert.DoesNotContain(Communication.Timers(An.Incident().P1().Drill().AcknowledgedBy(Anna).Build()), timer => timer.Name == Communication.Stakeholders);
    }

    [Fact]
    public void In_a_drill_the_public_text_is_offered_asked_for_and_approved_and_goes_nowhere()
    {
        var drill = An.Incident().P1().Drill().AcknowledgedBy(Anna);
        Assert.Equal([(15, 2)], Asked(drill.Build(), 60));

        var offered = Pass(drill.Build(), 10);
        Assert.Equal(PublicStage.Investigating, Assert.Single(offered.Updates).Stage);
        var approved = Given(drill.After(10).With(new UpdateWritten(1, Audience.Public, "We are investigating.", PublicStage.Investigating))).When("publish 1", Ben).Then(new TaskTicked(5)).Saying("it is a drill, so it goes to nobody").After;
        Assert.False(approved.WasPublic);
        Assert.Empty(approved.Unsent);
        Assert.DoesNotContain(TimerPlan.For(approved), timer => timer.Name is Communication.Ask or Communication.Offer);
        Given(drill.After(10).With(new UpdateWritten(1, Audience.Public, "We are investigating.", PublicStage.Investigating)).Done(5)).When("publish 1", Ben).ThenRefused("Update 1 was approved already", "`status INC-7`");
    }

    [Fact]
    public void What_is_fixed_before_minute_ten_is_told_to_the_stakeholders_all_the_same_and_offered_to_nobody_else()
    {
        var told = Pass(Acknowledged().After(6).Says("fixed", Anna).Build(), 10);

        Assert.Contains("A fix is in and is being watched.", Told(told).Text, StringComparison.Ordinal);
        Assert.NotNull(Told(told).Published);
        Assert.DoesNotContain(told.Updates, update => update.Audience == Audience.Public);
        Assert.Empty(Pass(Acknowledged().After(5).Says("fixed", Anna).Says("resolve a typo in the settings", Anna).Build(), 15).Updates);
    }

    [Fact]
    public void The_stakeholders_read_since_when_users_notice_it_whatever_was_raised_since()
    {
        Assert.Contains("Since 12:00 UTC.", UpdateTexts.Facts(An.Incident().P2().AcknowledgedBy(Anna).After(30).Says("raise p1 worse", Nina).Build()), StringComparison.Ordinal);
        Assert.Contains("Since 11:40 UTC.", UpdateTexts.Facts(Acknowledged().Says("impact nobody can pay from 11:40", Anna).Build()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_goes_out_by_itself_holds_no_words_of_people_but_the_title()
    {
        var past = Acknowledged().Says("cause Bob fat-fingered the deploy", Anna).Says("impact customers call us names", Nina);
        Assert.DoesNotContain("names", UpdateTexts.Facts(past.Build()), StringComparison.Ordinal);

        var told = past.Says("update stakeholders: payments fail", Anna).Says("publish 1", Anna);
        Assert.Equal("INC-7: checkout is down. It was a false alarm.", Given(told).When("cancel Bob fat-fingered the deploy again", Anna).After.Updates[^1].Text);
        Assert.Matches(@"^INC-7: checkout is down\. Resolved at Mon 2026-03-02 12:\d\d UTC\. The cause is known\.$", Given(told.Fixed()).When("resolve Bob is sorry", Anna).After.Updates[^1].Text);
    }

    [Fact]
    public void That_the_cause_is_known_is_offered_after_the_first_public_text_where_it_was_named_before()
    {
        var caused = Acknowledged().Says("cause a full disk", Anna).After(10).With(new UpdateWritten(1, Audience.Public, "We are investigating.", PublicStage.Investigating));
        var told = Given(caused).When("publish 1", Anna).Saying("A public text that says that the cause is known is ready to publish");

        Assert.Equal((2, PublicStage.Identified), (told.After.Updates[^1].Number, told.After.Updates[^1].Stage!.Value));
        Assert.Equal("publish INC-7 2", Assert.Single(told.Card!.Buttons).Line);
        Assert.Null(Given(Acknowledged().After(10).With(new UpdateWritten(1, Audience.Public, "We are investigating.", PublicStage.Investigating))).When("publish 1", Anna).Card);
    }

    [Fact]
    public void A_raise_to_P1_opens_it_counted_from_the_raise_and_not_if_something_public_went_out()
    {
        var raised = An.Incident().P2().AcknowledgedBy(Anna).After(30).Says("raise p1 worse", Nina);

        Assert.Equal(Noon.AddMinutes(40), TimerPlan.For(raised.Build()).Single(timer => timer.Name == Communication.Offer).Due);
        Assert.DoesNotContain(
            TimerPlan.For(An.Incident().P2().AcknowledgedBy(Anna).Says("update public: x", Anna).Says("publish 1", Anna).After(30).Says("raise p1 worse", Nina).Build()),
            timer => timer.Name == Communication.Offer);
    }

    [Fact]
    public void With_the_cause_the_fix_and_the_end_the_next_public_text_is_ready_and_waits_for_a_person()
    {
        var open = Acknowledged().Says("update public: we are on it", Anna).Says("publish 1", Anna);

        Assert.Equal("publish INC-7 2", Assert.Single(Given(open).When("cause a full disk", Anna).Card!.Buttons).Line);
        var watched = Given(open).When("fixed", Anna);
        Assert.Equal((PublicStage.Monitoring, (DateTimeOffset?)null), (watched.After.Updates[^1].Stage!.Value, watched.After.Updates[^1].Published));
        var resolved = Given(open.Fixed()).When("resolve checked by hand", Anna).Saying("The public status is still open");
        Assert.Equal(PublicStage.Resolved, resolved.After.Updates[^1].Stage);
        Assert.True(resolved.After.PublicOpen);
        Assert.DoesNotContain("disk", resolved.After.Updates[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void After_the_resolve_everybody_who_got_an_earlier_text_gets_a_short_summary()
    {
        var told = Given(Acknowledged().Says("update stakeholders: payments fail", Anna).Says("publish 1", Anna).Fixed()).When("resolve by hand", Anna).After;

        Assert.Equal(2, told.Updates.Count(update => update is { Audience: Audience.Stakeholders, Published: not null }));
        Assert.Single(Given(Acknowledged().Fixed()).When("resolve by hand", Anna).Facts, fact => fact is WriteUpOwned);
        Assert.Empty(Given(Acknowledged().Fixed()).When("resolve by hand", Anna).After.Updates);
    }

    /// <summary>No target is near that would need a call of its own.</summary>
    private static IncidentBuilder Unhurried() => An.Incident().P1().Promising(new SlaOptions { P1 = { Resolution = TimeSpan.FromHours(10) } }).AcknowledgedBy(Anna).Says("role comms @ben", Anna);

    private static Update Told(Incident incident) => Assert.Single(incident.Updates, update => update.Audience == Audience.Stakeholders);

    private static Incident Pass(Incident incident, int minutes) => TimerPlan.CatchUp(incident, Noon.AddMinutes(minutes)).Incident;

    private static Incident Passed(Incident incident, int minutes) => Enumerable.Range(1, minutes).Aggregate(incident, Pass);

    /// <summary>In which minute who was asked, minute by minute.</summary>
    private static List<(int Minute, int Level)> Asked(Incident incident, int until, int from = 0, List<(int Minute, int Level)>? already = null)
    {
        var asked = already ?? [];
        for (var minute = from + 1; minute <= until; minute++)
        {
            var (happened, after) = TimerPlan.CatchUp(incident, Noon.AddMinutes(minute));
            asked.AddRange(happened.OfType<ApprovalSought>().Select(sought => (minute, sought.Level)));
            incident = after;
        }

        return asked;
    }

    /// <summary>Minute by minute, as the sweep would.</summary>
    private static List<IEvent> Events(Incident incident, int minutes)
    {
        List<IEvent> events = [];
        for (var minute = 1; minute <= minutes; minute++)
        {
            var (happened, after) = TimerPlan.CatchUp(incident, Noon.AddMinutes(minute));
            events.AddRange(happened);
            incident = after;
        }

        return events;
    }
}
