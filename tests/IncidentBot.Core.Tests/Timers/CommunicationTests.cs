using IncidentBot.Core.Incidents;
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
        var asked = Events(Acknowledged().Build(), 30).OfType<ApprovalSought>().Select(sought => sought.Level);

        Assert.Equal([1, 2, 3], asked);
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

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_drill_and_a_private_incident_tell_nobody_outside(bool drill, bool hidden)
    {
        var incident = (drill ? An.Incident().P1().Drill() : hidden ? An.Incident().P1().Private() : An.Incident().P1()).AcknowledgedBy(Anna).Build();

        Assert.Empty(Communication.Timers(incident));
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

    private static Update Told(Incident incident) => Assert.Single(incident.Updates, update => update.Audience == Audience.Stakeholders);

    private static Incident Pass(Incident incident, int minutes) => TimerPlan.CatchUp(incident, Noon.AddMinutes(minutes)).Incident;

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
