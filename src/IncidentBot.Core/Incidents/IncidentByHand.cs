using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Incidents;

/// <summary>
/// What no connected system sends is a task of a person from the moment it is published until somebody says that it is done: with the text
/// at hand, never a silent skip (product page, "What it must never do").
/// </summary>
public sealed partial record Incident
{
    /// <summary>The number of the next task that is added; none is ever given twice.</summary>
    public int NextTask => EveryTask.Keys.DefaultIfEmpty(0).Max() + 1;

    /// <summary>Every text that somebody had or has to send.</summary>
    public IEnumerable<ProcedureTask> ByHand => Updates.Where(update => update.Task is not null).Select(ToBeSent);

    /// <summary>
    /// Published, and nobody has said that it was sent. Of each audience only the newest: what went out since says more than what is still
    /// lying there. Once it is over only what says so: nobody is asked to send that it is being worked on; and what was said before it came back is not true any more.
    /// </summary>
    public IEnumerable<Update> Unsent =>
        Updates.Where(update => update is { Audience: not Audience.Internal, Published: not null }).GroupBy(update => update.Audience).Select(told => told.MaxBy(update => (update.Published, update.Number))!)
            .Where(update => update.Task is { } task && !Done.Contains(task) && (IsOpen || update.Published >= (ResolvedAt ?? EndedAt)) && !(update.Published < ReopenedAt));

    /// <summary>The task of an update that has one.</summary>
    internal static ProcedureTask ToBeSent(Update update) =>
        new(update.Task!.Value, update.Audience == Audience.Public ? $"Post update {update.Number} on the status page and in the users' channel" : $"Mail update {update.Number} to the stakeholders");

    private Incident Published(UpdatePublished published, DateTimeOffset at)
    {
        var updates = Updates.Select(update => update.Number == published.Number ? update with { Published = at, Text = published.Text ?? update.Text, Task = published.Task } : update).ToList();
        var stage = updates.Find(update => update.Number == published.Number) is { Audience: Audience.Public } sent ? sent.Stage ?? Incidents.PublicStage.Investigating : (PublicStage?)null;
        return this with
        {
            PublicStage = stage ?? PublicStage,
            ToldAs = stage is null ? ToldAs : null,
            Updates = [.. updates],
            EveryTask = EveryTask.SetItems(updates.Where(update => update.Number == published.Number && update.Task is not null).Select(update => KeyValuePair.Create(update.Task!.Value, ToBeSent(update)))),
        };
    }
}
