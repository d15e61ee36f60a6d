using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Tests.Inbound.Support;

namespace IncidentBot.Slack.Tests.Inbound;

public sealed class ResponseUrlsTests
{
    [Theory]
    [InlineData("https://hooks.slack.com/commands/T1/1/x", true)]
    [InlineData("https://slack.com/x", true)]
    [InlineData("https://hooks.slack-gov.com/x", true)]
    [InlineData("http://hooks.slack.com/x", false)]
    [InlineData("https://hooks.slack.com.evil.example/x", false)]
    [InlineData("https://evilslack.com/x", false)]
    [InlineData("https://user@hooks.slack.com/x", false)]
    [InlineData("https://hooks.slack.com@evil.example/x", false)]
    [InlineData("https://hooks.slack.com:8443/x", false)]
    [InlineData("https://169.254.169.254/latest/meta-data", false)]
    [InlineData("http://127.0.0.1:4003/x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("//hooks.slack.com/x", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task Only_Slack_s_own_hosts_over_https_are_ever_called(string? url, bool allowed)
    {
        using var slack = new ScriptedSlack();
        using var urls = new ResponseUrls(slack, new Uri("https://slack.com/api/"), TimeProvider.System);

        Assert.Equal(allowed, await urls.PostAsync(url, [], CancellationToken.None));
        Assert.Equal(allowed ? 1 : 0, slack.Calls.Count);
    }

    [Fact]
    public void On_this_machine_the_one_that_stands_in_for_Slack_takes_answers_and_no_other_port_does()
    {
        using var slack = new ScriptedSlack();
        using var urls = new ResponseUrls(slack, new Uri("http://127.0.0.1:4003/api/"), TimeProvider.System);

        Assert.True(urls.IsAllowed("http://127.0.0.1:4003/response/1"));
        Assert.False(urls.IsAllowed("http://127.0.0.1:4004/response/1"));
        Assert.False(urls.IsAllowed("http://localhost:4003/response/1"));
    }
}
