using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;

namespace IncidentBot.Core.Messages;

/// <summary>
/// Named pure tests of today's state. A message that was right when it was decided is dropped when, at the moment of sending, nobody wants
/// it any more.
/// </summary>
public static class Conditions
{
    /// <summary>Still nobody has acknowledged.</summary>
    public const string Unacknowledged = "unacknowledged";

    /// <summary>
    /// Still nobody has acknowledged, and it is still of that severity: a lowering stops outstanding pages at once (product page, "Ladder"),
    /// and a raise calls anew.
    /// </summary>
    public static string UnacknowledgedAs(Severity severity) => $"{Unacknowledged}-{severity.ToString().ToLowerInvariant()}";

    /// <summary>Still nobody has acknowledged, and the target has not passed either: the breach says more.</summary>
    public const string ResponseAtRisk = "response-at-risk";

    /// <summary>The fix is still being watched, or the watch just ended.</summary>
    public const string Verifying = "verifying";

    /// <summary>Still nobody has given a sign of life in the room: whoever does stops the calls that have not left yet.</summary>
    public const string Silent = "silent";

    /// <summary>Still being worked on.</summary>
    public const string Open = "open";

    /// <summary>Still nobody commands.</summary>
    public const string NoCommander = "no-commander";

    /// <summary>Still nothing public has gone out.</summary>
    public const string NothingPublic = "nothing-public";

    /// <exception cref="ArgumentException">No such condition.</exception>
    public static bool Holds(string name, Incident incident, DateTimeOffset now) => name switch
    {
        Unacknowledged => incident.AwaitsAcknowledgement,
        _ when string.Equals(name, UnacknowledgedAs(incident.Severity), StringComparison.Ordinal) => incident.AwaitsAcknowledgement,
        _ when name.StartsWith($"{Unacknowledged}-", StringComparison.Ordinal) => false,
        ResponseAtRisk => incident.AwaitsAcknowledgement && !incident.Breached.Contains(ClockKind.Response) && now < incident.ResponseDue,
        Verifying => incident.IsOpen && incident.Step?.Phase == StepPhase.Verify,
        Silent => incident is { IsOpen: true, OnlyResolveIsLeft: false, SilenceAskedAt: not null },
        Open => incident.IsOpen,
        NothingPublic => incident is { IsOpen: true, WasPublic: false },
        NoCommander => incident.WithoutCommanderSince is not null && incident.IsOpen,
        _ => throw new ArgumentException($"No condition is called '{name}'.", nameof(name)),
    };
}
