namespace IncidentBot.Tests.SlackStories;

/// <summary>Runs as the machine's clock does, and jumps when a test says so: real processes answer in real time, and hours need not be waited for.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly HashSet<JumpingTimer> _timers = [];
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return System.GetUtcNow() + _ahead;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return System.GetTimestamp() + (long)(_ahead.TotalSeconds * System.TimestampFrequency);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new JumpingTimer(this, callback, state);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>What falls due in between is due at once.</summary>
    public void Jump(TimeSpan time)
    {
        List<JumpingTimer> timers;
        lock (_lock)
        {
            _ahead += time;
            timers = [.. _timers];
        }

        timers.ForEach(timer => timer.Look());
    }

    private void Forget(JumpingTimer timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
        }
    }

    private sealed class JumpingTimer : ITimer
    {
        private readonly JumpingTime _time;
        private readonly ITimer _real;
        private readonly Lock _lock = new();
        private long? _due;
        private TimeSpan _period;

        public JumpingTimer(JumpingTime time, TimerCallback callback, object? state)
        {
            _time = time;
            _real = System.CreateTimer(
                _ =>
                {
                    if (TakeTurn())
                    {
                        callback(state);
                    }
                },
                null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_lock)
            {
                (_due, _period) = (dueTime == Timeout.InfiniteTimeSpan ? null : _time.GetTimestamp() + Ticks(dueTime), period);
            }

            return Look();
        }

        /// <summary>The real timer is set to what is left.</summary>
        public bool Look()
        {
            lock (_lock)
            {
                var left = _due is { } due ? _time.GetElapsedTime(_time.GetTimestamp(), due) : Timeout.InfiniteTimeSpan;
                return _real.Change(left < TimeSpan.Zero && _due is not null ? TimeSpan.Zero : left, Timeout.InfiniteTimeSpan);
            }
        }

        public void Dispose()
        {
            _time.Forget(this);
            _real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            _time.Forget(this);
            return _real.DisposeAsync();
        }

        private bool TakeTurn()
        {
            lock (_lock)
            {
                if (_due is not { } due || due > _time.GetTimestamp())
                {
                    // The real timer counts a little coarser than the clock: what is left is waited for.
                    Look();
                    return false;
                }

                _due = _period == Timeout.InfiniteTimeSpan || _period == TimeSpan.Zero ? null : due + Ticks(_period);
                Look();
                return true;
            }
        }

        private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * System.TimestampFrequency);
    }
}
