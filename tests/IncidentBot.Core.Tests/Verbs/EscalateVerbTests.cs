using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Timers;
using IncidentBot.Core.Verbs;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class EscalateVerbTests
{
    [Theory]
    [InlineData(0, 2, Called.Secondary, "Ben")]
    [InlineData(1, 3, Called.Lead, "Lena +49 30 333")]
    [InlineData(2, 4, Called.List, "Paul")]
    [InlineData(3, 5, Called.List, "Paul")]
    public void Every_time_the_next_level_of_a_P1_is_called_and_the_list_again_beyond_the_end(int before, int level, Called who, string named)
    {
        var past = An.Incident().P1();
        for (var i = 0; i < before; i++)
        {
            past.Says("escalate", Nina);
        }

        var told = Given(past).When("escalate", Nina).Saying("nobody was phoned", named);

        var called = Assert.IsType<Escalated>(Assert.Single(told.Facts));
        Assert.Equal((level, "Nina asked for it"), (called.Level, called.Why));
        Assert.Equal([who], called.Who);
        Assert.Equal(level, told.After.LadderLevel);
    }

    [Fact]
    public void A_button_pressed_twice_wakes_one_level()
    {
        var pressed = An.Incident().P1().Says("escalate after 1", Nina);

        Given(pressed).When("escalate after 1", Ben).ThenRefused("Nina has done that already: the next level was called at 12:01 UTC.", "`escalate INC-7` calls the one after it");
        Given(pressed).When("escalate after 1", Nina).ThenRefused("You have done that already", "`escalate INC-7`");
        Assert.Equal(3, Assert.IsType<Escalated>(Assert.Single(Given(pressed).When("escalate after 2", Ben).Facts)).Level);
        Assert.Equal(3, Assert.IsType<Escalated>(Assert.Single(Given(pressed).When("escalate", Ben).Facts)).Level);
    }

    [Fact]
    public void A_button_from_before_the_ladder_went_on_by_itself_calls_nobody()
    {
        var (events, incident) = TimerPlan.CatchUp(An.Incident().P1().Build(), Noon + TimeSpan.FromMinutes(5));

        Assert.Equal((2, Actor.Bot), (Assert.Single(events.OfType<Escalated>()).Level, incident.Climbed!.Value.By));
        var refused = new EscalateVerb().Decide(incident, new VerbCall(Nina, "after 1", Noon + TimeSpan.FromMinutes(6), PeopleRoster.From(People()), ProcedureBook.Default()));

        Assert.Equal("That is done already: the next level was called at 12:05 UTC.", refused.Refusal!.Sentence);
    }

    [Fact]
    public void The_primary_of_a_P2_who_was_only_told_is_called_first() =>
        Assert.Equal([Called.Primary], Assert.IsType<Escalated>(Assert.Single(Given(An.Incident().P2()).When("escalate", Nina).Saying("Anna +49 30 111").Facts)).Who);

    [Fact]
    public void Also_after_the_acknowledgement_more_people_can_be_called()
    {
        var told = Given(An.Incident().P1().AcknowledgedBy(Anna)).When("escalate", Anna).Saying("Ben");

        Assert.Equal([Called.Secondary], Assert.IsType<Escalated>(Assert.Single(told.Facts)).Who);
        Assert.False(told.After.AwaitsAcknowledgement);
    }

    [Fact]
    public void Whoever_declined_is_passed_over() =>
        Given(An.Incident().P1().Says("decline", Ben)).When("escalate", Nina).Saying("Paul");

    [Fact]
    public void A_rota_with_nobody_on_call_calls_the_lead_and_the_list()
    {
        var people = People();
        (people.Primary, people.Secondary) = (null, null);

        Given(An.Incident().P1().WithPeople(PeopleRoster.From(people))).When("escalate", Nina).Saying("Lena", "Paul");
    }

    [Fact]
    public void An_empty_rota_says_that_there_is_nobody() =>
        Given(An.Incident().P1().WithPeople(PeopleRoster.Empty)).When("escalate", Nina).Saying("There is nobody left to call.");

    [Theory]
    [InlineData(Severity.P3)]
    [InlineData(Severity.P4)]
    public void What_has_no_ladder_can_be_raised_or_somebody_paged(Severity severity) =>
        Given(An.Incident().Severe(severity)).When("escalate", Nina).ThenRefused($"A {severity} has no ladder", "`severity INC-7 p1 <reason>`");

    [Fact]
    public void In_a_drill_nobody_is_called() =>
        Given(An.Incident().P1().Drill()).When("escalate", Anna).ThenRefused("In a drill nobody is called", "`note INC-7 <text>`");

    [Fact]
    public void When_it_is_over_nobody_is_called()
    {
        Given(An.Incident().P1().Resolved()).When("escalate", Anna).ThenRefused("INC-7 is over", "`note INC-7 <text>`");
        Given(An.Incident().P1().Cancelled()).When("escalate", Anna).ThenRefused("INC-7 is over", "`note INC-7 <text>`");
    }

    [Fact]
    public void However_often_it_is_asked_for_the_next_call_follows_after_its_usual_wait()
    {
        var past = An.Incident().P1();
        for (var i = 0; i < 7; i++)
        {
            past.Says("escalate", Nina);
        }

        var incident = past.Build();

        // The last was asked for in the seventh minute.
        Assert.Equal(incident.DeclaredAt + TimeSpan.FromMinutes(7 + 5), incident.NextCall);
    }

    [Fact]
    public void Where_everybody_has_declined_it_says_so_and_names_the_way_out() =>
        Given(An.Incident().P1().Says("decline", Anna).Says("decline", Ben).Says("decline", Lena).Says("decline", Paul)).When("escalate", Nina).ThenRefused("Everybody on the ladder has declined; there is nobody left to call.", "`page INC-7 @who` calls somebody by name; the hotline is +49 30 999.");

    [Fact]
    public void Whoever_was_paged_minutes_ago_is_not_called_again_and_the_next_level_is()
    {
        var told = Given(An.Incident().P1().Says("page @ben", Tom)).When("escalate", Nina).Saying("Lena +49 30 333", "Ben was called at 12:01 UTC already");

        Assert.Equal([Called.Lead], Assert.IsType<Escalated>(Assert.Single(told.Facts)).Who);
        Assert.Equal(3, told.After.LadderLevel);
    }

    [Fact]
    public void After_the_ladders_five_minutes_they_are_called_again() =>
        Given(An.Incident().P1().Says("page @ben", Tom)).When("escalate", Nina, TimeSpan.FromMinutes(6)).Saying("nobody was phoned: Ben.");

    [Fact]
    public void Whoever_declined_after_their_page_lets_the_next_one_be_called_and_is_not_named() =>
        Assert.DoesNotContain("Ben", Given(An.Incident().P1().Says("page @ben", Tom).Says("decline", Ben)).When("escalate", Nina).Saying("Paul").Reply, StringComparison.Ordinal);

    [Fact]
    public void One_person_in_two_places_is_called_once()
    {
        var people = People();
        people.Secondary = "anna";

        Given(An.Incident().P1().WithPeople(PeopleRoster.From(people))).When("escalate", Nina).Saying("Lena", "Anna was called at 12:00 UTC already");
    }

    [Fact]
    public void On_the_list_the_others_are_called()
    {
        var people = People();
        people.P1List.Add("tom");
        var past = An.Incident().P1().WithPeople(PeopleRoster.From(people)).Says("escalate", Nina).Says("escalate", Nina).Says("page @paul", Nina);

        Given(past).When("escalate", Nina).Saying("nobody was phoned: Tom. Paul was called at 12:03 UTC already");
    }

    [Fact]
    public void Where_all_who_are_left_have_just_been_called_it_says_when_and_calls_nobody() =>
        Given(An.Incident().P2().Says("page @anna", Nina).Says("page @ben", Nina)).When("escalate", Nina)
            .ThenRefused("Nobody new to call: Anna was called at 12:01 UTC, Ben at 12:02 UTC already.", "`page INC-7 @who` calls somebody by name");

    [Fact]
    public void Whoever_declines_sends_nobody_a_second_page_within_minutes() =>
        Given(An.Incident().P1().Says("page @ben", Tom)).When("decline", Anna).Saying("Lena +49 30 333", "Ben was called at 12:01 UTC already");
}
