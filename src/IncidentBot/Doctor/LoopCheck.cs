using IncidentBot.Core.Doctor;
using IncidentBot.Running;

namespace IncidentBot.Doctor;

/// <summary>Whether everything that should run in the background does.</summary>
internal static class LoopCheck
{
    public static IEnumerable<Finding> Look(IReadOnlyList<Loop> loops)
    {
        var troubles = loops.Select(loop => loop.Heartbeat.Trouble()).OfType<string>().ToList();
        if (troubles.Count == 0)
        {
            yield return Finding.Good("loops", $"Alive: {string.Join(", ", loops.Select(loop => loop.Heartbeat.Name))}.");
        }

        foreach (var trouble in troubles)
        {
            yield return Finding.Problem("loops", $"{trouble}.", "Restart the process and look at the log of that moment.");
        }

        if (loops.Count == 1)
        {
            yield return Finding.Warning("chats", "No chat runs: nobody is told anything unless they ask the API.", "In Development the terminal shows the rooms; a chat platform has to be configured for Production.");
        }
    }
}
