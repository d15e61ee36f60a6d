namespace IncidentBot.Simulation.Time;

/// <summary>
/// A clock that moves only when the <see cref="Pump"/> says so, and then straight to the next timer: thirty days cost as much as what
/// happens in them. Timers fire by due time, equal ones in the order they were set, always on the life they were set from, or else on the pump.
/// </summary>
/// <remarks><see cref="GetTimestamp"/> follows the same time: sleeps and leases measured with it are virtual too.</remarks>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<Setting, (long Due, long Order)> _settings = new();
    private long _now = start.UtcTicks;
    private long _order;

    /// <summary>How many timers have fired since the clock was made.</summary>
    public long Fired { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>When the next timer is due; null when none is set.</summary>
    internal DateTimeOffset? NextDue
    {
        get
        {
            while (_settings.TryPeek(out var setting, out var at))
            {
                if (setting.IsCurrent)
                {
                    return new DateTimeOffset(at.Due, TimeSpan.Zero);
                }

                _settings.Dequeue();
            }

            return null;
        }
    }

    public override DateTimeOffset GetUtcNow() => new(_now, TimeSpan.Zero);

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        // Only a life is a context of its own here; whoever sets a timer from anywhere else is called back on the pump.
        var timer = new VirtualTimer(this, callback, state, SynchronizationContext.Current as Life);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes to the earliest timer and hands its callback to its context. False when no timer is set.</summary>
    internal bool FireNext(SynchronizationContext fallback)
    {
        if (NextDue is not { } due)
        {
            return false;
        }

        var setting = _settings.Dequeue();
        MoveTo(due);
        Fired++;
        setting.Timer.Fire(fallback);
        return true;
    }

    /// <summary>Time passes with nothing happening in it. Never backwards.</summary>
    internal void MoveTo(DateTimeOffset time) => _now = Math.Max(_now, time.UtcTicks);

    private void Set(VirtualTimer timer, int generation, TimeSpan dueTime)
    {
        // A real timer cannot fire inside the call that sets it, and neither does this one: zero means "when the pump comes to it".
        var due = _now + Math.Max(0, dueTime.Ticks);
        _settings.Enqueue(new Setting(timer, generation), (due, _order++));
    }

    private readonly record struct Setting(VirtualTimer Timer, int Generation)
    {
        public bool IsCurrent => Timer.Generation == Generation && Timer.IsWanted;
    }

    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state, Life? life) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private bool _disposed;

        public int Generation { get; private set; }

        public bool IsWanted => !_disposed && life is not { IsAlive: false };

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed)
            {
                return false;
            }

            Generation++;
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                clock.Set(this, Generation, dueTime);
            }

            return true;
        }

        public void Fire(SynchronizationContext fallback)
        {
            if (_period > TimeSpan.Zero)
            {
                clock.Set(this, Generation, _period);
            }

            var generation = Generation;
            (life ?? fallback).Post(
                _ =>
                {
                    if (!_disposed && generation == Generation)
                    {
                        callback(state);
                    }
                },
                state: null);
        }

        public void Dispose() => _disposed = true;

        public ValueTask DisposeAsync()
        {
            _disposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
