using System.Globalization;
using IncidentBot.Core.Timers;

namespace IncidentBot.Core.Messages;

/// <summary>
/// The line of a message that says what came late, by how much, and why: after an outage the bot is not silent about what it missed
/// (product page, "What it must never do").
/// </summary>
internal sealed class LateLine
{
    /// <summary>
    /// What is told later than this after its moment says so. The sweep wakes at the moment itself and is done within a second or so; a
    /// wake-up that goes missing costs its longest sleep, ten seconds, and a write that fails is tried again a second later. That and five such
    /// tries make fifteen seconds: no normal run gets there, and no outage that somebody could notice stays below it.
    /// </summary>
    public static readonly TimeSpan SaidAfter = TimerSweep.LongestSleep + TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<Overdue> _moments;
    private readonly IReadOnlyList<Absence> _why;
    private readonly TimeSpan _by;

    private LateLine(IReadOnlyList<Overdue> moments, IReadOnlyList<Absence> why, TimeSpan by) => (_moments, _why, _by) = (moments, why, by);

    /// <summary>Null when nothing is late.</summary>
    /// <param name="since">The incident's last entry: what its state asked for only then was not due before.</param>
    /// <param name="attendance">Null = nobody knows when the bot could act.</param>
    public static LateLine? Of(IReadOnlyList<Overdue> due, DateTimeOffset since, DateTimeOffset now, Attendance? attendance)
    {
        List<Overdue> late = [];
        foreach (var moment in due.Select(one => one.Due < since ? one with { Due = since } : one).Where(one => now - one.Due > SaidAfter).OrderBy(one => one.Due))
        {
            // Of what is asked again and again the first one counts.
            if (!late.Exists(one => string.Equals(one.What, moment.What, StringComparison.Ordinal)))
            {
                late.Add(moment);
            }
        }

        return late.Count == 0 ? null : new LateLine(
            [.. late.OrderByDescending(one => one.IsTarget)],
            [.. late.Select(one => attendance?.At(one.Due, now) ?? new Absence(AbsenceKind.Unknown, null, null)).Distinct()],
            now - late.Min(one => one.Due));
    }

    public Card Under(Card card) => card with { Blocks = [.. card.Blocks, Block] };

    public Block.Text Block => new([.. Spans()]);

    private IEnumerable<Span> Spans()
    {
        yield return new Span.Words($"Late by {(_moments.Count > 1 ? "up to " : "")}{Length(_by)}: ");
        for (var i = 0; i < _moments.Count; i++)
        {
            yield return new Span.Words($"{(i > 0 ? ", " : "")}{_moments[i].What} (due ");
            yield return new Span.Moment(_moments[i].Due);
            yield return new Span.Words(")");
        }

        yield return new Span.Words(".");
        foreach (var span in _why.SelectMany(Why))
        {
            yield return span;
        }
    }

    private static IEnumerable<Span> Why(Absence absence) => absence switch
    {
        { Kind: AbsenceKind.Stopped, From: { } from, To: { } to } => [new Span.Words(" The bot was not running from "), new Span.Moment(from), new Span.Words(" to "), new Span.Moment(to), new Span.Words(".")],
        { Kind: AbsenceKind.Gone, From: { } last, To: { } to } => [new Span.Words(" The bot was not running; it last wrote something at "), new Span.Moment(last), new Span.Words(" and runs again since "), new Span.Moment(to), new Span.Words(".")],
        { Kind: AbsenceKind.Stopped or AbsenceKind.Gone, To: { } to } => [new Span.Words(" The bot was not running; it runs again since "), new Span.Moment(to), new Span.Words(".")],
        { Kind: AbsenceKind.CouldNotSave, From: { } from, To: { } to } => [new Span.Words(" The bot could not save from "), new Span.Moment(from), new Span.Words(" to "), new Span.Moment(to), new Span.Words(".")],
        { Kind: AbsenceKind.StoodStill } => [new Span.Words(" The bot was running and did not get to it: its machine stood still, or the clock was set forward.")],
        _ => [new Span.Words(" The bot was not running, or could not save, at that moment.")],
    };

    private static string Length(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalSeconds} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h{(time.Minutes > 0 ? $" {time.Minutes} min" : "")}"),
    };
}
