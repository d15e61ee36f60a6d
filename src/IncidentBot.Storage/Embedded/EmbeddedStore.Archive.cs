using IncidentBot.Core.Store;

namespace IncidentBot.Storage.Embedded;

/// <content>What people look up.</content>
public sealed partial class EmbeddedStore
{
    private const int MostAtOnce = 1000;

    public async ValueTask<Page<IncidentSummary>> FindIncidentsAsync(IncidentQuery query, CancellationToken cancellationToken)
    {
        var max = Math.Clamp(query.Max, 1, MostAtOnce);
        return await _view.AskAsync(State.Sequence, takesOldAnswer: true, (view, behind) =>
        {
            var found = view.Incidents(query, max + 1);
            var more = found.Count > max;
            return new Page<IncidentSummary>(more ? found[..max] : found, more ? found[max - 1].Number : null, behind);
        });
    }

    public async ValueTask<Page<Recorded>> ReadTimelineAsync(StreamId stream, long after, int max, CancellationToken cancellationToken)
    {
        max = Math.Clamp(max, 1, MostAtOnce);
        var state = State;
        if (state.Live.GetValueOrDefault(stream.Value) is { } live && live.Events.Count == live.Version)
        {
            var entries = live.Events.Skip((int)Math.Clamp(after, 0, int.MaxValue)).Take(max).ToArray();
            return Slice(entries, after, live.Version, 0);
        }

        if (state.Left.GetValueOrDefault(stream.Value) is { } left)
        {
            return await _view.AskAsync(left.LastSequence, takesOldAnswer: false, (view, _) => Slice(view.Entries(stream, after, max), after, left.Version, 0));
        }

        return await _view.AskAsync(state.Sequence, takesOldAnswer: true, (view, behind) =>
            Slice(view.Entries(stream, after, max), after, view.FindStream(stream)?.Version ?? 0, behind));
    }

    public async ValueTask<IReadOnlyList<DeadLetter>> DeadLettersAsync(int max, CancellationToken cancellationToken) =>
        await _view.AskAsync(State.Sequence, takesOldAnswer: true, (view, _) => view.DeadLetters(Math.Clamp(max, 1, MostAtOnce)));

    /// <summary>How the store is just now.</summary>
    public StoreHealth Describe()
    {
        var published = _writer.Published;
        var state = published.State;
        return new StoreHealth(
            state.Sequence,
            published.Segment,
            _environment.FreeBytes(_options.Path),
            _writer.Disk.Level,
            _view.Cursor,
            Math.Max(0, state.Sequence - _view.Cursor),
            _view.RebuildingPercent,
            _view.Trouble,
            _view.HistoryDamage,
            _opened.LastStopWasClean,
            _opened.LastChange,
            state.Live.Count,
            state.Left.Count,
            state.Outbox.Rows.Count,
            state.Timers.Count,
            state.Deliveries.ById.Count,
            state.Deliveries.Forgotten,
            _opened.Repairs);
    }

    private static Page<Recorded> Slice(IReadOnlyList<Recorded> entries, long after, long version, long behind)
    {
        var last = Math.Max(0, after) + entries.Count;
        return new Page<Recorded>(entries, entries.Count > 0 && last < version ? last : null, behind);
    }
}
