using IncidentBot.Core.Incidents;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class CauseVerbTests
{
    [Fact]
    public void The_cause_is_kept_and_the_latest_one_counts()
    {
        Assert.Equal("a full disk", Given(An.Incident().P1()).When("cause a full disk", Anna).Then(new CauseNamed("a full disk")).After.Cause);
        Assert.Equal("a lost cable", Given(An.Incident().P1().Says("cause a full disk", Anna)).When("cause a lost cable", Anna).After.Cause);
    }

    [Fact]
    public void Also_after_the_end_it_can_be_named() => Given(An.Incident().P1().Closed()).When("cause a full disk", Anna).Then(new CauseNamed("a full disk"));

    [Fact]
    public void A_text_is_needed() => Given(An.Incident().P1()).When("cause", Anna).ThenRefused("What caused it?", "`cause INC-7 <text>`");
}
