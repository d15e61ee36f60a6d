using IncidentBot.Core.Incidents;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class TitleVerbTests
{
    [Fact]
    public void An_untitled_incident_gets_its_title_later()
    {
        var told = Given(An.Incident().P1().Titled("Untitled P1")).When("title checkout is down", Nina).Then(new Renamed("checkout is down")).Saying("checkout is down");

        Assert.Equal("checkout is down", told.After.Title);
    }

    [Fact]
    public void What_does_not_fit_a_title_is_kept_as_a_note()
    {
        var words = string.Join(' ', Enumerable.Repeat("checkout", 30));

        var told = Given(An.Incident().P1()).When($"title {words}", Anna);

        told.Then(new Renamed(Words.Cut(words, Words.TitleLength)), new Noted(words));
        Assert.True(told.After.Title.Length <= Words.TitleLength);
    }

    [Fact]
    public void A_title_needs_words() =>
        Given(An.Incident().P1()).When("title", Anna).ThenRefused("What should INC-7 be called?", "`title INC-7 <text>`");

    [Fact]
    public void The_same_title_again_changes_nothing() =>
        Given(An.Incident().P1().Titled("checkout is down")).When("title checkout is down", Anna).ThenRefused("INC-7 is called that already", "`status INC-7`");

    [Fact]
    public void A_record_that_has_ended_keeps_its_title()
    {
        Given(An.Incident().P1().Closed()).When("title x", Anna).ThenRefused("INC-7 has ended", "`note INC-7");
        Given(An.Incident().P1().Cancelled()).When("title x", Anna).ThenRefused("INC-7 has ended", "`note INC-7");
    }
}
