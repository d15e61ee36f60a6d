using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Alerts;

/// <summary>Which alerts of a change were new and where they went, so that every call is answered with its own counts.</summary>
internal sealed class AlertTally(IReadOnlyList<Judged> alerts)
{
    private readonly HashSet<Judged> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Judged, IncidentId> _went = new(ReferenceEqualityComparer.Instance);

    public void Count(IReadOnlyList<Judged> routed, IReadOnlyCollection<Judged> fresh, IncidentId incident)
    {
        var isNew = new HashSet<Judged>(fresh, ReferenceEqualityComparer.Instance);
        foreach (var judged in routed)
        {
            _went[judged] = incident;
            if (!isNew.Contains(judged))
            {
                _known.Add(judged);
            }
        }
    }

    /// <summary>In the order of the calls; alerts that are only noted count as accepted.</summary>
    public AlertAnswer[] Answers(IReadOnlyList<AlertCall> calls)
    {
        var answers = new AlertAnswer[calls.Count];
        var at = 0;
        for (var i = 0; i < calls.Count; i++)
        {
            List<Judged> own = [.. alerts.Skip(at).Take(calls[i].Alerts.Count)];
            at += own.Count;
            var known = own.Count(_known.Contains);
            var first = own.Where(_went.ContainsKey).OrderByDescending(judged => judged.Class).FirstOrDefault();
            answers[i] = new AlertAnswer(own.Count - known, known, first is null ? null : _went[first]);
        }

        return answers;
    }
}
