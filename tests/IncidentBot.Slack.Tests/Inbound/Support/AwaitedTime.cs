using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Slack.Tests.Inbound.Support;

/// <summary>A clock that moves when a test moves it, and says when somebody waits for it: a wait that begins on another thread begins when it begins.</summary>
internal sealed class AwaitedTime(DateTimeOffset now) : FakeTimeProvider(now)
{
    private readonly List<TimeSpan> _waits = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Returns when a wait of this length has begun, each once. A test that would wait for ever fails instead.</summary>
    public async Task AwaitedAsync(TimeSpan length)
    {
        while (true)
        {
            Task more;
            lock (_waits)
            {
                if (_waits.Remove(length))
                {
                    return;
                }

                more = _more.Task;
            }

            await more.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_waits)
        {
            _waits.Add(dueTime);
            _more.SetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return timer;
    }
}
