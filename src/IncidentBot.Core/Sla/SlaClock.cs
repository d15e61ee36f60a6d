namespace IncidentBot.Core.Sla;

/// <summary>
/// One running promise: from a start to a deadline, in all hours or in working hours. Immutable; stopping it keeps what is left, and going on
/// gives exactly that much again.
/// </summary>
/// <param name="Hours">Null: it runs day and night.</param>
/// <param name="StoppedAt">Null while it runs.</param>
public sealed record SlaClock(DateTimeOffset From, TimeSpan Target, WorkingHours? Hours, DateTimeOffset Due, DateTimeOffset? StoppedAt = null)
{
    /// <summary>The part of a target that is left when a clock is at risk (product page: at risk = 80 % used).</summary>
    public const double LeftAtRisk = 0.2;

    public bool Runs => StoppedAt is null;

    /// <summary>When 80 % of the target is used, if nothing stops it.</summary>
    public DateTimeOffset AtRiskAt => LeftAt(LeftAtRisk);

    /// <summary>When that part of the target is used, if nothing stops it.</summary>
    public DateTimeOffset UsedAt(double part) => LeftAt(1 - part);

    public static SlaClock Start(DateTimeOffset from, TimeSpan target, WorkingHours? hours) => new(from, target, hours, hours?.Deadline(from, target) ?? from + target);

    public SlaClock Stop(DateTimeOffset at) => this with { StoppedAt = StoppedAt ?? at };

    /// <summary>Goes on with what was left when it was stopped; one that was overdue then stays overdue.</summary>
    public SlaClock GoOn(DateTimeOffset at) => StoppedAt is not { } stopped ? this
        : stopped >= Due ? this with { StoppedAt = null }
        : this with { StoppedAt = null, Due = Hours is null ? Due + (at - stopped) : Hours.Add(at, Hours.Between(stopped, Due)) };

    /// <summary>Goes on as if it had never been stopped.</summary>
    public SlaClock RunOn() => this with { StoppedAt = null };

    /// <summary>The earlier of two deadlines.</summary>
    public SlaClock NoLaterThan(DateTimeOffset due) => due < Due ? this with { Due = due } : this;

    private DateTimeOffset LeftAt(double part) => Hours is null ? Due - (Target * part) : Hours.Subtract(Due, Hours.Between(From, Hours.Deadline(From, Target)) * part);
}
