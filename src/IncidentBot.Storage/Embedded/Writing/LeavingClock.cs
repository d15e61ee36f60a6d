using IncidentBot.Storage.Embedded.Hot;

namespace IncidentBot.Storage.Embedded.Writing;

/// <summary>Says which streams may leave memory: their time has come, nothing of theirs waits, and the view has all of it.</summary>
internal sealed class LeavingClock(TimeProvider time, Func<long> viewCursor) : IDisposable
{
    private const int AtOnce = 100;

    private readonly Lock _gate = new();
    private DateTimeOffset? _armedFor;
    private ITimer? _timer;

    /// <summary>Wakes the writer.</summary>
    public Action Wake { get; set; } = static () => { };

    /// <summary>The view has not yet got what is to leave.</summary>
    public Action WakeView { get; set; } = static () => { };

    public IReadOnlyList<string> WhoLeaves(HotState state)
    {
        var now = time.GetUtcNow();
        if (state.Leaving.IsEmpty || state.Leaving[0].At > now)
        {
            Arm(state);
            return [];
        }

        var cursor = viewCursor();
        var busy = state.Outbox.Rows.Values.Select(entry => entry.Row.Stream.Value).ToHashSet(StringComparer.Ordinal);
        var ended = state.Leaving
            .TakeWhile(leaving => leaving.At <= now)
            .Select(leaving => state.Live.GetValueOrDefault(leaving.Stream))
            .Where(live => live is { Timers.Length: 0 } && !busy.Contains(live.Id.Value))
            .Select(live => live!)
            .Take(AtOnce)
            .ToList();
        if (ended.Exists(live => live.LastSequence > cursor))
        {
            WakeView();
        }

        return [.. ended.Where(live => live.LastSequence <= cursor).Select(live => live.Id.Value)];
    }

    /// <summary>Wakes the writer when the next one's time comes.</summary>
    public void Arm(HotState state)
    {
        var next = state.Leaving.IsEmpty ? (DateTimeOffset?)null : state.Leaving[0].At;
        lock (_gate)
        {
            if (next is not { } at || at == _armedFor)
            {
                return;
            }

            _armedFor = at;
            _timer?.Dispose();
            var wait = at - time.GetUtcNow();

            // Timers of the runtime end at 49 days; an early wake only looks and arms again.
            wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : wait;
            _timer = time.CreateTimer(_ => Rang(), null, wait, Timeout.InfiniteTimeSpan);
        }
    }

    public void ViewMoved(HotState state)
    {
        if (!state.Leaving.IsEmpty && state.Leaving[0].At <= time.GetUtcNow())
        {
            Wake();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
        }
    }

    private void Rang()
    {
        lock (_gate)
        {
            _armedFor = null;
        }

        Wake();
    }
}
