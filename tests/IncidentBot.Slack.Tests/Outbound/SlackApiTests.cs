using System.Net;
using IncidentBot.Core.Settings;
using IncidentBot.Slack.Outbound;
using IncidentBot.TestKit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>What the client says of every way in which a call can go.</summary>
public sealed class SlackApiTests : IDisposable
{
    private const string Token = "xoxb-very-secret";

    private readonly FakeTimeProvider _time = new(Some.Noon);
    private readonly FakeSlack _slack;
    private readonly SlackApi _api;

    public SlackApiTests()
    {
        _slack = new FakeSlack(_time);
        _api = new SlackApi(_slack, new SlackOptions { BotToken = new Secret(Token) }, _time, NullLogger<SlackApi>.Instance);
    }

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task The_token_travels_in_the_header_only()
    {
        Assert.IsType<SlackReply.Fine>(await Ask());

        Assert.Equal([$"Bearer {Token}"], _slack.Tokens);
        Assert.DoesNotContain(_slack.Calls.SelectMany(call => call.Fields), field => field.Value.Contains("xoxb", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(0, 1)]
    [InlineData(null, 30)]
    [InlineData(999_999, 3600)]
    public async Task A_limit_is_waited_for_as_long_as_slack_asks(int? asked, int waited)
    {
        _slack.Fail("auth.test", () => FakeSlack.Limited(asked));

        Assert.Equal(_time.GetUtcNow().AddSeconds(waited), Assert.IsType<SlackReply.Limited>(await Ask()).Until);
    }

    [Theory]
    [InlineData("users.list", 20)]
    [InlineData("conversations.list", 20)]
    public async Task No_more_pages_of_a_list_are_asked_for_than_slack_gives_in_a_minute(string list, int pages)
    {
        for (var page = 0; page < pages; page++)
        {
            Assert.IsNotType<SlackReply.Limited>(await _api.CallAsync(new SlackCall(list), default));
        }

        Assert.Equal(_time.GetUtcNow().AddSeconds(3), Assert.IsType<SlackReply.Limited>(await _api.CallAsync(new SlackCall(list), default)).Until, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task While_slack_asks_for_patience_nothing_leaves_and_other_methods_go_on()
    {
        _slack.Fail("auth.test", () => FakeSlack.Limited(7));
        await Ask();

        Assert.IsType<SlackReply.Limited>(await Ask());
        Assert.IsType<SlackReply.Fine>(await _api.CallAsync(new SlackCall("conversations.list"), default));
        Assert.Equal(["auth.test", "conversations.list"], _slack.Calls.Select(call => call.Method));

        _time.Advance(TimeSpan.FromSeconds(7));
        Assert.IsType<SlackReply.Fine>(await Ask());
    }

    [Fact]
    public async Task A_limit_in_one_channel_holds_up_no_other()
    {
        _slack.Channels.Add(new FakeSlack.Channel("C2", "other", 0) { Member = true });
        _slack["incidents"].Member = true;
        _slack.Fail("chat.postMessage", () => FakeSlack.Limited(20));

        Assert.IsType<SlackReply.Limited>(await Post(FakeSlack.Incidents));
        Assert.IsType<SlackReply.Limited>(await Post(FakeSlack.Incidents));
        Assert.IsType<SlackReply.Fine>(await Post("C2"));
    }

    [Fact]
    public async Task Posts_to_a_channel_leave_three_at_once_and_then_one_a_second()
    {
        _slack["incidents"].Member = true;
        for (var i = 0; i < 3; i++)
        {
            Assert.IsType<SlackReply.Fine>(await Post(FakeSlack.Incidents));
        }

        var fourth = Post(FakeSlack.Incidents);
        Assert.False(fourth.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<SlackReply.Fine>(await fourth);
    }

    [Fact]
    public async Task A_card_is_edited_once_a_second_at_most()
    {
        _slack["incidents"].Member = true;
        _slack["incidents"].Messages.Add(new FakeSlack.Message("1.1", null));

        Assert.IsType<SlackReply.Fine>(await Edit());
        var second = Edit();
        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<SlackReply.Fine>(await second);

        Task<SlackReply> Edit() => _api.CallAsync(new SlackCall("chat.update").In(FakeSlack.Incidents).On("1.1").With("text", "x"), default);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task An_answer_that_cannot_be_read_is_no_success(string body)
    {
        _slack.Fail("auth.test", () => FakeSlack.Raw(body));

        Assert.IsType<SlackReply.Unclear>(await Ask());
    }

    [Fact]
    public async Task A_failure_inside_slack_and_a_lost_connection_leave_it_open_whether_it_was_done()
    {
        _slack.Fail("auth.test", () => FakeSlack.Raw("upstream", HttpStatusCode.BadGateway));
        _slack.Fail("auth.test", () => FakeSlack.Error("internal_error"));
        _slack.Fail("auth.test", FakeSlack.Lost);

        Assert.IsType<SlackReply.Unclear>(await Ask());
        Assert.IsType<SlackReply.Unclear>(await Ask());
        Assert.IsType<SlackReply.Unclear>(await Ask());
    }

    [Fact]
    public async Task What_surely_did_not_arrive_is_known_as_that()
    {
        _slack.Fail("auth.test", FakeSlack.Unreachable);
        _slack.Fail("auth.test", () => FakeSlack.Error("service_unavailable"));

        Assert.IsType<SlackReply.NotSent>(await Ask());
        Assert.IsType<SlackReply.Limited>(await Ask());
    }

    [Fact]
    public async Task A_call_without_an_answer_ends_after_ten_seconds()
    {
        var silence = new Silence();
        using var api = new SlackApi(silence, new SlackOptions { BotToken = new Secret(Token) }, _time, NullLogger<SlackApi>.Instance);

        var asked = api.CallAsync(new SlackCall("auth.test"), default);
        _time.Advance(SlackApi.CallTimeout);

        Assert.Contains("10 seconds", Assert.IsType<SlackReply.Unclear>(await asked).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_the_token()
    {
        _slack.Fail("auth.test", () => FakeSlack.Raw("", HttpStatusCode.Found));

        Assert.Contains("302", Assert.IsType<SlackReply.NotSent>(await Ask()).Why, StringComparison.Ordinal);
        Assert.Single(_slack.Calls);
        Assert.False(SlackApi.Wire().AllowAutoRedirect);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(407)]
    [InlineData(511)]
    public async Task A_page_of_something_between_us_and_slack_refuses_nothing(int status)
    {
        _slack.Fail("auth.test", () => FakeSlack.Raw("<html>Please log in</html>", (HttpStatusCode)status));

        Assert.True(await Ask() is SlackReply.NotSent or SlackReply.Unclear);
    }

    [Fact]
    public async Task After_a_408_nobody_knows_whether_it_arrived()
    {
        _slack.Fail("auth.test", () => FakeSlack.Raw("", HttpStatusCode.RequestTimeout));

        Assert.IsType<SlackReply.Unclear>(await Ask());
    }

    [Fact]
    public async Task A_dead_token_stops_everything_until_slack_takes_it_again()
    {
        _slack.Weather = _ => FakeSlack.Error("token_revoked");
        Assert.Equal(FailureClass.Credentials, Assert.IsType<SlackReply.Refused>(await _api.CallAsync(new SlackCall("conversations.list"), default)).Class);

        Assert.IsType<SlackReply.Refused>(await _api.CallAsync(new SlackCall("conversations.list"), default));
        Assert.Single(_slack.Calls);
        Assert.Equal("token_revoked", _api.TokenTrouble);

        _slack.Weather = null;
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.IsType<SlackReply.Fine>(await _api.CallAsync(new SlackCall("conversations.list"), default));
        Assert.Null(_api.TokenTrouble);
    }

    [Fact]
    public async Task A_missing_scope_names_what_is_needed()
    {
        _slack.MissingScopes.Add("auth.test");

        Assert.Equal(("missing_scope", "some:scope"), Assert.IsType<SlackReply.Refused>(await Ask()) is var refused ? (refused.Error, refused.Needed) : default);
    }

    [Fact]
    public async Task Neither_token_nor_text_reaches_the_log()
    {
        var lines = new List<string>();
        using var api = new SlackApi(_slack, new SlackOptions { BotToken = new Secret(Token) }, _time, new Listening(lines));
        _slack.Fail("chat.postMessage", () => FakeSlack.Limited(1));
        _slack.Weather = method => method is "auth.test" ? FakeSlack.Error("invalid_auth") : null;

        await api.CallAsync(new SlackCall("chat.postMessage").In(FakeSlack.Incidents).With("text", "secret words"), default);
        await api.CallAsync(new SlackCall("auth.test"), default);

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.False(line.Contains("xoxb", StringComparison.Ordinal) || line.Contains("secret words", StringComparison.Ordinal), line));
    }

    [Theory]
    [InlineData("ratelimited", FailureClass.Wait)]
    [InlineData("fatal_error", FailureClass.Unclear)]
    [InlineData("already_pinned", FailureClass.AlreadySo)]
    [InlineData("restricted_action_thread_locked", FailureClass.Configuration)]
    [InlineData("invalid_blocks_format", FailureClass.OurMistake)]
    [InlineData("msg_too_long", FailureClass.OurMistake)]
    [InlineData("message_not_found", FailureClass.Gone)]
    [InlineData("message_limit_exceeded", FailureClass.Wait)]
    [InlineData("something_new", FailureClass.Unlisted)]
    internal void An_error_belongs_to_one_class(string error, FailureClass expected) => Assert.Equal(expected, SlackErrors.ClassOf(error));

    private Task<SlackReply> Ask() => _api.CallAsync(new SlackCall("auth.test"), default);

    private Task<SlackReply> Post(string channel) => _api.CallAsync(new SlackCall("chat.postMessage").In(channel).With("text", "x"), default);

    private sealed class Silence : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var never = new TaskCompletionSource<HttpResponseMessage>();
            await using var cut = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            return await never.Task;
        }
    }

    private sealed class Listening(List<string> lines) : ILogger<SlackApi>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{formatter(state, exception)} {exception}");
    }
}
