using IncidentBot.Slack.Inbound.Socket;

namespace IncidentBot.Slack.Tests.Inbound.Socket;

public sealed class SocketPatienceTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(5, 32)]
    [InlineData(6, 60)]
    [InlineData(1_000_000, 60)]
    public void A_wait_is_anything_up_to_twice_the_last_one_and_never_more_than_a_minute(int failures, double most)
    {
        var chance = new Random(7);
        var waits = Enumerable.Range(0, 1_000).Select(_ => new SocketPatience().Backoff(failures, chance).TotalSeconds).ToList();

        Assert.All(waits, wait => Assert.InRange(wait, 0, most));
        Assert.InRange(waits.Average(), most * 0.45, most * 0.55);
    }
}
