using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Incidents;

public sealed class TimelineWordsTests
{
    /// <summary>Journals hold level 1 also of incidents without a communications lead, so nobody is named who may not be there.</summary>
    [Theory]
    [InlineData(1, "whoever speaks for the team was asked")]
    [InlineData(2, "the commander was asked")]
    [InlineData(3, "the Lead was asked")]
    public void Who_was_asked_to_approve_is_said_by_the_place_in_line(int level, string asked) => Assert.Equal(
        $"Nobody has approved the first public text; {asked}",
        TimelineWords.Of(Recorded.Of(new ApprovalSought(level), Actor.Bot, Noon, Chain.Start)));

    /// <summary>The sentence knows no time zone, and whoever reads it has the time of the entry beside it.</summary>
    [Fact]
    public void Reminders_are_put_off_for_so_many_minutes() =>
        Assert.Equal("Anna put reminders off for 30 min", TimelineWords.Of(Recorded.Of(new Snoozed(Noon + TimeSpan.FromMinutes(30)), Anna, Noon, Chain.Start)));
}
