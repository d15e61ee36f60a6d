using System.Collections.Frozen;

namespace IncidentBot.Core.Alerts;

/// <summary>How alerts are judged; figures of the integrations page, section 10, where no other source is named.</summary>
public sealed record AlertSettings
{
    public static AlertSettings Default { get; } = new();

    /// <summary>Alerts of one service join its open incident for this long after the newest of them.</summary>
    public TimeSpan JoinsFor { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A yellow task is due this long after its alert (product page, "Alert-born incidents").</summary>
    public TimeSpan TaskDue { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whoever is on shift is reminded of it after this.</summary>
    public TimeSpan TaskReminder { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Repeats within this long join the task, also one that was closed as accepted or known.</summary>
    public TimeSpan TaskRepeats { get; init; } = TimeSpan.FromHours(24);

    /// <summary>What severity words mean here, before the table is asked; any case.</summary>
    public FrozenDictionary<string, AlertClass> Words { get; init; } = FrozenDictionary<string, AlertClass>.Empty;
}
