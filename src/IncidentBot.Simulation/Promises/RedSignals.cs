using IncidentBot.Core.Alerts;

namespace IncidentBot.Simulation.Promises;

/// <summary>The red signals of one incident that fire and have to do with it, reckoned from its entries alone.</summary>
internal sealed class RedSignals
{
    private readonly HashSet<string> _firing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unrelated = new(StringComparer.Ordinal);

    public bool Fires => _firing.Count > 0;

    /// <summary>When the fix was put in whose watch an alert ended.</summary>
    public DateTimeOffset? FixedBefore { get; private set; }

    public void See(AlertsArrived arrived)
    {
        foreach (var mark in arrived.Marks.Where(mark => !_unrelated.Contains(mark.Key)))
        {
            _ = mark is { Firing: true, Class: AlertClass.Red } ? _firing.Add(mark.Key) : _firing.Remove(mark.Key);
        }
    }

    /// <summary>What was linked to an incident that was merged into this one.</summary>
    public void Take(AlertsTaken taken)
    {
        _unrelated.UnionWith(taken.Unrelated ?? []);
        See(new AlertsArrived(taken.Marks, []));
    }

    public void Interrupted(DateTimeOffset? fixedAt) => FixedBefore = fixedAt;

    /// <summary>A person said that what fires has nothing to do with it.</summary>
    public void Leave()
    {
        _unrelated.UnionWith(_firing);
        _firing.Clear();
    }
}
