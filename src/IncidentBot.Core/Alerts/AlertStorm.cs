namespace IncidentBot.Core.Alerts;

/// <summary>
/// Calls about an incident that has had very many alerts wait a little and become one change together. What is answered is durable then, and
/// a storm of any length makes a bounded number of entries an hour.
/// </summary>
internal sealed class AlertStorm(TimeProvider time, Func<IReadOnlyList<AlertCall>, Task<AlertAnswer[]>> commit)
{
    /// <summary>Half of what a timeline holds; the other half is for people.</summary>
    public const int MostEntries = Incidents.Incident.MaxEntries / 2;

    /// <summary>Up to here every call is a change of its own.</summary>
    private const int Calm = 100;

    /// <summary>From here on the storm is a long one.</summary>
    private const int Long = 1_000;

    /// <summary>More alerts than this do not wait: their callers are told to try again.</summary>
    private const int MostWaiting = 10_000;

    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private List<(AlertCall Call, TaskCompletionSource<AlertAnswer> Answer)> _waiting = [];
    private int _alerts;

    /// <summary>How long a call about these alerts waits for others; zero = not at all.</summary>
    public static TimeSpan Wait(AlertRecord? alerts, DateTimeOffset now)
    {
        var wait = alerts is null || alerts.Entries < Calm ? TimeSpan.Zero : alerts.Entries < Long ? ShortWait : LongWait;
        return wait > TimeSpan.Zero && alerts!.EntryAt + wait is var free && free > now ? free - now : TimeSpan.Zero;
    }

    /// <summary>Null when too many wait already.</summary>
    public async Task<AlertAnswer?> TogetherAsync(AlertCall call, TimeSpan wait)
    {
        var answer = new TaskCompletionSource<AlertAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool first;
        lock (_lock)
        {
            if (_alerts + call.Alerts.Count > MostWaiting)
            {
                return null;
            }

            first = _waiting.Count == 0;
            _waiting.Add((call, answer));
            _alerts += call.Alerts.Count;
        }

        if (first)
        {
            // Whoever came first does the work for all; its caller may hang up, the others still wait.
            await Task.Delay(wait, time, CancellationToken.None);
            await AnswerAllAsync();
        }

        return await answer.Task;
    }

    private async Task AnswerAllAsync()
    {
        List<(AlertCall Call, TaskCompletionSource<AlertAnswer> Answer)> waited;
        lock (_lock)
        {
            (waited, _waiting, _alerts) = (_waiting, [], 0);
        }

        foreach (var together in Bounded(waited))
        {
            await AnswerAsync(together);
        }
    }

    /// <summary>A change names at most so many services.</summary>
    private static IEnumerable<List<(AlertCall Call, TaskCompletionSource<AlertAnswer> Answer)>> Bounded(List<(AlertCall Call, TaskCompletionSource<AlertAnswer> Answer)> waited)
    {
        List<(AlertCall Call, TaskCompletionSource<AlertAnswer> Answer)> together = [];
        var groups = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in waited)
        {
            groups.UnionWith(one.Call.Alerts.Select(AlertKey.GroupOf));
            if (groups.Count > AlertDesk.MostGroups && together.Count > 0)
            {
                yield return together;
                together = [];
                groups = [.. one.Call.Alerts.Select(AlertKey.GroupOf)];
            }

            together.Add(one);
        }

        yield return together;
    }

    private async Task AnswerAsync(List<(AlertCall Call, TaskCompletionSource<AlertAnswer> Answer)> together)
    {
        try
        {
            var answers = await commit([.. together.Select(one => one.Call)]);
            for (var i = 0; i < together.Count; i++)
            {
                together[i].Answer.SetResult(answers[i]);
            }
        }
        catch (Exception e)
        {
            together.ForEach(one => one.Answer.SetException(e));
        }
    }
}
