using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// Promise 3, judged without asking the product's plan: the instants of the 80 % notice, of the breach and of the end of the watch follow
/// from the entries' times (<see cref="ClockMoment"/>).
/// </summary>
internal static class TimersTakeEffectOnce
{
    /// <summary>The sweep looks at least every 10 s, and a start fires what is overdue within 10 s.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public static IEnumerable<string> Broken(RunRecord record)
    {
        var (moments, stray) = ClockMoment.All(record);
        var up = new UpTime(record.Lives);
        return [.. stray, .. moments.SelectMany(Wrong), .. moments.Select(moment => Missing(moment, up, record.End)).OfType<string>()];
    }

    /// <summary>Moments that came while the process was up and wanted something, and at which nothing or something too late happened.</summary>
    public static IEnumerable<string> Missed(RunRecord record)
    {
        var up = new UpTime(record.Lives);
        return ClockMoment.All(record).Moments.Select(moment => Missing(moment, up, record.End)).OfType<string>();
    }

    /// <summary>Everything that the bot did at such a moment, with how late it was; for the summary.</summary>
    public static IEnumerable<(StreamId Stream, DateTimeOffset Due, TimeSpan Late)> Fired(RunRecord record) =>
        ClockMoment.All(record).Moments.SelectMany(moment => moment.Acted
            .Where(acted => acted.Entry.By.IsBot)
            .Select(acted => (moment.Stream, moment.Due, acted.Entry.At - moment.Due)));

    private static IEnumerable<string> Wrong(ClockMoment moment)
    {
        if (moment.Acted.Count > 1)
        {
            yield return $"{moment.Stream}: {moment.Name} is recorded {moment.Acted.Count} times";
        }

        foreach (var (version, entry) in moment.Acted)
        {
            if (entry.At < moment.Due)
            {
                yield return $"{moment.Stream} entry {version}: {moment.Name} came {moment.Due - entry.At} before it was due";
            }

            if (moment.Stopped is { } stopped && stopped.Version < version)
            {
                yield return $"{moment.Stream} entry {version}: {moment.Name} came after entry {stopped.Version} had ended it";
            }
        }
    }

    private static string? Missing(ClockMoment moment, UpTime up, DateTimeOffset end)
    {
        if (moment.Acted.Count > 0)
        {
            var at = moment.Acted[0].Entry.At;
            return up.Between(moment.Due, at) > Grace ? $"{moment.Stream}: {moment.Name} was due {moment.Due:O} and acted only at {at:O}" : null;
        }

        // However soon after its time the answer came: it was late, and the record says so. Only the notice before it may be left out then.
        if (!string.Equals(moment.Name, ClockMoment.AtRisk, StringComparison.Ordinal) && moment.Stopped is { Entry: var late } && late.At > moment.Due)
        {
            return $"{moment.Stream}: {late.Event.GetType().Name} came {late.At - moment.Due} after {moment.Name} was due, and that is not recorded";
        }

        var until = moment.Stopped?.Entry.At ?? end;
        return up.Between(moment.Due, until) > Grace ? $"{moment.Stream}: {moment.Name} was due {moment.Due:O} and had not come by {until:O}" : null;
    }
}
