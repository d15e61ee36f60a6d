using IncidentBot.Core.Alerts;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Doctor;
using IncidentBot.Hooks;
using IncidentBot.Slack.Inbound;

namespace IncidentBot.Running;

/// <summary>What the edges need of the engine, as ports.</summary>
/// <param name="Home">The target of conversations that are named without one.</param>
internal sealed record Machinery(ICommandDesk Desk, IAlertDesk Alerts, IStore Store, IArchive Archive, PeopleRoster Roster, string Home, IReadOnlyList<Loop> Loops)
{
    /// <summary>The way in from Slack; null where there is none.</summary>
    public SlackInbound? Slack { get; init; }

    /// <summary>Ends when the first command finds a road that was walked before (<see cref="Rehearsing"/>). Until then it is not ready.</summary>
    public Task Rehearsed { get; init; } = Task.CompletedTask;

    /// <summary>What came in by the hooks.</summary>
    public HookCounts HookCounts { get; } = new();

    /// <summary>What the doctor finds when asked from outside.</summary>
    public Func<CancellationToken, ValueTask<Report>> Examine { get; init; } = _ => ValueTask.FromResult(new Report([]));
}
