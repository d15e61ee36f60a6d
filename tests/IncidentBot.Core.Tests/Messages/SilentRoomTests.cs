using System.Collections.Immutable;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Messages;

/// <summary>Product page, "Noise rule": the calls of the ladder when nobody answers in the room.</summary>
public sealed class SilentRoomTests
{
    private static readonly DateTimeOffset ByDay = new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset AtNight = new(2026, 3, 3, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_call_says_since_when_nobody_answers_who_is_called_next_and_how_it_ends()
    {
        var asked = An.Incident().P1().AcknowledgedBy(Anna).After(42).With(new Nagged([NagKind.Silence])).Build();
        var happened = TimerPlan.Fire(TimerPlan.SilenceEscalation, asked, Noon.AddMinutes(51));
        var after = asked.Evolve(happened[0], Actor.Bot, Noon.AddMinutes(51));

        var row = new Announcements(Some.Roster).For(asked, after, [Recorded.Of(happened[0], Actor.Bot, Noon.AddMinutes(51), Chain.Start)], after.Version).Single(row => row.Operation is Operation.Post);
        var card = ((Body.Fixed)((Operation.Post)row.Operation).Body).Card;
        Assert.Equal((Conditions.Silent, Urgency.Escalation), (row.OnlyIf, row.Urgency));
        Assert.Equal("INC-7: nobody answers in the room", card.Title);
        Assert.Contains("A word in the room stops the calls.", string.Join('\n', card.Blocks.OfType<Block.Text>().SelectMany(block => block.Spans).OfType<Span.Words>().Select(words => words.Value)), StringComparison.Ordinal);
        Assert.Equal(["anna"], card.Blocks.OfType<Block.Text>().SelectMany(block => block.Spans).OfType<Span.Mention>().Select(mention => mention.Person));
        Assert.Equal([Noon.AddMinutes(1), Noon.AddMinutes(56)], card.Blocks.OfType<Block.Text>().SelectMany(block => block.Spans).OfType<Span.Moment>().Select(moment => moment.At));
    }

    [Theory]
    [InlineData(Severity.P1)]
    [InlineData(Severity.P2)]
    public void Where_the_primary_has_declined_a_silent_room_calls_the_secondary_and_nobody_else(Severity severity)
    {
        var roster = Some.Roster;
        var past = An.Incident().Severe(severity).Says("decline", Anna).AcknowledgedBy(Ben).Build();

        Assert.Equal(["ben"], roster.CalledInTime([Called.Primary], past.Declined).Select(person => person.Id));
        Assert.Equal(["lena"], roster.CalledInTime([Called.Secondary], past.Declined.Add("ben")).Select(person => person.Id));
        Assert.Equal(["paul"], roster.CalledInTime([Called.Primary], past.Declined.Add("ben").Add("lena")).Select(person => person.Id));
    }

    [Fact]
    public void At_night_a_P2_wakes_nobody_but_who_is_on_call_even_where_they_have_declined()
    {
        var declined = An.Incident().P2().Says("decline", Anna).Build().Declined;

        Assert.Equal(["ben"], Some.Roster.CalledInTime([Called.Primary], declined, quiet: true).Select(person => person.Id));
        Assert.Equal(["anna"], Some.Roster.CalledInTime([Called.Secondary], ImmutableSortedSet.Create("ben"), quiet: true).Select(person => person.Id));
        Assert.Equal(["anna", "ben"], Some.Roster.CalledInTime([Called.Primary, Called.Secondary], declined.Add("ben"), quiet: true).Select(person => person.Id));
    }

    [Fact]
    public void An_empty_rota_is_the_Lead_and_the_list_also_at_80_percent()
    {
        var people = Some.People();
        (people.Primary, people.Secondary) = (null, null);
        var roster = Core.Roster.PeopleRoster.From(people);

        Assert.Equal(["lena", "paul"], roster.CalledFor([Called.Primary], An.Incident().P1().Build().Declined).Select(person => person.Id));
        Assert.Equal(["lena", "paul"], new CalledPeople(roster).Answering(An.Incident().P1().Build(), Noon).Select(person => person.Id));
    }

    [Fact]
    public void A_sentence_that_calls_nobody_any_more_still_says_whom_it_addresses()
    {
        var card = new Card("t", "t") { Blocks = [Block.Text.Of(new Span.Mention("anna", "Anna"), new Span.Words(" It passes.")), Block.Text.Of(new Span.Mention("anna", "Anna"), new Span.Words(" for your information."))] };

        Assert.Equal(["Anna: It passes.", "Anna for your information."], card.WithoutCalls().Blocks.OfType<Block.Text>().Select(block => string.Concat(block.Spans.Cast<Span.Words>().Select(words => words.Value))));
    }

    [Fact]
    public void A_question_names_the_last_word_and_not_the_end_of_the_while_for_which_it_stands()
    {
        var asked = An.Incident().P1().AcknowledgedBy(Anna).After(4).Says("note x", Anna).With(new Spoke()).Build();

        Assert.Equal((asked.LastActivity, asked.LastActivity.AddMinutes(2)), (asked.LastSign, asked.QuietSince));
    }

    [Fact]
    public void At_night_a_silent_P2_calls_only_who_is_on_call_whatever_rung_it_is()
    {
        var incident = An.Incident().P2().AcknowledgedBy(Anna).Build();

        Assert.Equal([Called.Lead], incident.Awake([Called.Lead], ByDay, silence: true));
        Assert.Equal([Called.Primary, Called.Secondary], incident.Awake([Called.Lead], AtNight, silence: true));
        Assert.Equal([Called.Secondary], incident.Awake([Called.Secondary, Called.List], AtNight, silence: true));
        Assert.Equal([Called.Lead], incident.Awake([Called.Lead], AtNight, silence: false));
    }
}
