using IncidentBot.Core.Incidents;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class UpdateVerbTests
{
    private static IncidentBuilder Worked(Severity severity = Severity.P1) => An.Incident().Severe(severity).AcknowledgedBy(Anna);

    [Theory]
    [InlineData("update the queue drains")]
    [InlineData("update internal: the queue drains")]
    public void For_the_team_it_is_posted_at_once(string line)
    {
        var told = Given(Worked()).When(line, Anna).Then(new UpdateWritten(1, Audience.Internal, "the queue drains")).Saying("Update posted in INC-7");

        Assert.NotNull(Assert.Single(told.After.Updates).Published);
        Assert.Null(told.Card);
    }

    [Theory]
    [InlineData("update public: we are on it", Audience.Public, "the public", "the status page")]
    [InlineData("update PUBLIC:we are on it", Audience.Public, "the public", "the status page")]
    [InlineData("update stakeholders: we are on it", Audience.Stakeholders, "the stakeholders", "by mail")]
    [InlineData("update stakeholder: we are on it", Audience.Stakeholders, "the stakeholders", "by mail")]
    public void For_others_it_is_a_draft_that_names_where_it_would_go(string line, Audience audience, string whom, string destination)
    {
        var told = Given(Worked()).When(line, Anna).Then(new UpdateWritten(1, audience, "we are on it", audience == Audience.Public ? PublicStage.Investigating : null)).Saying($"Draft 1 for {whom}, not sent yet: we are on it");

        Assert.Null(Assert.Single(told.After.Updates).Published);
        Assert.Contains("we are on it. The next update follows by 12:22 UTC.", told.Card!.Lines());
        Assert.Contains(told.Card!.Lines(), line => line.Contains(destination, StringComparison.Ordinal));
        var publish = Assert.Single(told.Card!.Buttons);
        Assert.Equal("publish INC-7 1", publish.Line);
        Assert.Contains(whom, publish.Confirm, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update the public: page is slow", "the public: page is slow")]
    [InlineData("update public is not told yet", "public is not told yet")]
    public void The_audience_counts_only_right_after_the_verb_and_with_a_colon(string line, string text) =>
        Given(Worked()).When(line, Anna).Then(new UpdateWritten(1, Audience.Internal, text));

    [Theory]
    [InlineData(Severity.P1, 10, "12:30")]
    [InlineData(Severity.P1, 130, "14:40")]
    [InlineData(Severity.P2, 10, "13:10")]
    public void Each_update_names_the_time_of_the_next_which_the_reminder_keeps(Severity severity, int minutes, string next)
    {
        var told = Given(Worked(severity)).When("update still on it", Anna, TimeSpan.FromMinutes(minutes)).Saying($"The next one is due at {next} UTC");

        Assert.Contains(TimerPlan.For(told.After), timer => timer.Name == TimerPlan.UpdateNag && $"{timer.Due:HH:mm}" == next);
    }

    [Theory]
    [InlineData(Severity.P3)]
    [InlineData(Severity.P4)]
    public void Where_nobody_is_reminded_no_next_one_is_named(Severity severity) =>
        Assert.DoesNotContain("next one", Given(An.Incident().Severe(severity)).When("update still on it", Anna).Reply, StringComparison.Ordinal);

    [Fact]
    public void Updates_are_numbered_whoever_they_are_for() =>
        Given(Worked().Says("update one", Anna).Says("update public: two", Anna)).When("update three", Anna).Then(new UpdateWritten(3, Audience.Internal, "three"));

    [Fact]
    public void A_draft_puts_no_reminder_off()
    {
        var past = Worked().Says("update first", Anna);

        Assert.Equal(past.Build().LastNag, Given(past).When("update public: later", Anna, TimeSpan.FromMinutes(15)).After.LastNag);
    }

    [Theory]
    [InlineData("update")]
    [InlineData("update public:")]
    [InlineData("update stakeholders:  ")]
    public void A_text_is_needed(string line) => Given(Worked()).When(line, Anna).ThenRefused("What should the update say?", "`update INC-7 public: <text>`");

    [Theory]
    [InlineData("update public: x", "the public")]
    [InlineData("update stakeholders: x", "the stakeholders")]
    public void A_drill_and_a_private_incident_are_told_to_nobody_outside(string line, string whom)
    {
        Given(Worked().Drill()).When(line, Anna).ThenRefused($"A drill is not told to {whom}", "`update INC-7 <text>`");
        Given(Worked().Private()).When(line, Anna).ThenRefused($"A private incident is not told to {whom}", "`update INC-7 <text>`");
        Given(Worked().Private()).When("update x", Anna).Then(new UpdateWritten(1, Audience.Internal, "x"));
    }

    [Fact]
    public void After_the_resolve_people_can_still_be_told_and_no_next_one_is_promised() =>
        Assert.DoesNotContain("next one", Given(An.Incident().P1().Resolved()).When("update public: all is well", Anna).Then(new UpdateWritten(1, Audience.Public, "all is well", PublicStage.Resolved)).Reply, StringComparison.Ordinal);

    [Fact]
    public void There_is_nothing_to_tell_of_a_false_alarm() =>
        Given(An.Incident().P1().Cancelled()).When("update x", Anna).ThenRefused("INC-7 was cancelled; there is nothing to tell", "`note INC-7 <text>`");
}
