using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class PlaybookVerbTests
{
    private static readonly Handbook Handbook = new(
        [
            new Playbook("checkout", "Checkout trouble", ["checkout"], [], [new PlaybookStep("Look at the provider", "curl <https://x>"), new PlaybookStep("Consider a rollback", null)]),
            new Playbook("check-disk", "Full disk", ["disk"], [], [new PlaybookStep("Look", null)]),
        ],
        [new Link("Dashboard", "https://grafana.example.org/")]);

    private static IncidentBuilder Working => An.Incident().P1().Knowing(Handbook).AcknowledgedBy(Anna);

    [Fact]
    public void Its_steps_become_tasks_numbered_after_every_task_of_the_incident()
    {
        var told = Given(Working).When("playbook checkout", Anna).Saying("tasks 15 to 16");

        var started = Assert.IsType<PlaybookStarted>(Assert.Single(told.Facts));
        Assert.Equal(("checkout", "Checkout trouble"), (started.Name, started.Title));
        Assert.Equal([new PlaybookTask(15, "Look at the provider", "curl <https://x>"), new PlaybookTask(16, "Consider a rollback", null)], started.Tasks);
        Assert.Equal("Look at the provider", told.After.FindTask(15)?.Words);
    }

    [Fact]
    public void They_are_ticked_taken_back_and_left_out_like_any_task()
    {
        var running = Working.Says("playbook checkout", Anna);

        Given(running).When("done 15", Anna).Then(new TaskTicked(15));
        Given(running.Says("done 15", Anna)).When("undo 15", Anna).Then(new TaskUnticked(15));
        Given(running).When("skip 16 not ours", Anna).Then(new TaskSkipped(16, "not ours"));
    }

    [Fact]
    public void Tasks_and_ticks_of_a_playbook_survive_every_change_of_severity_and_no_number_is_used_twice()
    {
        var after = Working.Says("playbook checkout", Anna).Says("done 15", Anna).Says("lower p2 x", Anna).Says("raise p1 x", Anna).Build();

        Assert.Contains(15, after.Done);
        Assert.Equal(["Look at the provider", "Consider a rollback"], after.Playbooks.Single().Tasks.Select(task => after.FindTask(task.Number)!.Words));
        Assert.Equal(after.Tasks.Count(), after.Tasks.Select(task => task.Number).Distinct().Count());
        Assert.Equal("Consider a rollback", after.FindTask(7)?.Words);
    }

    [Fact]
    public void A_second_one_counts_on_and_the_same_again_is_refused_with_what_is_open()
    {
        var running = Working.Says("playbook checkout", Anna).Says("done 15", Anna);

        Assert.Equal(17, Assert.IsType<PlaybookStarted>(Given(running).When("playbook full disk", Anna).Facts[0]).Tasks[0].Number);
        Given(running).When("playbook checkout", Anna).ThenRefused("runs in INC-7 already", "16 Consider a rollback");
        Given(running.Says("done 16", Anna)).When("playbook checkout", Anna).ThenRefused("runs in INC-7 already", "All of its steps are ticked");
    }

    [Fact]
    public void An_unknown_or_unclear_name_is_refused_with_the_choices()
    {
        Given(Working).When("playbook nothing", Anna).ThenRefused("no playbook 'nothing'", "check-disk, checkout");
        Given(Working).When("playbook check", Anna).ThenRefused("Several playbooks", "check-disk, checkout");
        Given(An.Incident().P1().AcknowledgedBy(Anna)).When("playbook x", Anna).ThenRefused("no playbook", "Playbooks:Folder");
    }

    [Fact]
    public void When_it_is_over_none_is_begun() =>
        Given(Working.Says("cancel false alarm", Anna)).When("playbook checkout", Anna).ThenRefused("is over", "playbook show");

    [Fact]
    public void It_stands_in_the_timeline_and_in_the_post_mortem()
    {
        var past = Working.Says("playbook checkout", Anna).Says("done 15", Anna);
        var draft = PostMortemDraft.Write(past.Build(), past.History().Events);

        Assert.Contains("runs the playbook Checkout trouble", draft, StringComparison.Ordinal);
        Assert.Contains("Playbook Checkout trouble: 1 of 2 steps ticked", draft, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rooms_card_shows_its_checklist_while_it_is_open()
    {
        static IEnumerable<int> Listed(Incident incident) => IncidentCards.Room(incident).Blocks.OfType<Block.Checklist>().SelectMany(list => list.Items).Select(item => item.Number);

        Assert.Contains(15, Listed(Working.Says("playbook checkout", Anna).Build()));
        Assert.DoesNotContain(15, Listed(Working.Says("playbook checkout", Anna).Says("cancel false alarm", Anna).Build()));
    }

    [Theory]
    [InlineData("playbook", "2 playbooks")]
    [InlineData("playbooks", "2 playbooks")]
    [InlineData("playbook show checkout", "Checkout trouble")]
    public async Task Without_a_name_or_with_show_it_only_looks_and_needs_no_incident(string line, string text)
    {
        var world = new World(handbook: Handbook);

        var answer = await world.SayAsync(line, Stranger, membership: Membership.Guest);

        Assert.Equal((AnswerKind.Shown, text), (answer.Kind, answer.Text));
    }
}
