using System.Collections.Concurrent;

namespace IncidentBot.Hooks;

/// <summary>What came in by the hooks since the start, and what was turned away: nothing is shed in silence.</summary>
internal sealed class HookCounts
{
    /// <summary>In place of a source, where nobody proved to be one.</summary>
    public const string Strangers = "(unknown)";

    private readonly ConcurrentDictionary<string, HookCount> _sources = new(StringComparer.Ordinal);

    public IReadOnlyList<(string Source, HookCount Count)> All => [.. _sources.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal)];

    /// <summary>Sources are as many as the settings name, and one more.</summary>
    public HookCount Of(string source) => _sources.GetOrAdd(source, _ => new HookCount());
}

/// <summary>The counts of one source.</summary>
internal sealed class HookCount
{
    private long _accepted;
    private long _duplicates;
    private long _limited;
    private long _invalid;
    private long _notSaved;
    private long _refused;

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Duplicates => Interlocked.Read(ref _duplicates);

    /// <summary>Requests answered 429.</summary>
    public long Limited => Interlocked.Read(ref _limited);

    /// <summary>Requests answered 400, 408, 413 or 415.</summary>
    public long Invalid => Interlocked.Read(ref _invalid);

    /// <summary>Requests answered 503.</summary>
    public long NotSaved => Interlocked.Read(ref _notSaved);

    /// <summary>Requests answered 401.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public void Take(int accepted, int duplicates)
    {
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Add(ref _duplicates, duplicates);
    }

    public void Limit() => Interlocked.Increment(ref _limited);

    public void Invalidate() => Interlocked.Increment(ref _invalid);

    public void FailToSave() => Interlocked.Increment(ref _notSaved);

    public void Refuse() => Interlocked.Increment(ref _refused);
}
