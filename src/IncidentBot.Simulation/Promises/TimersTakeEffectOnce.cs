using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// Promise 3, judged twice: every entry of the bot against the timer plan of the state before it, and the response clock against the
/// times alone, without asking the plan.
/// </summary>
internal static class TimersTakeEffectOnce
{
    /// <summary>The sweep looks at least every 10 s, and a start fires what is overdue within 10 s.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public static IEnumerable<string> Broken(RunRecord record) =>
        [.. Stride.All(record).SelectMany(life => Effects(life.Strides)), .. Missed(record), .. Clocks(record)];

    /// <summary>Timers whose time came while the plan held them and the process was up, and which did nothing.</summary>
    public static IEnumerable<string> Missed(RunRecord record)
    {
        var up = new UpTime(record.Lives);
        foreach (var (_, strides) in Stride.All(record))
        {
            for (var at = 0; at < strides.Count; at++)
            {
                var until = at + 1 < strides.Count ? strides[at + 1].Entry.At : record.End;
                foreach (var timer in TimerPlan.For(strides[at].After).Where(timer => timer.Due < until))
                {
                    if (up.Between(Later(timer.Due, strides[at].Entry.At), until) > Grace)
                    {
                        yield return $"{strides[at].Stream}: {timer.Name} was due {timer.Due:O} and had not acted by {until:O}";
                    }
                }
            }
        }
    }

    /// <summary>Every effect of a timer with how late it was; for the summary.</summary>
    public static IEnumerable<(StreamId Stream, PlannedTimer Timer, TimeSpan Late)> Fired(RunRecord record) =>
        Stride.All(record).SelectMany(life => life.Strides)
            .Where(stride => stride.Before is not null && stride.Entry.By.IsBot)
            .Select(stride => (stride, Timer: TimerOf(stride)))
            .Where(fired => fired.Timer is not null)
            .Select(fired => (fired.stride.Stream, fired.Timer!, fired.stride.Entry.At - fired.Timer!.Due));

    private static IEnumerable<string> Effects(IReadOnlyList<Stride> strides)
    {
        foreach (var stride in strides.Where(stride => stride.Entry.By.IsBot && NameOf(stride.Entry.Event) is not null))
        {
            if (TimerOf(stride) is not { } timer)
            {
                yield return $"{stride.Stream} entry {stride.Version}: {NameOf(stride.Entry.Event)} took effect without being planned, or a second time";
            }
            else if (stride.Entry.At < timer.Due)
            {
                yield return $"{stride.Stream} entry {stride.Version}: {timer.Name} acted {timer.Due - stride.Entry.At} before it was due";
            }
        }
    }

    private static PlannedTimer? TimerOf(Stride stride) =>
        NameOf(stride.Entry.Event) is { } name && stride.Before is { } before ? TimerPlan.For(before).FirstOrDefault(timer => string.Equals(timer.Name, name, StringComparison.Ordinal)) : null;

    private static string? NameOf(IEvent happened) => happened switch
    {
        ClockAtRisk { Clock: ClockKind.Response } => TimerPlan.ResponseAtRisk,
        ClockBreached { Clock: ClockKind.Response } => TimerPlan.ResponseBreach,
        WatchCompleted => TimerPlan.WatchEnd,
        _ => null,
    };

    /// <summary>A response clock that ran out unanswered is recorded as missed exactly once; an answered one never.</summary>
    private static IEnumerable<string> Clocks(RunRecord record)
    {
        var up = new UpTime(record.Lives);
        foreach (var (stream, strides) in Stride.All(record))
        {
            var declared = (Declared)strides[0].Entry.Event;
            if (declared.Procedure.Response is not { } response)
            {
                continue;
            }

            var due = strides[0].Entry.At + response;
            var stopped = strides.FirstOrDefault(stride => stride.Entry.Event is Acknowledged or Cancelled)?.Entry.At;
            var recorded = strides.Count(stride => stride.Entry.Event is ClockBreached { Clock: ClockKind.Response });
            var answeredInTime = stopped is { } at && at <= due;
            var mustBeKnown = !answeredInTime && up.Between(due, stopped ?? record.End) > Grace;
            if (recorded > 1 || (answeredInTime && recorded > 0) || (mustBeKnown && recorded == 0))
            {
                yield return $"{stream}: the response target passed at {due:O}, it was answered at {stopped?.ToString("O") ?? "no time"}, and the breach is recorded {recorded} times";
            }
        }
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
