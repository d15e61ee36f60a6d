using IncidentBot.Core.Settings;
using IncidentBot.Slack.Outbound;
using IncidentBot.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>A form must not wait for a connection to be made.</summary>
public sealed class WarmLineTests
{
    [Fact]
    public void Slack_is_called_again_before_an_idle_connection_is_closed_and_also_after_a_call_that_failed()
    {
        var time = new FakeTimeProvider(Some.Noon);
        using var slack = new FakeSlack(time);
        using var api = new SlackApi(slack, new SlackOptions { BotToken = new Secret("xoxb-1") }, time, NullLogger<SlackApi>.Instance);
        using var stop = new CancellationTokenSource();
        var thread = new OneThread();
        thread.Enter();
        slack.Fail("auth.test", FakeSlack.Unreachable);
        var line = new WarmLine(api, time).RunAsync(stop.Token);

        for (var minute = 0; minute < 12; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            thread.Drain();
        }

        Assert.Equal(3, slack.Calls.Count(call => call.Method == "auth.test"));
        using var wire = SlackApi.Wire();
        Assert.True(WarmLine.Every < wire.PooledConnectionIdleTimeout);
        stop.Cancel();
        thread.Drain();
        Assert.True(line.IsCanceled);
    }
}
