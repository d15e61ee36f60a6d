using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Verbs;

/// <summary>Two incidents change in one write, so the stories go over the desk.</summary>
public sealed class MergeVerbTests
{
    [Fact]
    public async Task Whoever_declared_may_press_the_offered_merge_as_long_as_nobody_has_answered()
    {
        var world = new World().With(An.Incident().Numbered(3).P1().AcknowledgedBy(Anna)).With(An.Incident().Numbered(7).P1().DeclaredBy(Nina)).With(An.Incident().Numbered(8).P1().DeclaredBy(Nina).AcknowledgedBy(Anna));

        Assert.Equal(AnswerKind.Refused, (await world.SayAsync("merge INC-7 INC-3", Stranger)).Kind);
        Assert.Equal(AnswerKind.Done, (await world.SayAsync("merge INC-7 INC-3", Nina)).Kind);
        Assert.Equal(AnswerKind.Refused, (await world.SayAsync("merge INC-8 INC-3", Nina)).Kind);
    }

    [Fact]
    public async Task Somebody_elses_is_merged_before_an_answer_by_the_Lead_at_once_and_by_a_responder_only_when_asked()
    {
        var world = new World().With(An.Incident().Numbered(3).P1().AcknowledgedBy(Anna)).With(An.Incident().Numbered(7).P1().DeclaredBy(Nina)).With(An.Incident().Numbered(8).P1().DeclaredBy(Nina));

        var asked = await world.SayAsync("merge INC-7 INC-3", Tom);

        Assert.Equal((AnswerKind.Refused, "INC-7 has no commander. Do it in their place? It is recorded as break-glass."), (asked.Kind, asked.Text));
        Assert.Empty(world.Store.Saved);
        Assert.Equal(AnswerKind.Done, (await world.SayAsync(Assert.Single(asked.Card!.Buttons).Line, Tom, press: true)).Kind);
        Assert.Equal(new GlassBroken("merge"), world.Store[Source].Events[^2].Event);
        Assert.Equal(AnswerKind.Done, (await world.SayAsync("merge INC-8 INC-3", Lena)).Kind);
        Assert.IsType<Declared>(world.Store[new StreamId("INC-8")].Events[^2].Event);
    }

    [Fact]
    public async Task A_guest_takes_back_nothing()
    {
        var world = new World().With(An.Incident().Numbered(3).P1().AcknowledgedBy(Anna)).With(An.Incident().Numbered(7).P1().DeclaredBy(Nina));

        Assert.Equal(AnswerKind.Refused, (await world.SayAsync("merge INC-7 INC-3", Nina, membership: Membership.Guest)).Kind);
        Assert.Equal(AnswerKind.Refused, (await world.SayAsync("merge INC-7 INC-3", Nina, membership: Membership.NotVerified)).Kind);
    }

    private static readonly StreamId Source = new("INC-7");
    private static readonly StreamId Target = new("INC-3");

    private readonly World _world = new World()
        .With(An.Incident().Numbered(7).P1().Titled("nobody can pay").AcknowledgedBy(Ben))
        .With(An.Incident().Numbered(3).P2().Titled("checkout is slow").AcknowledgedBy(Anna));

    [Fact]
    public async Task The_source_ends_and_the_target_takes_its_people_and_the_higher_severity_in_one_write()
    {
        var answer = await _world.SayAsync("merge INC-7 INC-3", Ben);

        Assert.Equal((AnswerKind.Done, "INC-7 goes on as INC-3: checkout is slow. Nobody more is called: Anna is on it."), (answer.Kind, answer.Text));
        var change = Assert.Single(_world.Store.Saved);
        Assert.Equal([Source, Target], change.Appends.Select(append => append.Stream).OrderDescending());
        var (source, target) = (Incident.Fold(_world.Store[Source]), Incident.Fold(_world.Store[Target]));
        Assert.Equal((IncidentStatus.Merged, "INC-3"), (source.Status, source.MergedInto!));
        Assert.Equal((Severity.P1, "Triage"), (target.Severity, target.State));
        Assert.Empty(change.Appends.Single(append => append.Stream == Source).Timers);
        Assert.Contains(change.Outbox, row => row is { Stream: var stream, Operation: Operation.Invite invite } && stream == Target && invite.People.Contains("ben"));
        Assert.Contains(change.Outbox, row => row.Stream == Source && row.Operation is Operation.Post { Body: Body.Fixed told } && told.Card.Title.Contains("merged it into INC-3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_only_an_alert_had_proposed_stays_a_proposal_where_it_goes_on()
    {
        var world = new World().With(An.Incident().Numbered(7).P1().Provisional()).With(An.Incident().Numbered(3).P3().AcknowledgedBy(Anna));

        await world.SayAsync("merge INC-7 INC-3", Lena);

        var target = world.Store.Incident(3);
        Assert.Equal((Severity.P1, true, Severity.P3), (target.Severity, target.Proposed, target.HighestSeverity));
        Assert.False(target.NeedsPostMortem);

        await world.SayAsync("severity INC-3 p1 confirmed", Anna);
        Assert.True(world.Store.Incident(3).NeedsPostMortem);
    }

    [Fact]
    public async Task The_target_keeps_its_own_clocks_where_it_is_the_worse_one()
    {
        var before = Incident.Fold(_world.Store[Source]);

        await _world.SayAsync("merge INC-3 INC-7", Anna);

        var target = Incident.Fold(_world.Store[Source]);
        Assert.Equal((before.ResolutionClock, before.ResponseClock, before.State), (target.ResolutionClock, target.ResponseClock, target.State));
        Assert.Equal(IncidentStatus.Merged, Incident.Fold(_world.Store[Target]).Status);
    }

    [Fact]
    public async Task An_acknowledged_one_acknowledges_what_it_is_merged_into_and_its_people_are_responders_there()
    {
        var world = new World().With(An.Incident().Numbered(2).P2().AcknowledgedBy(Ben)).With(An.Incident().Numbered(1).P1().Titled("nobody can pay"));

        var answer = await world.SayAsync("merge INC-2 INC-1", Ben);

        Assert.Equal("INC-2 goes on as INC-1: nobody can pay. The acknowledgement of Ben counts there.", answer.Text);
        var target = Incident.Fold(world.Store[new StreamId("INC-1")]);
        Assert.Equal(("Triage", "ben", "ben", (DateTimeOffset?)world.Time.GetUtcNow(), false), (target.State, target.AcknowledgedBy!.Id, target.Commander!, target.AcknowledgedAt, target.ResponseClock!.Runs));
        Assert.Contains(1, target.Done);
        Assert.Equal("Ben", target.Responders["ben"]);
        Assert.DoesNotContain(world.Store[new StreamId("INC-1")].Timers, timer => timer.Name.StartsWith("ladder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_acknowledged_P1_merged_into_what_nobody_has_acknowledged_wakes_nobody()
    {
        var world = new World().With(An.Incident().Numbered(2).P1().AcknowledgedBy(Anna)).With(An.Incident().Numbered(1).P3().Titled("slow"));

        var answer = await world.SayAsync("merge INC-2 INC-1", Anna);

        Assert.Equal("INC-2 goes on as INC-1: slow. The acknowledgement of Anna counts there. Nobody more is called: Anna is on it.", answer.Text);
        var target = Incident.Fold(world.Store[new StreamId("INC-1")]);
        Assert.Equal((Severity.P1, "Triage", false, false), (target.Severity, target.State, target.AwaitsAcknowledgement, target.ResponseClock!.Runs));
        Assert.DoesNotContain(Assert.Single(world.Store.Saved).Outbox, row => row.Urgency == Urgency.Page && row.Operation is Operation.Post { Key: null });
        Assert.DoesNotContain(Assert.Single(world.Store.Saved).Outbox.Where(row => row.Stream.Value == "INC-1").SelectMany(Calls.Of), person => person == "anna");
    }

    [Fact]
    public async Task Into_a_P4_an_acknowledged_one_brings_its_acknowledgement_too()
    {
        var world = new World().With(An.Incident().Numbered(2).P2().AcknowledgedBy(Ben)).With(An.Incident().Numbered(1).P4());

        await world.SayAsync("merge INC-2 INC-1", Ben);

        var target = Incident.Fold(world.Store[new StreamId("INC-1")]);
        Assert.Equal((Severity.P2, "Investigate", "ben"), (target.Severity, target.State, target.AcknowledgedBy?.Id));
    }

    [Fact]
    public async Task Whoever_had_given_up_the_command_does_not_get_it_back_by_a_merge()
    {
        var world = new World().With(An.Incident().Numbered(2).P1().AcknowledgedBy(Ben).Says("lead pass", Ben)).With(An.Incident().Numbered(1).P1());

        await world.SayAsync("merge INC-2 INC-1", Lena);

        var target = Incident.Fold(world.Store[new StreamId("INC-1")]);
        Assert.Equal((null, "ben", (DateTimeOffset?)world.Time.GetUtcNow()), (target.Commander, target.AcknowledgedBy!.Id, target.WithoutCommanderSince));
    }

    [Fact]
    public async Task People_of_a_private_one_see_the_private_one_it_goes_on_as()
    {
        var world = new World().With(An.Incident().Numbered(2).P1().Private().DeclaredBy(Nina).AcknowledgedBy(Tom)).With(An.Incident().Numbered(1).P1().Private().DeclaredBy(Lena));

        await world.SayAsync("merge INC-2 INC-1", Lena);

        Assert.NotEqual(AnswerKind.Refused, (await world.SayAsync("status INC-1", Tom)).Kind);
        Assert.NotEqual(AnswerKind.Refused, (await world.SayAsync("status INC-1", Nina)).Kind);
        Assert.Equal("There is no INC-1.", (await world.SayAsync("status INC-1", Stranger)).Text);
    }

    [Theory]
    [InlineData("merge INC-7", "Into which incident does INC-7 go?")]
    [InlineData("merge INC-7 INC-7", "INC-7 cannot be merged into itself.")]
    [InlineData("merge INC-7 INC-99", "There is no INC-99.")]
    [InlineData("merge INC-7 INC-4", "INC-4 is over; nothing goes on there.")]
    [InlineData("merge INC-7 INC-5", "A drill and a real incident stay apart.")]
    [InlineData("merge INC-4 INC-7", "INC-4 was cancelled.")]
    public async Task What_cannot_go_together_stays_apart(string line, string sentence)
    {
        _world.With(An.Incident().Numbered(4).P1().Cancelled()).With(An.Incident().Numbered(5).P1().Drill());

        var answer = await _world.SayAsync(line, Lena);

        Assert.Equal((AnswerKind.Refused, sentence), (answer.Kind, answer.Text));
        Assert.Empty(_world.Store.Saved);
    }

    [Fact]
    public async Task A_private_one_is_not_told_to_everybody()
    {
        _world.With(An.Incident().Numbered(6).P1().Private().DeclaredBy(Nina));

        Assert.Equal("A private incident and one that everybody sees stay apart.", (await _world.SayAsync("merge INC-6 INC-7", Lena)).Text);
    }

    [Fact]
    public async Task For_those_it_does_not_concern_a_private_one_does_not_even_exist()
    {
        _world.With(An.Incident().Numbered(6).P1().Private().DeclaredBy(Nina)).With(An.Incident().Numbered(8).P1().AcknowledgedBy(Tom));

        Assert.Equal("There is no INC-6.", (await _world.SayAsync("merge INC-8 INC-6", Tom)).Text);
    }

    [Fact]
    public async Task A_merged_one_says_where_it_goes_on()
    {
        await _world.SayAsync("merge INC-7 INC-3", Ben);

        var answer = await _world.SayAsync("fixed INC-7", Ben);

        Assert.Equal(("INC-7 was merged into INC-3.", "`status INC-3` shows where it stands."), (answer.Text, answer.Hint));
    }

    [Fact]
    public async Task What_the_public_was_told_of_the_source_the_target_knows_and_asks_for_no_first_text()
    {
        var world = new World().With(An.Incident().Numbered(7).P1().AcknowledgedBy(Ben).Says("update public: we are on it", Ben).Says("publish 1", Ben).Done(15)).With(An.Incident().Numbered(3).P2().AcknowledgedBy(Anna));

        var answer = await world.SayAsync("merge INC-7 INC-3", Ben);

        Assert.EndsWith(" Users were told as INC-7, so INC-3 asks for no first text. The public status is still open: a text is ready to publish.", answer.Text, StringComparison.Ordinal);
        var target = world.Store.Incident(3);
        Assert.Equal((Severity.P1, PublicStage.Investigating, "INC-7", true), (target.Severity, target.PublicStage, target.ToldAs, target.PublicOpen));
        Assert.Contains(target.Tasks, task => task.TicksItself is Core.Procedures.TaskTicks.PublicApproved && target.Done.Contains(task.Number));
        Assert.DoesNotContain(TimerPlan.For(target), timer => timer.Name is "communication.offer" or "communication.ask");
        Assert.Contains(IncidentCards.Room(target).Blocks.OfType<Block.Facts>().SelectMany(facts => facts.Items), fact => fact.Name == "Public status" && fact.Value is [Span.Words { Value: "told as INC-7: that it is being worked on" }]);
        Assert.Contains(world.Store[Target].Events.Select(TimelineWords.Of), words => words.EndsWith("; the public reads of it that it is being worked on", StringComparison.Ordinal));
        Assert.Contains("INC-7 came in: the public read of it that it is being worked on.", PostMortems.PostMortemDraft.Write(target, world.Store[Target].Events), StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_then_on_the_target_tells_the_public_what_comes_and_that_it_is_over()
    {
        var world = new World().With(An.Incident().Numbered(7).P1().AcknowledgedBy(Ben).Says("update public: we are on it", Ben).Says("publish 1", Ben).Done(15)).With(An.Incident().Numbered(3).P2().AcknowledgedBy(Anna));
        await world.SayAsync("merge INC-7 INC-3", Ben);

        Assert.NotNull((await world.SayAsync("cause INC-3 a full disk")).Card);
        Assert.Equal(AnswerKind.Done, (await world.SayAsync("publish INC-3")).Kind);
        Assert.Equal((PublicStage.Identified, (string?)null), (world.Store.Incident(3).PublicStage, world.Store.Incident(3).ToldAs));

        await world.SayAsync("fixed INC-3");
        await world.SayAsync("resolve INC-3 by hand");
        Assert.Contains(IncidentCards.Room(world.Store.Incident(3)).Blocks.OfType<Block.Facts>().SelectMany(facts => facts.Items), fact => fact.Name == "Public status" && fact.Value is [Span.Words { Value: "STILL OPEN: publish the closing text" }]);
        await world.SayAsync($"publish INC-3 {world.Store.Incident(3).Updates[^1].Number}");
        Assert.False(world.Store.Incident(3).PublicOpen);
    }

    [Fact]
    public async Task What_somebody_still_had_to_put_on_the_status_page_nobody_has_read()
    {
        var world = new World().With(An.Incident().Numbered(7).P1().AcknowledgedBy(Ben).Says("update public: we are on it", Ben).Says("publish 1", Ben)).With(An.Incident().Numbered(3).P1().AcknowledgedBy(Anna));

        await world.SayAsync("merge INC-7 INC-3", Ben);

        Assert.Equal((null, false), (world.Store.Incident(3).ToldAs, world.Store.Incident(3).WasPublic));
        Assert.Contains(TimerPlan.For(world.Store.Incident(3)), timer => timer.Name == "communication.offer");
    }

    [Fact]
    public async Task A_target_that_told_the_public_itself_keeps_what_it_said()
    {
        var world = new World().With(An.Incident().Numbered(7).P1().AcknowledgedBy(Anna).Says("update public: we are on it", Anna).Says("publish 1", Anna).Done(15).Fixed().Says("publish 2", Anna).Done(16))
            .With(An.Incident().Numbered(3).P1().AcknowledgedBy(Anna).Says("update public: we look", Anna).Says("publish 1", Anna));

        await world.SayAsync("merge INC-7 INC-3", Anna);

        Assert.Equal((PublicStage.Investigating, null), (world.Store.Incident(3).PublicStage, world.Store.Incident(3).ToldAs));
    }

    [Fact]
    public async Task A_recent_open_one_is_offered_with_the_declaration_and_never_blocks_it()
    {
        var world = new World();
        var first = await world.SayAsync("p2 checkout is slow", Nina);
        world.Time.Advance(TimeSpan.FromMinutes(5));

        var second = await world.SayAsync("p1 nobody can pay", Tom);

        Assert.Equal(AnswerKind.Done, second.Kind);
        Assert.Null(first.Card);
        Assert.Equal($"merge {second.Incident} {first.Incident}", Assert.Single(second.Card!.Buttons).Line);
        world.Time.Advance(TimeSpan.FromMinutes(40));
        Assert.Null((await world.SayAsync("p3 something else", Tom)).Card);
    }
}
