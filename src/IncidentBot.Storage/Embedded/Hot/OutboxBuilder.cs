using System.Collections.Immutable;
using IncidentBot.Core.Messages;

namespace IncidentBot.Storage.Embedded.Hot;

/// <summary>The next outbox while a group is put together.</summary>
internal sealed class OutboxBuilder(OutboxState state)
{
    private readonly ImmutableDictionary<string, OutboxEntry>.Builder _rows = state.Rows.ToBuilder();
    private readonly ImmutableDictionary<string, ImmutableList<OutboxEntry>>.Builder _lanes = state.Lanes.ToBuilder();
    private readonly ImmutableDictionary<string, ImmutableSortedSet<OutboxEntry>>.Builder _heads = state.Heads.ToBuilder();

    public OutboxState ToState() => new(_rows.ToImmutable(), _lanes.ToImmutable(), _heads.ToImmutable());

    public OutboxEntry? Find(string row) => _rows.GetValueOrDefault(row);

    public ImmutableSortedSet<OutboxEntry> HeadsOf(string target) => _heads.GetValueOrDefault(target) ?? OutboxState.NoHeads;

    /// <summary>As a base holds it: at the end of its lane.</summary>
    public void Load(OutboxEntry entry)
    {
        var lane = _lanes.GetValueOrDefault(entry.Row.Lane) ?? [];
        _rows[entry.Row.Id.Value] = entry;
        SetLane(lane, lane.Add(entry), entry.Row.Lane);
    }

    /// <summary>A new message; an older one of the same key that nobody has begun to send makes room for it.</summary>
    public void Add(OutboxEntry entry)
    {
        var lane = _lanes.GetValueOrDefault(entry.Row.Lane) ?? [];
        var next = lane;
        if (entry.Row.Coalesce is { } key)
        {
            foreach (var older in lane)
            {
                if (older.MayBeReplaced && string.Equals(older.Row.Coalesce, key, StringComparison.Ordinal))
                {
                    next = next.Remove(older);
                    _rows.Remove(older.Row.Id.Value);
                }
            }
        }

        _rows[entry.Row.Id.Value] = entry;
        SetLane(lane, next.Add(entry), entry.Row.Lane);
    }

    public void Claim(string row, long token, DateTimeOffset now)
    {
        var entry = _rows[row];
        Replace(entry, entry with
        {
            IsClaimed = true,
            Token = token,
            Attempt = entry.Attempt + 1,
            FirstAttemptAt = entry.Attempt == 0 ? now : entry.FirstAttemptAt,
        });
    }

    public void Settle(string row, Outcome outcome)
    {
        var entry = _rows[row];
        switch (outcome)
        {
            case Outcome.Later later:
                Replace(entry, entry with { IsClaimed = false, NotBefore = later.After ?? default });
                return;
            case Outcome.Unknown unknown:
                Replace(entry, entry with { IsClaimed = false, NotBefore = unknown.After ?? default, MustReconcile = true });
                return;
            case Outcome.NotThere:
                Replace(entry, entry with { IsClaimed = false, NotBefore = default, MustReconcile = false });
                return;
            default:
                _rows.Remove(row);
                var lane = _lanes[entry.Row.Lane];
                SetLane(lane, lane.RemoveAt(IndexOf(lane, entry)), entry.Row.Lane);
                return;
        }
    }

    /// <summary>After a start: a claim without a settlement may have been delivered. After a restore that goes for everything unsettled.</summary>
    public void LetGo(bool all)
    {
        foreach (var entry in _rows.Values.Where(entry => entry.IsClaimed || (all && !entry.MustReconcile)).OrderBy(entry => entry.Order).ToList())
        {
            Replace(entry, entry with { IsClaimed = false, MustReconcile = true });
        }
    }

    private static int IndexOf(ImmutableList<OutboxEntry> lane, OutboxEntry entry) => lane.BinarySearch(entry, LaneOrder.Instance);

    private void Replace(OutboxEntry old, OutboxEntry fresh)
    {
        _rows[old.Row.Id.Value] = fresh;
        var lane = _lanes[old.Row.Lane];
        SetLane(lane, lane.SetItem(IndexOf(lane, old), fresh), old.Row.Lane);
    }

    private void SetLane(ImmutableList<OutboxEntry> before, ImmutableList<OutboxEntry> after, string name)
    {
        if (after.IsEmpty)
        {
            _lanes.Remove(name);
        }
        else
        {
            _lanes[name] = after;
        }

        var oldHead = before.IsEmpty || before[0].IsClaimed ? null : before[0];
        var newHead = after.IsEmpty || after[0].IsClaimed ? null : after[0];
        if (ReferenceEquals(oldHead, newHead))
        {
            return;
        }

        var target = (oldHead ?? newHead)!.Row.Target;
        var heads = HeadsOf(target);
        heads = oldHead is null ? heads : heads.Remove(oldHead);
        heads = newHead is null ? heads : heads.Add(newHead);
        _heads[target] = heads;
    }

    private sealed class LaneOrder : IComparer<OutboxEntry>
    {
        public static readonly LaneOrder Instance = new();

        public int Compare(OutboxEntry? x, OutboxEntry? y) => x!.Order.CompareTo(y!.Order);
    }
}
