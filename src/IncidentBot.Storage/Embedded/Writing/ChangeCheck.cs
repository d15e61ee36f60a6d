using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Hot;

namespace IncidentBot.Storage.Embedded.Writing;

/// <summary>What the writer finds about a change before it takes it in.</summary>
internal enum Finding
{
    Fits,

    /// <summary>A stream moved on, a claim is no longer ours, or a message of that id waits already.</summary>
    Conflict,

    /// <summary>It adds to a stream that left memory: the stream must be read back first.</summary>
    MustRecall,
}

/// <summary>Every rule a change must meet. Nothing is applied before all of them were asked.</summary>
internal static class ChangeCheck
{
    /// <summary>More would overlap with the next change's places in the lanes.</summary>
    public const int MaxRows = 4096;

    /// <summary>The view's database takes ids of 1,023 bytes (storage rule 17).</summary>
    public const int MaxKey = 300;

    /// <exception cref="ArgumentException">The change contradicts itself: a mistake in the program.</exception>
    public static void ThrowIfContradictory(Change change)
    {
        for (var i = 0; i < change.Appends.Count; i++)
        {
            var append = change.Appends[i];
            if (change.Appends.Take(i).Any(other => other.Stream == append.Stream))
            {
                throw new ArgumentException($"The change adds to {append.Stream} twice.", nameof(change));
            }

            for (var entry = 1; entry < append.Events.Count; entry++)
            {
                if (!append.Events[entry].Follows(append.Events[entry - 1].Chain))
                {
                    throw new ArgumentException($"The entries for {append.Stream} do not follow each other.", nameof(change));
                }
            }

            if (append.Timers.Count > 1 && append.Timers.DistinctBy(timer => timer.Name, StringComparer.Ordinal).Count() != append.Timers.Count)
            {
                throw new ArgumentException($"Two timers of {append.Stream} have the same name.", nameof(change));
            }
        }

        foreach (var document in change.Documents)
        {
            if (document.Key.Length > MaxKey)
            {
                throw new ArgumentException($"A document's key has at most {MaxKey} characters.", nameof(change));
            }
        }

        if (change.Settled.Count > 1 && change.Settled.DistinctBy(settled => settled.Row).Count() != change.Settled.Count)
        {
            throw new ArgumentException("The change settles a message twice.", nameof(change));
        }

        if (change.Outbox.Count > 1 && change.Outbox.DistinctBy(row => row.Id).Count() != change.Outbox.Count)
        {
            throw new ArgumentException("Two messages of the change have the same id.", nameof(change));
        }

        if (change.Outbox.Count > MaxRows)
        {
            throw new ArgumentException($"A change carries at most {MaxRows} messages.", nameof(change));
        }
    }

    /// <exception cref="ArgumentException">The entries do not follow the stream's newest one: a mistake in the program.</exception>
    public static Finding Of(Change change, HotBuilder next)
    {
        var mustRecall = false;
        foreach (var append in change.Appends)
        {
            var live = next.Live(append.Stream.Value);
            var left = live is null ? next.Left(append.Stream.Value) : null;
            if ((live?.Version ?? left?.Version ?? 0) != append.ExpectedVersion)
            {
                return Finding.Conflict;
            }

            mustRecall |= left is not null;
            if (append.Events.Count > 0 && !append.Events[0].Follows(live?.Head ?? left?.Head ?? Chain.Start))
            {
                throw new ArgumentException($"The entries for {append.Stream} do not follow its newest one.", nameof(change));
            }
        }

        foreach (var settled in change.Settled)
        {
            if (next.Outbox.Find(settled.Row.Value) is not { IsClaimed: true } entry || entry.Token != settled.Token)
            {
                return Finding.Conflict;
            }
        }

        foreach (var row in change.Outbox)
        {
            if (next.Outbox.Find(row.Id.Value) is not null)
            {
                return Finding.Conflict;
            }
        }

        return mustRecall ? Finding.MustRecall : Finding.Fits;
    }
}
