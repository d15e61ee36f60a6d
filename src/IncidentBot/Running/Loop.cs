using IncidentBot.Health;

namespace IncidentBot.Running;

/// <summary>Something that runs for as long as the process does.</summary>
internal sealed record Loop(Heartbeat Heartbeat, Func<CancellationToken, Task> RunAsync);
