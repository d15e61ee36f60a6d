using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Simulation.Promises;

/// <summary>What an incident may still have timers for, told from its entries alone.</summary>
internal static class Owing
{
    /// <summary>Somebody is still working on it.</summary>
    public static bool IsOpen(IReadOnlyList<Recorded> entries) => EndOf(entries) is null && !IsResolved(entries);

    /// <summary>"Closed incidents have no clock, ladder or nag timers, only action-item reminders and public-status nags", the last texts to be sent among these; what is resolved is still to be written up.</summary>
    public static bool IsRemindedOf(IReadOnlyList<Recorded> entries) => (IsResolved(entries) && EndOf(entries) is null) || HasOpenAction(entries) || IsPublicOpen(entries) || IsUnsent(entries);

    /// <summary>The entry that ended it, unless it was reopened since.</summary>
    public static Recorded? EndOf(IReadOnlyList<Recorded> entries) =>
        entries.LastOrDefault(entry => entry.Event is Cancelled or Closed or Merged or Reopened) is { Event: not Reopened } end ? end : null;

    private static bool IsResolved(IReadOnlyList<Recorded> entries) => entries.LastOrDefault(entry => entry.Event is Resolved or Reopened) is { Event: Resolved };

    private static bool HasOpenAction(IReadOnlyList<Recorded> entries) =>
        entries.Select(entry => entry.Event).OfType<ActionAdded>().Select(added => added.Number).Except(entries.Select(entry => entry.Event).OfType<ActionDone>().Select(done => done.Number)).Any();

    /// <summary>The last text for an audience, which somebody has to send and has not said that they did.</summary>
    private static bool IsUnsent(IReadOnlyList<Recorded> entries)
    {
        var written = entries.Select(entry => entry.Event).OfType<UpdateWritten>().ToDictionary(update => update.Number, update => update.Audience);
        return entries.Select(entry => entry.Event).OfType<UpdatePublished>().GroupBy(published => written[published.Number]).Select(told => told.Last().Task).OfType<int>()
            .Any(task => entries.LastOrDefault(entry => entry.Event is TaskTicked ticked && ticked.Task == task || entry.Event is TaskSkipped skipped && skipped.Task == task || entry.Event is TaskUnticked open && open.Task == task) is null or { Event: TaskUnticked });
    }

    /// <summary>The public reads that something is wrong: by a text of this one, or of one that was merged into it since.</summary>
    private static bool IsPublicOpen(IReadOnlyList<Recorded> entries)
    {
        var written = entries.Select(entry => entry.Event).OfType<UpdateWritten>().Where(update => update.Audience == Audience.Public).ToDictionary(update => update.Number, update => update.Stage);
        var open = false;
        foreach (var entry in entries)
        {
            open = entry.Event switch
            {
                UpdatePublished published when written.TryGetValue(published.Number, out var stage) => stage != PublicStage.Resolved,
                MergedIn { Public: not null } => true,
                _ => open,
            };
        }

        return open;
    }
}
