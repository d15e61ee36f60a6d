using IncidentBot.Core.Incidents;
using IncidentBot.Core.PostMortems;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class LogVerbTests
{
    [Fact]
    public void A_lesson_is_kept_with_a_number_of_its_own() =>
        Given(An.Incident().P1()).When("log lesson the alert came too late", Nina).Then(new LessonLearnt(1, "the alert came too late"));

    [Fact]
    public void The_post_mortem_lists_the_lessons_that_were_not_taken_back()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).Says("log lesson alert earlier", Nina).Says("log lesson <b>two keys</b>", Ben).Says("log lesson withdraw 1", Nina);
        var draft = PostMortemDraft.Write(past.Build(), past.History().Events);

        Assert.Contains("## Lessons\n\n- \\<b\\>two keys\\</b\\> \\(2\\)\n", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("- alert earlier", draft, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lesson_is_taken_back_by_its_number_or_its_words_and_its_number_is_not_used_again()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).Says("log lesson alert earlier", Nina);

        Given(past).When("log lesson withdraw alert earlier", Nina).Then(new LessonWithdrawn(1));
        Given(past.Says("log lesson withdraw 1", Nina)).When("log lesson alert sooner", Nina).Then(new LessonLearnt(2, "alert sooner"));
    }

    [Fact]
    public void What_begins_like_a_withdrawal_and_means_no_lesson_is_one() =>
        Given(An.Incident().P1()).When("log lesson withdraw traffic first", Nina).Then(new LessonLearnt(1, "withdraw traffic first"));

    [Fact]
    public void The_same_lesson_twice_is_one() =>
        Given(An.Incident().P1().Says("log lesson alert earlier", Nina)).When("log lesson alert earlier", Ben).ThenRefused("That is lesson 1 of INC-7 already.", "`postmortem INC-7` shows them.");

    [Theory]
    [InlineData("log", "What should be kept?")]
    [InlineData("log lesson", "What is the lesson?")]
    [InlineData("log blocker no disk", "'blocker' is nothing that an incident collects.")]
    public void What_cannot_be_kept_is_refused_with_what_can(string line, string why) =>
        Assert.Equal(why, Given(An.Incident().P1()).When(line, Nina).Refusal?.Sentence);
}
