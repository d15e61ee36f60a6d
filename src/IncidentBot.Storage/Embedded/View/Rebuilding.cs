namespace IncidentBot.Storage.Embedded.View;

/// <summary>How far a view that is built anew has come; written by the view's thread, read by everybody.</summary>
internal sealed class Rebuilding(IProgress<StoreProgress>? progress)
{
    private long _target = -1;

    /// <summary>Begins: the view is whole again once it holds change <paramref name="target"/>.</summary>
    public void Begin(long target) => Interlocked.Exchange(ref _target, target);

    /// <summary>Null when the view is whole.</summary>
    /// <param name="cursor">The newest change in the view.</param>
    public int? Percent(long cursor)
    {
        var target = Interlocked.Read(ref _target);
        return target < 0 ? null : (int)Math.Min(99, cursor * 100 / Math.Max(1, target));
    }

    /// <summary>The view moved on.</summary>
    /// <returns>True when it became whole with it.</returns>
    public bool Reached(long cursor)
    {
        var target = Interlocked.Read(ref _target);
        if (target < 0)
        {
            return false;
        }

        progress?.Report(new StoreProgress("building the archive", Math.Min(cursor, target), target));
        return cursor >= target && Interlocked.Exchange(ref _target, -1) >= 0;
    }
}
