using IncidentBot.Core.Incidents;
using IncidentBot.Core.PostMortems;
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
