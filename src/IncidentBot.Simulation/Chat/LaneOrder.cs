using System.Globalization;
using IncidentBot.Core.Messages;

namespace IncidentBot.Simulation.Chat;

/// <summary>Notices when a lane's messages arrive in another order than they were caused in.</summary>
internal sealed class LaneOrder
{
    private readonly Dictionary<string, OutboxRow> _last = new(StringComparer.Ordinal);

    /// <summary>A sentence when <paramref name="row"/> arrives after one that was caused later; null when all is well.</summary>
    public string? Arrived(OutboxRow row)
    {
        if (_last.TryGetValue(row.Lane, out var last) && Compare(row, last) < 0)
        {
            return $"lane {row.Lane}: {row.Id} arrived after {last.Id}";
        }

        _last[row.Lane] = row;
        return null;
    }

    /// <summary>By cause: numbers of an id as numbers (<c>INC-7/2/0</c> before <c>INC-7/12/0</c>).</summary>
    internal static int Compare(OutboxRow left, OutboxRow right)
    {
        var (a, b) = (left.Id.Value.Split('/'), right.Id.Value.Split('/'));
        for (var at = 0; at < Math.Min(a.Length, b.Length); at++)
        {
            var order = int.TryParse(a[at], NumberStyles.None, CultureInfo.InvariantCulture, out var x) && int.TryParse(b[at], NumberStyles.None, CultureInfo.InvariantCulture, out var y)
                ? x.CompareTo(y)
                : string.CompareOrdinal(a[at], b[at]);
            if (order != 0)
            {
                return order;
            }
        }

        return a.Length.CompareTo(b.Length);
    }
}
