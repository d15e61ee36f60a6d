using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Hot;
using IncidentBot.Storage.Embedded.Journal;

namespace IncidentBot.Storage.Embedded.Writing;

/// <summary>
/// What the store does to a change up to the disk: prepared, checked, framed, applied to a state. The state is its own and begins empty, and
/// nothing is written anywhere. For a rehearsal of commands before the first one comes.
/// </summary>
public sealed class DryRun(TimeProvider time)
{
    private readonly FrameWriter _frame = new();
    private readonly DiskGuard _disk = new(new EmbeddedStoreOptions(), new StoreEnvironment { Time = time, FreeBytes = static _ => long.MaxValue });
    private HotState _state = HotState.Empty;

    /// <returns>False where it would be a conflict.</returns>
    public bool Write(Change change)
    {
        var now = time.GetUtcNow();
        _frame.Begin();
        var group = new Group(_state, _frame, _disk, now);
        var pending = new PendingCommit(change, PreparedChange.Of(change, now, _state));
        pending.Join(group);
        pending.Answer();
        if (_frame.Count == 0)
        {
            return false;
        }

        _frame.End(FrameKind.Group, _state.Sequence + 1);
        _state = group.Next.ToState();
        return true;
    }
}
