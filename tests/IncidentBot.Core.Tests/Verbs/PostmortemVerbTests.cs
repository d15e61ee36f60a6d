using IncidentBot.Core.Incidents;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Verbs;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class PostmortemVerbTests
{
    private static IncidentBuilder Resolved() => An.Incident().P1().Resolved();

    [Fact]
    public void It_goes_from_draft_to_review_to_reviewed_to_shared()
    {
        Assert.Equal(PostMortemState.Draft, Resolved().Build().WriteUp?.State);
        Given(Resolved()).When("postmortem review", Anna).Then(new PostMortemMoved(PostMortemState.InReview)).Saying("in review", "Still not said: the cause, the impact");
        Given(Resolved().Says("pm review", Anna)).When("pm reviewed", Ben).Then(new PostMortemMoved(PostMortemState.Reviewed));
        Given(Resolved().Says("action add @ben due friday prevent: x", Anna)).When("pm share", Anna).Then(new PostMortemMoved(PostMortemState.Published), new TaskTicked(14)).Saying("shared");
    }

    [Fact]
    public void Without_an_action_item_sharing_it_asks_why()
    {
        Given(Resolved()).When("pm share", Anna).ThenRefused("INC-7 has no action item yet", "`postmortem INC-7 share <reason>`");
        Given(Resolved().Says("action add @ben due friday process: x", Anna)).When("pm share", Anna).ThenRefused("no action item yet that prevents or detects", "prevent: <text>");
        Given(Resolved()).When("pm publish the provider owns it", Anna).Then(new PostMortemMoved(PostMortemState.Published, "the provider owns it"), new TaskTicked(14));
    }

    [Fact]
    public void The_commander_at_the_resolve_owns_it()
    {
        Assert.Equal("ben", An.Incident().P1().AcknowledgedBy(Anna).Says("lead pass", Anna).Says("lead", Ben).Fixed().Resolved().Build().WriteUp!.Person);
        Assert.Equal("lena", An.Incident().P1().AcknowledgedBy(Anna).Says("lead pass", Anna).Fixed().Resolved().Build().WriteUp!.Person);
    }

    [Fact]
    public async Task The_whole_draft_is_read_in_the_chat_page_by_page_and_nothing_of_it_is_left_out()
    {
        var past = Resolved();
        for (var i = 0; i < 120; i++)
        {
            past = past.Says($"note number {i} of *many* {new string('x', 60)}", Ben);
        }

        var world = new World().With(past);
        List<string> lines = [];
        for (var (line, pages) = ("postmortem INC-7 show", 0); line is not null && pages < 10; pages++)
        {
            var card = (await world.SayAsync(line)).Card!;
            lines.AddRange(card.Lines());
            line = card.Buttons.SingleOrDefault()?.Line;
        }

        Assert.All(Enumerable.Range(0, 120), i => Assert.Contains(lines, shown => shown.Contains($"number {i} of *many*", StringComparison.Ordinal)));
        Assert.Contains(lines, shown => shown.StartsWith("to acknowledge: ", StringComparison.Ordinal));
        Assert.Contains("It goes on: `postmortem INC-7 show 2`", lines);
        Assert.DoesNotContain(lines, shown => shown.StartsWith('#') || shown.StartsWith('|'));
    }

    [Fact]
    public void Somebody_else_can_own_it()
    {
        var after = Given(Resolved()).When("pm owner @ben", Anna).Then(new WriteUpOwned("ben", "Ben", null)).After;

        Assert.Equal(("ben", PostMortemState.Draft), (after.WriteUp!.Person!, after.WriteUp.State!.Value));
        Given(Resolved()).When("pm owner @anna", Anna).ThenRefused("Anna writes it already", "`postmortem INC-7`");
        Given(Resolved()).When("pm owner", Anna).ThenRefused("Who writes it?", "`contacts`");
    }

    [Fact]
    public void What_was_shared_is_taken_back_before_it_is_changed()
    {
        var shared = Resolved().Says("pm share none needed", Anna);

        Given(shared).When("pm review", Anna).ThenRefused("was shared already", "`postmortem INC-7 draft`");
        Given(shared).When("pm draft", Anna).Then(new PostMortemMoved(PostMortemState.Draft));
    }

    [Fact]
    public void Before_the_resolve_there_is_only_a_draft_to_look_at()
    {
        Given(An.Incident().P1()).When("pm review", Anna).ThenRefused("not resolved yet", "`postmortem INC-7`");
        Assert.IsType<PostmortemLook>(new PostmortemVerb().Looks(""));
    }

    [Fact]
    public void A_lowered_P1_closes_only_with_its_post_mortem_or_a_reason()
    {
        var lowered = An.Incident().P1().AcknowledgedBy(Anna).Says("severity p3 it was small", Anna).Resolved().Done(20);

        Given(lowered).When("close", Anna).ThenRefused("the post-mortem is not shared", "close INC-7 <reason>");
        Given(lowered.Says("pm share nothing to learn", Anna)).When("close", Anna).Then(new Closed(null));
    }
}
