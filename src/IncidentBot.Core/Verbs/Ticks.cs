using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Verbs;

/// <summary>Tasks that the bot can see done tick themselves.</summary>
internal static class Ticks
{
    public static IEnumerable<IEvent> For(Incident incident, string seen) =>
        incident.OpenTasks.Where(task => string.Equals(task.TicksItself, seen, StringComparison.Ordinal)).Select(task => new TaskTicked(task.Number));
}
