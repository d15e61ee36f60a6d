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
}
