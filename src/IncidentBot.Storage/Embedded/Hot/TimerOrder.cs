using IncidentBot.Core.Store;

namespace IncidentBot.Storage.Embedded.Hot;

/// <summary>Earliest first; the rest only makes the order the same everywhere.</summary>
internal sealed class TimerOrder : IComparer<TimerRef>
{
    public static readonly TimerOrder Instance = new();

    public int Compare(TimerRef? x, TimerRef? y)
    {
        var order = x!.Due.UtcTicks.CompareTo(y!.Due.UtcTicks);
        if (order != 0)
        {
            return order;
        }

        order = string.CompareOrdinal(x.Stream.Value, y.Stream.Value);
        return order != 0 ? order : string.CompareOrdinal(x.Name, y.Name);
    }
}
