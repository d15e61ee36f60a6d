using IncidentBot.Core.Incidents;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class NoteVerbTests
{
    [Fact]
    public void A_note_goes_into_the_timeline_word_for_word() =>
        Given(An.Incident().P1()).When("note the queue is full, see INC-3", Stranger).Then(new Noted("the queue is full, see INC-3")).Saying("INC-7");

    [Fact]
    public void A_note_is_possible_after_the_end_too()
    {
        Given(An.Incident().P1().Closed()).When("note it was the cache", Nina).Then(new Noted("it was the cache"));
        Given(An.Incident().P1().Cancelled()).When("comment it was a test", Nina).Then(new Noted("it was a test"));
    }

    [Fact]
    public void A_note_without_words_is_asked_for_them() =>
        Given(An.Incident().P1()).When("note", Nina).ThenRefused("What should the note say?", "`note INC-7 <text>`");

    [Theory]
    [InlineData("note trigger:", "What should the post-mortem say under 'Trigger'?", "`note INC-7 trigger: <text>`")]
    [InlineData("note Went Well:  ", "What should the post-mortem say under 'What went well'?", "`note INC-7 went well: <text>`")]
    [InlineData("note went badly:", "What should the post-mortem say under 'What went badly'?", "`note INC-7 went badly: <text>`")]
    [InlineData("comment lucky:", "What should the post-mortem say under 'Where we were lucky'?", "`note INC-7 lucky: <text>`")]
    public void A_label_of_the_post_mortem_without_words_is_asked_for_them(string line, string sentence, string hint) =>
        Given(An.Incident().P1()).When(line, Nina).ThenRefused(sentence, hint);

    [Fact]
    public void A_label_alone_or_in_the_middle_is_a_note_like_any_other()
    {
        Given(An.Incident().P1()).When("note trigger", Nina).Then(new Noted("trigger"));
        Given(An.Incident().P1()).When("note what was the trigger:", Nina).Then(new Noted("what was the trigger:"));
    }
}
