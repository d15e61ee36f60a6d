using System.Net;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Settings;
using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Outbound;
using IncidentBot.Slack.Tests.Inbound.Support;
using IncidentBot.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>A late answer is told once: elsewhere only where the address of the request surely did not take it.</summary>
public sealed class LateAnswerTests
{
    private static readonly Uri Api = new("https://slack.com/api/");
    private const string Address = "https://hooks.slack.com/actions/T1/2/x";

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded, false)]
    [InlineData(HttpRequestError.HttpProtocolError, false)]
    [InlineData(HttpRequestError.ConnectionError, true)]
    [InlineData(HttpRequestError.NameResolutionError, true)]
    public Task An_answer_whose_own_answer_was_lost_is_not_told_again_and_one_that_never_left_is(HttpRequestError error, bool elsewhere) =>
        ToldAsync(() => throw new HttpRequestException(error), elsewhere);

    [Theory]
    [InlineData(HttpStatusCode.OK, false)]
    [InlineData(HttpStatusCode.BadGateway, false)]
    [InlineData(HttpStatusCode.NotFound, true)]
    [InlineData(HttpStatusCode.Gone, true)]
    public Task An_answer_that_slack_refused_is_told_elsewhere_and_one_that_may_have_arrived_is_not(HttpStatusCode status, bool elsewhere) =>
        ToldAsync(() => new HttpResponseMessage(status) { Content = new StringContent("") }, elsewhere);

    [Fact]
    public async Task An_answer_that_slack_says_nothing_to_counts_as_told()
    {
        var time = new FakeTimeProvider(Some.Noon);
        using var slack = new ScriptedSlack { Holds = _ => new TaskCompletionSource().Task };
        using var urls = new ResponseUrls(slack, Api, time);

        var posting = urls.PostAsync(Address, [], CancellationToken.None);
        await slack.CalledAsync("response_url");
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.True(await posting);
    }

    private static async Task ToldAsync(Func<HttpResponseMessage> answered, bool elsewhere)
    {
        using var slack = new ScriptedSlack();
        using var api = new SlackApi(slack, new SlackOptions { BotToken = new Secret("xoxb-1"), ApiBaseUrl = Api }, TimeProvider.System, NullLogger<SlackApi>.Instance);
        using var urls = new ResponseUrls(new Answering(answered), Api, TimeProvider.System);
        var telling = new Telling(api, urls, new AnswerRenderer(CardRenderer.For(Some.Roster, "/incident")), TimeProvider.System);

        await telling.TellAsync(new(new SlackUser("U1", null, null), "C1", null, Address), new Answer(AnswerKind.Done, Visibility.OnlyYou, "Noted."), CancellationToken.None);

        Assert.Equal(elsewhere ? 1 : 0, slack.Of("chat.postEphemeral").Count);
    }

    private sealed class Answering(Func<HttpResponseMessage> answered) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answered());
    }
}
