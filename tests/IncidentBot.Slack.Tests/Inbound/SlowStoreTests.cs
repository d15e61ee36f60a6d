using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Slack.Tests.Inbound.Support;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>A store that takes long to say which form to open: Slack waits three seconds for anything.</summary>
public sealed class SlowStoreTests
{
    [Theory]
    [InlineData(false, "say what is new: `/incident update INC-1 &lt;text&gt;`")]
    [InlineData(true, "Working on it…")]
    public async Task Whoever_would_have_got_a_form_gets_a_sentence_in_time(bool answersLate, string said)
    {
        var desk = new SlowDesk(answersLate);
        await using var slack = new SlackDriver(desk);
        using var awake = desk;

        var replied = await InTimeAsync(slack, slack.SlashAsync("update INC-1"), answersLate);

        Assert.Equal(said, replied.Text);
        Assert.Empty(slack.Slack.Of("views.open"));
    }

    [Fact]
    public async Task So_does_whoever_presses_a_button()
    {
        await using var slack = new SlackDriver(new SlowDesk(answersLate: false));

        var replied = await InTimeAsync(slack, slack.PressAsync("update INC-1"), answersLate: false);

        Assert.Equal((200, ""), (replied.Status, replied.Body));
        Assert.Contains("say what is new", (await slack.CalledAsync("response_url")).Body, StringComparison.Ordinal);
    }

    /// <summary>
    /// Answered at these very moments: the form is given up after 1.2 s, and the answer after 2.2 s of all. The clock moves when somebody waits for it,
    /// which may be on another thread; what moves it sooner is missed by the wait that begins after.
    /// </summary>
    private static async Task<Replied> InTimeAsync(SlackDriver slack, Task<Replied> replying, bool answersLate)
    {
        await slack.Time.AwaitedAsync(TimeSpan.FromSeconds(1.2));
        Assert.False(replying.IsCompleted);
        slack.Time.Advance(TimeSpan.FromSeconds(1.2));
        if (answersLate)
        {
            await slack.Time.AwaitedAsync(TimeSpan.FromSeconds(1));
            Assert.False(replying.IsCompleted);
            slack.Time.Advance(TimeSpan.FromSeconds(1));
        }

        return await replying.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private sealed class SlowDesk(bool answersLate) : ICommandDesk, IDisposable
    {
        private readonly TaskCompletionSource _awake = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<Answer?> PrepareAsync(Core.Desk.Inbound inbound, CancellationToken cancellationToken)
        {
            await _awake.Task.WaitAsync(cancellationToken);
            return null;
        }

        public async ValueTask<Answer> HandleAsync(Core.Desk.Inbound inbound, CancellationToken cancellationToken)
        {
            if (answersLate)
            {
                await _awake.Task;
            }

            return new Answer(AnswerKind.Refused, Visibility.OnlyYou, "say what is new: `update INC-1 <text>`");
        }

        public void Dispose() => _awake.TrySetResult();

        public ValueTask<Card> ViewAsync(string view, Actor viewer, Membership membership, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
