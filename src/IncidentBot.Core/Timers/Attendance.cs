namespace IncidentBot.Core.Timers;

/// <summary>
/// When the bot could not act: because no process ran, or because it could not save. Whoever is told something late is told why
/// (product page, "What it must never do").
/// </summary>
/// <param name="time">The clock of this process.</param>
/// <param name="started">When this process began to serve.</param>
/// <param name="lastSign">When the process before it last wrote something; null = there was none, or nobody knows.</param>
/// <param name="stopped">The last sign was its clean stop: until then it ran.</param>
public sealed class Attendance(TimeProvider time, DateTimeOffset started, DateTimeOffset? lastSign, bool stopped)
{
    private readonly Lock _lock = new();
    private DateTimeOffset? _unableSince;
    private Absence? _unable;

    /// <summary>Told of every write. The first that works again ends the time in which none did.</summary>
    internal void Saved(bool saved)
    {
        lock (_lock)
        {
            if (!saved)
            {
                _unableSince ??= time.GetUtcNow();
            }
            else if (_unableSince is { } since)
            {
                _unable = new Absence(AbsenceKind.CouldNotSave, since, time.GetUtcNow());
                _unableSince = null;
            }
        }
    }

    /// <summary>Why nothing happened at a moment that has passed.</summary>
    internal Absence At(DateTimeOffset due, DateTimeOffset now)
    {
        lock (_lock)
        {
            return due < started ? BeforeTheStart(due)
                : _unableSince is { } since && since <= due + LookedWithin ? new Absence(AbsenceKind.CouldNotSave, since, now)
                : _unable is { } unable && unable.From <= due + LookedWithin && due <= unable.To ? unable
                : new Absence(AbsenceKind.StoodStill, null, null);
        }
    }

    /// <summary>The first try to save what is due comes this long after it at most (<see cref="TimerSweep"/>).</summary>
    private static readonly TimeSpan LookedWithin = TimerSweep.LongestSleep;

    // A process that wrote something after the moment was there, and did not act on it: then it could not save that.
    private Absence BeforeTheStart(DateTimeOffset due) =>
        lastSign > due + LookedWithin ? new Absence(AbsenceKind.Unknown, null, started)
        : new Absence(stopped ? AbsenceKind.Stopped : AbsenceKind.Gone, lastSign, started);
}

/// <summary>Why the bot did not act.</summary>
internal enum AbsenceKind
{
    /// <summary>It was stopped, and started again.</summary>
    Stopped,

    /// <summary>It ended without a word: killed, or the machine went down. When, is known only roughly.</summary>
    Gone,

    CouldNotSave,

    /// <summary>It ran, and could have saved: its machine slept, or its clock was set forward.</summary>
    StoodStill,

    /// <summary>It did not run, or could not save; one of the two.</summary>
    Unknown,
}

/// <param name="From">When it began; for <see cref="AbsenceKind.Gone"/> the last moment before it. Null = not known.</param>
/// <param name="To">When it was over; null = not known.</param>
internal sealed record Absence(AbsenceKind Kind, DateTimeOffset? From, DateTimeOffset? To);
