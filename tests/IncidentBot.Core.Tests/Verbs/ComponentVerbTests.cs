using IncidentBot.Core.Incidents;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class ComponentVerbTests
{
    [Theory]
    [InlineData("component checkout down", "checkout", ComponentStatus.MajorOutage, "major outage")]
    [InlineData("component checkout major", "checkout", ComponentStatus.MajorOutage, "major outage")]
    [InlineData("component checkout partial", "checkout", ComponentStatus.PartialOutage, "partial outage")]
    [InlineData("component checkout partial-outage", "checkout", ComponentStatus.PartialOutage, "partial outage")]
    [InlineData("component checkout DEGRADED", "checkout", ComponentStatus.DegradedPerformance, "degraded performance")]
    [InlineData("component public API slow", "public API", ComponentStatus.DegradedPerformance, "degraded performance")]
    [InlineData("component public API ok", "public API", ComponentStatus.Operational, "operational")]
    [InlineData("component checkout major outage", "checkout", ComponentStatus.MajorOutage, "major outage")]
    [InlineData("component checkout partial outage", "checkout", ComponentStatus.PartialOutage, "partial outage")]
    [InlineData("component public API degraded performance", "public API", ComponentStatus.DegradedPerformance, "degraded performance")]
    public void A_part_of_the_product_is_rated_in_the_words_of_status_pages(string line, string name, ComponentStatus status, string shown) =>
        Given(An.Incident().P1()).When(line, Anna).Then(new ComponentRated(name, status)).Saying($"{name} is recorded as {shown}");

    [Fact]
    public void The_latest_rating_of_a_part_counts_however_it_is_written()
    {
        var after = Given(An.Incident().P1().Says("component Checkout down", Anna).Says("component search slow", Anna)).When("component checkout ok", Anna).After;

        Assert.Equal(2, after.Components.Count);
        Assert.Equal(ComponentStatus.Operational, after.Components["checkout"]);
    }

    [Fact]
    public void A_long_name_is_cut() =>
        Assert.Equal(60, Assert.Single(Given(An.Incident().P1()).When($"component {new string('x', 90)} down", Anna).After.Components).Key.Length);

    [Theory]
    [InlineData("component", "Which component, and how is it?")]
    [InlineData("component checkout", "How is it?")]
    [InlineData("component down", "How is it?")]
    [InlineData("component major outage down please", "How is it?")]
    public void Name_and_status_are_both_needed(string line, string sentence) =>
        Given(An.Incident().P1()).When(line, Anna).ThenRefused(sentence, "the status is one of operational, degraded, partial, major");
}
