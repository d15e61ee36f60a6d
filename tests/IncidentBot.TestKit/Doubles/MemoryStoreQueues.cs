using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;

namespace IncidentBot.TestKit.Doubles;

/// <summary>The outbox and the timers of the store that forgets.</summary>
public sealed partial class MemoryStore : IOutbox, ITimerQueue
{
    private readonly List<Waiting> _outbox = [];
    private TaskCompletionSource _woken = new();
    private long _token;

    /// <summary>Rows that no settlement has ended yet, oldest first.</summary>
    public IReadOnlyList<OutboxRow> Unsettled => [.. _outbox.Where(row => row.End is null).Select(row => row.Row)];

    /// <summary>How each settled row ended, in the order of the rows.</summary>
    public IReadOnlyList<(OutboxRow Row, Outcome End)> Settled => [.. _outbox.Where(row => row.End is not null).Select(row => (row.Row, row.End!))];

    /// <summary>Timers that are planned just now, earliest first.</summary>
    public IReadOnlyList<TimerRef> Planned =>
        [.. _streams.Values.SelectMany(history => history.Timers.Select(timer => new TimerRef(history.Stream, timer.Name, timer.Due))).OrderBy(timer => timer.Due).ThenBy(timer => timer.Stream)];

    /// <summary>Timers that are answered as due besides the planned ones: left over from an older plan.</summary>
    public List<TimerRef> LeftOver { get; } = [];

    public ValueTask<IReadOnlyList<Claimed>> ClaimAsync(string target, int max, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var claimable = _outbox
                .Where(row => row.End is null && string.Equals(row.Row.Target, target, StringComparison.Ordinal))
                .GroupBy(row => row.Row.Lane)
                .Select(lane => lane.First())
                .Where(row => row.Token == 0 && row.NotBefore <= now && row.Row.Needs.All(_documents.ContainsKey))
                .OrderBy(row => row.Row.Urgency)
                .Take(max)
                .ToList();
            foreach (var row in claimable)
            {
                row.Token = ++_token;
                row.Attempt++;
                row.First ??= now;
            }

            return ValueTask.FromResult<IReadOnlyList<Claimed>>([.. claimable.Select(row => new Claimed(row.Row, row.Token, row.Attempt, row.First!.Value, row.Unclear))]);
        }
    }

    public ValueTask WaitForWorkAsync(string target, TimeSpan atMost, CancellationToken cancellationToken) =>
        WaitAsync(atMost, NextTry(target), cancellationToken);

    public ValueTask<IReadOnlyList<TimerRef>> DueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<TimerRef>>([.. Planned.Concat(LeftOver).Where(timer => timer.Due <= now).OrderBy(timer => timer.Due).Take(max)]);
        }
    }

    public ValueTask WaitForWorkAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        WaitAsync(atMost, Planned is [var earliest, ..] ? earliest.Due : null, cancellationToken);

    private DateTimeOffset? NextTry(string target)
    {
        lock (_lock)
        {
            var later = _outbox.Where(row => row.End is null && row.Token == 0 && string.Equals(row.Row.Target, target, StringComparison.Ordinal) && row.NotBefore > time.GetUtcNow()).ToList();
            return later.Count == 0 ? null : later.Min(row => row.NotBefore);
        }
    }

    private async ValueTask WaitAsync(TimeSpan atMost, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var wait = until - time.GetUtcNow() is { } sooner && sooner < atMost ? sooner : atMost;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_woken.Task, Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, done.Token));
        await done.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Wake()
    {
        var woken = _woken;
        _woken = new TaskCompletionSource();
        woken.TrySetResult();
    }

    private bool IsOurs_NeedsLock(Settlement settlement) => _outbox.Exists(row => row.Row.Id == settlement.Row && row.Token == settlement.Token && row.End is null);

    private void Post_NeedsLock(Change change)
    {
        foreach (var settlement in change.Settled)
        {
            var row = _outbox.Single(waiting => waiting.Row.Id == settlement.Row);
            row.Token = 0;
            switch (settlement.Outcome)
            {
                case Outcome.Later later:
                    row.NotBefore = later.After ?? time.GetUtcNow();
                    break;
                case Outcome.Unknown unknown:
                    row.NotBefore = unknown.After ?? time.GetUtcNow();
                    row.Unclear = true;
                    break;
                default:
                    row.End = settlement.Outcome;
                    break;
            }
        }

        foreach (var row in change.Outbox)
        {
            var older = row.Coalesce is null ? null : _outbox.Find(waiting => waiting.End is null && waiting.Token == 0 && waiting.Row.Lane == row.Lane && waiting.Row.Coalesce == row.Coalesce);
            if (older is not null)
            {
                _outbox.Remove(older);
            }

            _outbox.Add(new Waiting(row));
        }
    }

    private sealed class Waiting(OutboxRow row)
    {
        public OutboxRow Row => row;

        public long Token { get; set; }

        public int Attempt { get; set; }

        public DateTimeOffset? First { get; set; }

        public DateTimeOffset NotBefore { get; set; }

        public bool Unclear { get; set; }

        public Outcome? End { get; set; }
    }
}
