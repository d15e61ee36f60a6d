using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using Xunit;

namespace IncidentBot.Core.Tests.Incidents;

public sealed class IncidentIdTests
{
    [Theory]
    [InlineData("INC-7", 7)]
    [InlineData("inc-007", 7)]
    [InlineData("Inc-2147483647", int.MaxValue)]
    public void An_id_is_read_in_any_case(string text, int number)
    {
        Assert.True(IncidentId.TryParse(text, out var id));
        Assert.Equal(new IncidentId(number), id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("INC7")]
    [InlineData("INC-0")]
    [InlineData("INC-+7")]
    [InlineData("INC- 7")]
    [InlineData("INC-2147483648")]
    [InlineData("INC-٧")]
    public void Anything_else_is_no_id(string? text) => Assert.False(IncidentId.TryParse(text, out _));

    [Fact]
    public void The_fence_is_no_incident_and_keeps_only_its_newest_events()
    {
        Assert.False(StreamId.Intake.IsIncident);
        Assert.Equal(256, StreamId.Intake.KeptEvents);
        Assert.Equal(int.MaxValue, StreamId.Of(new IncidentId(1)).KeptEvents);
    }
}
