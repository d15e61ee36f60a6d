using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Procedures;

/// <summary>
/// The six rows of the P1 (product page, "Incident procedures"; the guide's "P1 - Critical"), each as people live through it: how the step begins, who
/// does what in it, what the bot does by itself, how it ends, and what happens when its window passes. Anna is primary, Ben secondary, Lena leads.
/// </summary>
public sealed class P1StepsTests
{
    private readonly AlertWorld _p1 = new();

    [Fact]
    public void The_tasks_of_each_step_are_those_of_the_page_and_only_what_the_bot_can_see_ticks_itself()
    {
        var steps = ProcedureBook.Default().For(Severity.P1).Steps;

        Assert.Equal(
            [
                "Alert: Acknowledge*",
                "Triage: Check the health dashboard · Review recent deployments · Name the affected components",
                "Communication: Approve the first public text*",
                "Resolution: Run the playbook · Consider a rollback · Assemble the team · Put the fix in*",
                "Verification: Smoke tests done",
                "Post-mortem: Write down the timeline · Find the root cause · Agree on action items* · Share the post-mortem*",
            ],
            steps.Select(step => $"{step.Name}: {string.Join(" · ", step.Tasks.Select(task => $"{task.Words}{(task.TicksItself is null ? "" : "*")}"))}"));
        Assert.Equal(
            [
                [StepAction.CreateTicket],
                [StepAction.ShowLinks, StepAction.SuggestPlaybook],
                [StepAction.OfferPublicText, StepAction.TellStakeholders],
                [],
                [],
                [],
            ],
            steps.Select(step => step.Actions ?? []));
    }

    [Fact]
    public async Task Alert_is_left_by_an_acknowledgement_alone_and_past_its_window_the_secondary_is_called()
    {
        await _p1.SayAsync("p1 checkout is down", Nina);
        Assert.Equal(("Alert", AnswerKind.Refused), (State, (await _p1.World.SayAsync("next INC-1", Lena)).Kind));
        Assert.Equal(["anna"], Called());

        await _p1.PassAsync(5);
        Assert.Equal(("Alert", "anna ben"), (State, string.Join(' ', Called().Distinct())));

        await _p1.SayAsync("ack INC-1", Ben);
        Assert.Equal(("Triage", true, "ben", "ben"), (State, IsDone(1), Now.AcknowledgedBy!.Id, Now.Commander));

        // Somebody is on it: the ladder stops.
        await _p1.PassAsync(12);
        Assert.DoesNotContain("paul", Called());
    }

    [Fact]
    public async Task Triage_begins_with_the_acknowledgement_informs_the_Lead_and_past_its_window_only_the_card_says_so()
    {
        await _p1.SayAsync("p1 checkout is down", Nina);
        await _p1.PassAsync(3);
        await _p1.SayAsync("ack INC-1");
        Assert.Equal(("Triage", "Triage, to be done by 12:10", 1), (State, await StatusAsync(), Called().Count(person => person == "lena")));

        var called = Called().Count;
        await _p1.PassAsync(8);
        Assert.Equal(("Triage", "Triage, was due by 12:10", called), (State, await StatusAsync(), Called().Count));

        // What is open blocks nothing, and no reason is asked for it.
        await _p1.SayAsync("next INC-1", Ben);
        Assert.Equal(("Communication", false), (State, IsDone(2) || IsDone(3) || IsDone(4)));
    }

    [Fact]
    public async Task Communication_offers_its_text_whatever_the_step_and_past_its_window_asks_speaker_commander_and_Lead_until_any_responder_approves()
    {
        await _p1.SayAsync("p1 checkout is down", Nina);
        await _p1.SayAsync("ack INC-1");
        await _p1.SayAsync("role INC-1 comms @tom");
        await _p1.PassAsync(10);
        var draft = Assert.Single(Now.Updates, update => update.Audience == Audience.Public);
        Assert.Equal(("Triage", null, PublicStage.Investigating, 0), (State, draft.Published, draft.Stage, Now.ApprovalAsked.Count));
        Assert.NotNull(Assert.Single(Now.Updates, update => update.Audience == Audience.Stakeholders).Published);

        List<string> asked = [];
        for (var question = 0; question < 3; question++)
        {
            var before = Called().Count;
            await _p1.PassAsync(5);
            asked.AddRange(Called().Skip(before));
        }

        Assert.Equal(["tom", "anna", "lena"], asked);
        await _p1.SayAsync($"publish INC-1 {draft.Number}", Paul);
        Assert.Equal(("Triage", true, true), (State, IsDone(5), Now.WasPublic));
    }

    [Fact]
    public async Task Resolution_has_no_end_of_its_own_is_asked_for_updates_and_is_left_by_the_fix_alone()
    {
        await _p1.SayAsync("p1 checkout is down", Nina);
        await _p1.SayAsync("ack INC-1");
        await _p1.SayAsync("next INC-1");
        await _p1.SayAsync("next INC-1");
        Assert.Equal(("Resolution", "Resolution"), (State, await StatusAsync()));
        Assert.Equal("Resolution ends when the fix is in.", (await _p1.World.SayAsync("next INC-1")).Text);

        // Users and stakeholders get an update at minute 10; the next one is due 20 minutes later.
        await _p1.PassAsync(10);
        await _p1.SayAsync("publish INC-1");
        await _p1.PassAsync(20);
        Assert.Contains(Entries, entry => entry.Event is Nagged { Of: [NagKind.Update, ..] });
        Assert.Equal("anna", Called()[^1]);

        await _p1.SayAsync("done INC-1 6", Ben);
        var answer = await _p1.World.SayAsync("fixed INC-1", Ben);
        Assert.Contains(" Left open: tasks 2, 3, 4, 7, 8.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(("Verification", true), (State, IsDone(9)));
    }

    [Fact]
    public async Task Verification_watches_for_a_quarter_of_an_hour_offers_Resolve_and_ends_only_by_a_person_with_the_smoke_tests_done()
    {
        await FixedAsync();
        var ends = Now.MitigatedAt!.Value.AddMinutes(15);
        Assert.Equal(("Verification", ends), (State, Now.WatchEnds));
        Assert.Equal(AnswerKind.Refused, (await _p1.World.SayAsync("resolve INC-1")).Kind);

        await _p1.PassAsync(10);
        await _p1.PassAsync(5);
        Assert.Contains(Entries, entry => entry.Event is WatchCompleted && entry.At == ends);
        Assert.Contains(_p1.Rows, row => row.Operation is Operation.Post { Body: Body.Fixed offered } && offered.Card.Summary == "INC-1 can be resolved" && offered.Card.Buttons.Any(button => button.Line == "resolve INC-1"));

        // However long it takes: nothing resolves by itself, and the smoke tests are not left out without a word.
        await _p1.PassAsync(60);
        Assert.Equal("Verification", State);
        Assert.Equal("Still open: 10 Smoke tests done.", (await _p1.World.SayAsync("resolve INC-1")).Text);
        await _p1.SayAsync("done INC-1 10", Ben);
        await _p1.SayAsync("resolve INC-1");
        Assert.Equal("Post-mortem", State);
    }

    [Fact]
    public async Task The_post_mortem_is_owed_within_a_day_by_whoever_commanded_who_is_reminded_of_it_and_past_the_day_told_that_it_is_late()
    {
        await FixedAsync();
        await _p1.PassAsync(15);
        await _p1.SayAsync("done INC-1 10");
        await _p1.SayAsync("resolve INC-1");
        Assert.Equal(("Post-mortem", "anna", TimeSpan.FromHours(24)), (State, Now.WriteUp!.Person, WriteUp.DueAfter));
        Assert.Contains("11 Write down the timeline, 12 Find the root cause, 13 Agree on action items, 14 Share the post-mortem", (await _p1.World.SayAsync("close INC-1")).Text, StringComparison.Ordinal);

        // 10:00 in Berlin on the next day, and on the one after it.
        var called = Called().Count;
        await _p1.PassAsync((Noon.AddHours(21) - _p1.World.Time.GetUtcNow()).TotalMinutes);
        Assert.Equal(["anna"], Called().Skip(called));
        Assert.Contains("is to be ready", Said(_p1.Rows.Last(row => row.Urgency == Urgency.Reminder)), StringComparison.Ordinal);
        await _p1.PassAsync(24 * 60);
        Assert.Contains("was to be ready", Said(_p1.Rows.Last(row => row.Urgency == Urgency.Reminder)), StringComparison.Ordinal);
    }

    private async Task FixedAsync()
    {
        await _p1.SayAsync("p1 checkout is down", Nina);
        await _p1.SayAsync("ack INC-1");
        await _p1.SayAsync("fixed INC-1");
    }

    private Incident Now => _p1.Incident(1);

    private string State => Now.State;

    private IReadOnlyList<Recorded> Entries => _p1.World.Store[Now.Stream].Events;

    private bool IsDone(int task) => Now.Done.Contains(task);

    /// <summary>Everybody whom a message called so far, in that order.</summary>
    private List<string> Called() => [.. _p1.Rows.SelectMany(Calls.Of)];

    private async Task<string> StatusAsync() => (await _p1.World.SayAsync("status INC-1")).Facts()["Status"];

    private static string Said(OutboxRow row) => string.Join(' ', ((Body.Fixed)((Operation.Post)row.Operation).Body).Card.Lines());
}
