using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Messages;

public sealed class ConditionsTests
{
    [Fact]
    public void An_acknowledgement_a_cancellation_a_merge_and_a_lowering_stop_outstanding_pages_at_once()
    {
        var page = Conditions.UnacknowledgedAs(Severity.P1);

        Assert.True(Conditions.Holds(page, An.Incident().P1().Build(), Noon));
        Assert.False(Conditions.Holds(page, An.Incident().P1().AcknowledgedBy(Anna).Build(), Noon));
        Assert.False(Conditions.Holds(page, An.Incident().P1().Cancelled().Build(), Noon));
        Assert.False(Conditions.Holds(page, An.Incident().P1().With(new Merged("INC-3"), Lena).Build(), Noon));
        Assert.False(Conditions.Holds(page, An.Incident().P1().Says("severity p2 better", Lena).Build(), Noon));
        Assert.True(Conditions.Holds(page, An.Incident().P2().Says("severity p1 worse", Nina).Build(), Noon));
    }

    [Fact]
    public void A_row_of_an_older_version_is_still_understood()
    {
        Assert.True(Conditions.Holds(Conditions.Unacknowledged, An.Incident().P2().Build(), Noon));
        Assert.False(Conditions.Holds(Conditions.Unacknowledged, An.Incident().P2().AcknowledgedBy(Anna).Build(), Noon));
    }

    [Fact]
    public void No_condition_is_called_lunch() => Assert.Throws<ArgumentException>(() => Conditions.Holds("lunch", An.Incident().Build(), Noon));
}
