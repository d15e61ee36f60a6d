using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>Of promise 1, for monitors: what a call was told is taken in is there, every occurrence once, however many came at the same time.</summary>
internal static class AlertsAreCounted
{
    public static IEnumerable<string> Broken(RunRecord record)
    {
        var (there, accepted) = (0, record.Alerts.Sum(call => call.Answer?.Accepted ?? 0));
        foreach (var (stream, entries) in record.Streams)
        {
            var marks = entries.Select(entry => entry.Event).OfType<AlertsArrived>().SelectMany(arrived => arrived.Marks).ToList();
            there += marks.Count + entries.Select(entry => entry.Event).OfType<AlertsNoted>().Sum(noted => noted.Count);

            // The same signal may fire, clear and fire again; the same occurrence does each once.
            foreach (var mark in marks.GroupBy(mark => (mark.Key, mark.Since, mark.Firing, mark.Class)).Where(mark => mark.Count() > 1))
            {
                yield return $"{stream} counts {mark.Key.Key} of {mark.Key.Since:O} {mark.Count()} times";
            }
        }

        if (there < accepted)
        {
            yield return $"monitors were told that {accepted} alerts are taken in, and {there} are there";
        }
    }

    public static int Opened(RunRecord record, bool tasks) => record.Streams.Values
        .Count(entries => entries is [{ By.IsAlert: true, Event: Declared declared }, ..] && declared.Procedure.IsTask == tasks);
}
