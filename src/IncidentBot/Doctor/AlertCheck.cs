using IncidentBot.Configuration;
using IncidentBot.Core.Doctor;
using IncidentBot.Hooks;

namespace IncidentBot.Doctor;

/// <summary>Whether alerts come in, and what was turned away.</summary>
internal static class AlertCheck
{
    public static IEnumerable<Finding> Look(AlertsOptions options, HookCounts counts)
    {
        if (options.Sources.Count == 0)
        {
            yield return Finding.Good("alerts", "No source of alerts is configured; incidents are declared by people.");
            yield break;
        }

        foreach (var (source, count) in counts.All)
        {
            var (shed, words) = Words(source, count);
            yield return shed
                ? Finding.Warning("alerts", words, "Look at what that source sends, and at its key and its RequestsPerSecond in Alerts:Sources.")
                : Finding.Good("alerts", words);
        }

        var silent = options.Sources.Select(source => source.Name).Except(counts.All.Select(one => one.Source), StringComparer.Ordinal).ToList();
        if (silent.Count > 0)
        {
            yield return Finding.Good("alerts", $"Nothing has come from {string.Join(", ", silent)} since the start.");
        }
    }

    private static (bool Shed, string Words) Words(string source, HookCount count)
    {
        (long Count, string Words)[] turnedAway = [(count.Limited, "too fast (429)"), (count.Invalid, "not understood (400)"), (count.NotSaved, "not saved (503)"), (count.Refused, "without a known key (401)")];
        var shed = turnedAway.Where(one => one.Count > 0).Select(one => $"{one.Count} requests {one.Words}").ToList();
        return (shed.Count > 0, $"{source}: {count.Accepted} alerts taken in, {count.Duplicates} repetitions{(shed.Count == 0 ? "" : $"; turned away: {string.Join(", ", shed)}")}.");
    }
}
