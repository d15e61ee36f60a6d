using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Incidents;

/// <summary>Actions without an integration are a visible task for a person with the text ready, never a silent skip.</summary>
public sealed class ByHandTests
{
    /// <summary>Update 1 for the stakeholders is out; the P1's own tasks are 1 to 14.</summary>
    private static IncidentBuilder Published() => An.Incident().P1().AcknowledgedBy(Anna).Says("update stakeholders: payments fail", Anna).Says("publish 1", Anna);

    [Fact]
    public void A_published_text_is_a_task_until_somebody_says_once_that_it_was_sent()
    {
        Given(Published()).When("done 15", Anna).Then(new TaskTicked(15)).Saying("Task 15 done: Mail update 1 to the stakeholders.");
        Given(Published().Done(15)).When("done 15", Ben).ThenRefused("Task 15 (Mail update 1 to the stakeholders) is done already", "`undo INC-7 15`");

        Assert.Equal(15, Assert.Single(Published().Build().Unsent).Task);
        Assert.Empty(Published().Done(15).Build().Unsent);
    }

    [Fact]
    public void What_was_to_be_sent_before_it_came_back_is_not_asked_for_any_more()
    {
        var back = Published().After(30).Fixed().WatchOver().After(50).Says("resolve it holds", Anna);
        Assert.NotEmpty(back.Build().Unsent);

        back.After(55).Says("reopen it is back", Anna);
        Assert.Empty(back.Build().Unsent);
        Assert.NotEmpty(back.Says("update stakeholders: payments fail again", Anna).Says($"publish {back.Build().Updates[^1].Number}", Anna).Build().Unsent);
    }

    [Fact]
    public void The_message_with_the_text_has_a_button_that_says_so_and_names_who_is_to_be_told()
    {
        var people = People();
        people.List.Add(new PersonOptions { Id = "erika", Name = "Erika", Email = "erika@example.org", Phone = "+49 30 777", Roles = { "Business Stakeholder" } });
        var card = ByHandCards.Ready(Published().Build(), Published().Build().Updates[0], PeopleRoster.From(people));

        Assert.Equal(("It is sent", "done INC-7 15"), (Assert.Single(card.Buttons).Label, card.Buttons[0].Line));
        Assert.Contains("To be told: Erika erika@example.org tel:+49 30 777", card.Lines());
        Assert.DoesNotContain(ByHandCards.Ready(Published().Build(), Published().Build().Updates[0], Some.Roster).Lines(), line => line.StartsWith("To be told", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_asks_where_it_stands_sees_what_is_still_to_be_sent()
    {
        var world = new World().With(Published());

        Assert.Contains((await world.SayAsync("status INC-7")).Card!.Blocks.OfType<Block.Checklist>().SelectMany(list => list.Items), item => item is { Number: 15, Done: false } && item.Words.StartsWith("Mail update 1 to the stakeholders: payments fail", StringComparison.Ordinal));
        Assert.Contains("15 Mail update 1 to the stakeholders", (await world.SayAsync("summary INC-7")).Card!.Blocks.OfType<Block.Facts>().SelectMany(facts => facts.Items).Single(fact => fact.Name == "Still to do").Value.OfType<Span.Words>().Single().Value, StringComparison.Ordinal);

        await world.SayAsync("done INC-7 15");

        Assert.DoesNotContain((await world.SayAsync("status INC-7")).Card!.Blocks.OfType<Block.Checklist>().SelectMany(list => list.Items), item => item.Number == 15);
        Assert.DoesNotContain("15 ", (await world.SayAsync("summary INC-7")).Card!.Blocks.OfType<Block.Facts>().SelectMany(facts => facts.Items).Single(fact => fact.Name == "Still to do").Value.OfType<Span.Words>().Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reminder_for_the_next_update_brings_the_text_again_and_calls_nobody_more_for_it()
    {
        var card = NoticeCards.Nag(Published().Build(), new Nagged([NagKind.Update]));

        Assert.Contains(card.Lines(), line => line.Contains("Mail update 1 to the stakeholders: nobody has said that it was sent.", StringComparison.Ordinal));
        Assert.Contains("payments fail. The next update follows by 12:23 UTC.", card.Lines());
        Assert.Contains(card.Buttons, button => button is { Label: "Update 1 is sent", Line: "done INC-7 15" });
        Assert.Single(card.Blocks.OfType<Block.Text>().SelectMany(text => text.Spans).OfType<Span.Mention>());
        Assert.DoesNotContain(NoticeCards.Nag(Published().Done(15).Build(), new Nagged([NagKind.Update])).Lines(), line => line.Contains("sent", StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_that_is_offered_after_the_time_it_names_names_the_next_one()
    {
        // Published at 12:03 with an update due every 20 minutes.
        var (incident, update) = (Published().Build(), Published().Build().Updates[0]);

        Assert.Equal("payments fail. The next update follows by 12:23 UTC.", UpdateTexts.ByHand(incident, update, Noon.AddMinutes(22)));
        Assert.Equal("payments fail. The next update follows by 12:43 UTC.", UpdateTexts.ByHand(incident, update, Noon.AddMinutes(23)));
        Assert.Equal("payments fail. The next update follows by 12:43 UTC.", Assert.Single(NoticeCards.Nag(Published().After(24).With(new Nagged([NagKind.Update])).Build(), new Nagged([NagKind.Update])).Lines(), line => line.StartsWith("payments", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_message_that_leaves_late_brings_the_text_as_it_is_true_then()
    {
        var late = new Delivered(Published()).HavingRoom();
        var row = late.Row(new Operation.Post(Keys.Room(late.Incident.Stream, "slack"), null, new Body.Fixed(ByHandCards.Ready(late.Incident, late.Incident.Updates[0], Some.Roster).WithoutCalls())));
        late.Time.Advance(TimeSpan.FromMinutes(57));

        await late.SettleAsync(row);

        Assert.Contains("payments fail. The next update follows by 13:20 UTC.", late.Chat.Performed.Single().Card!.Lines());
    }

    [Fact]
    public void Once_it_is_over_a_text_that_leaves_late_promises_no_further_one()
    {
        var over = Published().After(40).Says("cancel false alarm", Anna).Build();

        Assert.Equal("payments fail", UpdateTexts.ByHand(over, over.Updates[0], Noon.AddMinutes(41)));
    }

    [Fact]
    public void A_card_that_stands_there_for_a_while_names_no_time_in_a_text_to_be_sent()
    {
        var item = Assert.Single(IncidentCards.Room(Published().Build()).Blocks.OfType<Block.Checklist>().SelectMany(list => list.Items), item => item.Number == 15);

        Assert.Equal("Mail update 1 to the stakeholders: payments fail", item.Words);
    }

    [Fact]
    public void The_facts_that_go_out_late_are_those_of_now()
    {
        var told = An.Incident().P1().After(4).AcknowledgedBy(Anna).After(10).With(new UpdateWritten(1, Audience.Stakeholders, "INC-7 (P1): checkout is down. Since 12:00 UTC. Commander: Anna. It is being looked into. The next update follows by 12:30 UTC.")).With(new UpdatePublished(1, Task: 15))
            .After(40).Fixed().Build();

        Assert.Equal("INC-7 (P1): checkout is down. Since 12:00 UTC. Commander: Anna. A fix is in and is being watched. The next update follows by 13:10 UTC.", UpdateTexts.ByHand(told, told.Updates[0], Noon.AddMinutes(50)));

        // On the next day "since 12:00" would be another time.
        Assert.StartsWith("INC-7 (P1): checkout is down. Since Mon 2026-03-02 12:00 UTC.", UpdateTexts.ByHand(told, told.Updates[0], Noon.AddHours(20)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_each_audience_only_the_newest_is_asked_for()
    {
        var past = Published().Says("update public: we are on it", Anna).Says("publish 2", Anna).Says("update stakeholders: half of them work again", Anna).Says("publish 3", Anna);

        Assert.Equal([2, 3], past.Build().Unsent.Select(update => update.Number).Order());
        Assert.Equal([2], past.Done(17).Build().Unsent.Select(update => update.Number));
    }

    [Fact]
    public void Once_it_is_over_nobody_is_asked_to_send_that_it_is_being_worked_on()
    {
        var over = An.Incident().P1().AcknowledgedBy(Anna).Says("update public: we are on it", Anna).Says("publish 1", Anna).Resolved();

        Assert.Empty(over.Build().Unsent);
        Assert.Equal([2, 3], over.Build().Updates.Skip(1).Select(update => update.Number));
        Assert.Equal([3], over.Says("publish 3", Anna).Build().Unsent.Select(update => update.Number));
    }

    [Fact]
    public void The_last_texts_can_be_said_to_be_sent_after_the_end_and_are_called_for_until_then()
    {
        var over = Published().Done(15).Says("cancel false alarm", Anna);
        var ended = over.Build().EndedAt!.Value;

        Assert.Equal(new DateTimeOffset(2026, 3, 3, 10, 0, 0, TimeSpan.Zero), TimerPlan.For(over.Build()).Single(timer => timer.Name == TimerPlan.FollowUp).Due);
        var reminder = FollowUpCards.Reminder(over.Build(), new FollowedUp(WriteUp: false, [], PublicStatus: true), ended.AddMinutes(30), Some.Roster.Lead);
        Assert.Contains(reminder.Lines(), line => line.Contains("Mail update 2 to the stakeholders: nobody has said that it was sent.", StringComparison.Ordinal));
        Assert.Equal(["anna"], reminder.Blocks.OfType<Block.Text>().SelectMany(text => text.Spans).OfType<Span.Mention>().Select(mention => mention.Person));
        Assert.Contains(reminder.Buttons, button => button.Line == "done INC-7 16");

        Assert.Empty(TimerPlan.For(Given(over).When("done 16", Anna).Then(new TaskTicked(16)).After));
        Given(over).When("done 3", Anna).ThenRefused("INC-7 has ended", "`note INC-7");
        Given(over).When("done 16 3", Anna).ThenRefused("INC-7 has ended", "`note INC-7");
    }

    [Fact]
    public void Users_who_still_read_of_a_problem_are_no_matter_for_the_morning()
    {
        var over = An.Incident().P1().AcknowledgedBy(Anna).Says("update public: we are on it", Anna).Says("publish 1", Anna).Says("cancel false alarm", Anna).Says("publish 2", Anna);

        Assert.Equal(over.Build().Updates[1].Published!.Value.AddMinutes(30), TimerPlan.For(over.Build()).Single(timer => timer.Name == TimerPlan.FollowUp).Due);
    }

    [Fact]
    public void A_number_is_never_given_twice_whatever_comes_beside_and_after_it()
    {
        var raised = An.Incident().P2().AcknowledgedBy(Anna).Says("update public: we are on it", Anna).Says("publish 1", Anna).Says("raise p1 worse", Nina).Build();

        Assert.Equal(raised.Tasks.Count(), raised.Tasks.Select(task => task.Number).Distinct().Count());
        Assert.Equal("Post update 1 on the status page and in the users' channel", raised.FindTask(Assert.Single(raised.Unsent).Task!.Value)!.Words);
        Assert.All(raised.Procedure.FirstOf(StepPhase.After)!.Tasks, task => Assert.NotEqual(raised.Updates[0].Task, task.Number));
    }

    [Fact]
    public void The_post_mortem_says_of_a_text_that_nobody_has_said_that_it_was_sent()
    {
        var past = Published();

        Assert.Contains("(nobody has said that it was sent)", PostMortemDraft.Write(past.Build(), past.History().Events), StringComparison.Ordinal);
        Assert.DoesNotContain("nobody has said", PostMortemDraft.Write(past.Done(15).Build(), past.History().Events), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_older_version_published_is_nobodys_task()
    {
        var old = An.Incident().P1().AcknowledgedBy(Anna).Says("update public: we are on it", Anna).With(new UpdatePublished(1)).Build();

        Assert.True(old.WasPublic);
        Assert.Empty(old.Unsent);
        Assert.Equal(14, old.Tasks.Count());
    }
}
