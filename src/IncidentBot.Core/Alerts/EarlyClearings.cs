using IncidentBot.Core.Store;

namespace IncidentBot.Core.Alerts;

/// <summary>
/// Clearings that came before the alert they clear: networks re-order. They were noted, as nothing was there to clear; when the alert comes
/// after all it is what it would have been in order, a signal that fired and has cleared (reliability page, "Duplicates, re-order, late": same
/// end state). It still opens and pages: it did fire, and only people say that it is over.
/// </summary>
internal sealed class EarlyClearings
{
    /// <summary>What is longer ago is another occurrence's; deliveries are told apart for no longer either.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromHours(24);

    /// <summary>So many of the newest notes are looked at.</summary>
    private const int MostNotes = 1_000;

    private readonly Dictionary<string, DateTimeOffset> _cleared = new(StringComparer.Ordinal);

    /// <param name="notes">The stream of what was only noted.</param>
    public EarlyClearings(History notes, DateTimeOffset now)
    {
        for (var i = notes.Events.Count - 1; i >= 0 && i >= notes.Events.Count - MostNotes && now - notes.Events[i].At <= RememberedFor; i--)
        {
            if (notes.Events[i].Event is AlertsNoted noted)
            {
                foreach (var (key, since) in noted.Shown.Where(alert => !alert.Firing).Select(alert => (alert.Key, alert.Since)).Concat((noted.Cleared ?? []).Select(mark => (mark.Key, mark.Since))))
                {
                    _cleared[key] = _cleared.TryGetValue(key, out var known) && known > since ? known : since;
                }
            }
        }
    }

    /// <summary>The alerts, and behind each that had cleared before it came its clearing.</summary>
    public IEnumerable<Judged> Behind(IEnumerable<Judged> alerts) => alerts.SelectMany(judged =>
        judged.Alert is { Firing: true, StartsAt: { } began } && _cleared.TryGetValue(judged.Key, out var cleared) && cleared >= began
            ? new[] { judged, judged with { Alert = judged.Alert with { Firing = false } } }
            : [judged]);
}
