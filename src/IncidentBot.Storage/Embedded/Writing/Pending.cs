using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Hot;
using IncidentBot.Storage.Embedded.Journal;

namespace IncidentBot.Storage.Embedded.Writing;

/// <summary>Something a caller waits for. The writer decides it in its turn and answers when the group is durable.</summary>
internal abstract class Pending
{
    /// <summary>What it will add to the frame, about.</summary>
    public abstract int Bytes { get; }

    /// <summary>Decides against the state so far and adds a record, or none.</summary>
    public abstract void Join(Group group);

    /// <summary>The group is durable and published.</summary>
    public abstract void Answer();

    /// <summary>Nothing of the group was saved.</summary>
    public abstract void Refuse(string why);
}

/// <inheritdoc/>
/// <typeparam name="T">What the caller is told.</typeparam>
internal abstract class Pending<T> : Pending
{
    private readonly TaskCompletionSource<T> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Told => _told.Task;

    protected T? Result { get; set; }

    protected Exception? Mistake { get; set; }

    public override void Answer()
    {
        if (Mistake is { } mistake)
        {
            _told.TrySetException(mistake);
        }
        else
        {
            _told.TrySetResult(Result!);
        }
    }

    protected void Tell(T result) => _told.TrySetResult(result);
}

/// <summary>A caller's change.</summary>
internal sealed class PendingCommit(Change change, PreparedChange prepared) : Pending<CommitResult>
{
    private static readonly CommitResult Conflict = new CommitResult.Conflict();

    public override int Bytes => prepared.Bytes.Length;

    /// <summary>A stream it adds to has left memory; nothing was decided.</summary>
    public bool MustRecall { get; private set; }

    public override void Join(Group group)
    {
        if (change.Delivery is { } delivery && group.Next.Deliveries.Find(delivery.Value) is { } reply)
        {
            Result = new CommitResult.Repeated(reply);
            return;
        }

        if (prepared.IsCommand && group.Disk.RefusesCommands is { } why)
        {
            Result = new CommitResult.NotSaved(why);
            return;
        }

        try
        {
            var finding = ChangeCheck.Of(change, group.Next);
            if (finding != Finding.Fits)
            {
                MustRecall = finding == Finding.MustRecall;
                Result = Conflict;
                return;
            }
        }
        catch (ArgumentException mistake)
        {
            Mistake = mistake;
            return;
        }

        var exact = prepared.Against(group.Next);
        Result = new CommitResult.Saved(group.Add(exact.Record, exact.Bytes));
    }

    public override void Refuse(string why) => Tell(new CommitResult.NotSaved(why));
}

/// <summary>Somebody wants messages to deliver.</summary>
internal sealed class PendingClaim(string target, int max, DateTimeOffset now) : Pending<IReadOnlyList<Claimed>>
{
    public override int Bytes => 64 + (64 * Math.Clamp(max, 0, 256));

    public override void Join(Group group)
    {
        var heads = group.Next.Outbox.HeadsOf(target);
        var rows = OutboxState.Claimable(heads, now, group.Next.HasDocument).Take(max).Select(entry => entry.Row.Id.Value).ToArray();
        if (rows.Length == 0)
        {
            Result = [];
            return;
        }

        group.Add(new JournalRecord { At = group.Now.UtcTicks, Claimed = rows, ClaimedAt = now.UtcTicks });
        Result = [.. rows.Select(row => group.Next.Outbox.Find(row)!.ToClaimed())];
    }

    public override void Refuse(string why) => Tell([]);
}

/// <summary>A stream read back from the view, to be live again.</summary>
internal sealed class PendingRecall(StreamRecord stream) : Pending<CommitResult>
{
    public override int Bytes => 256 + stream.Events.Sum(entry => entry.Bytes.Length + 100);

    public override void Join(Group group)
    {
        if (group.Next.Live(stream.Stream) is { } live)
        {
            Result = new CommitResult.Saved(live.LastSequence);
            return;
        }

        Result = group.Next.Left(stream.Stream) is { } left && left.Version == stream.Version
            ? new CommitResult.Saved(group.Add(new JournalRecord { At = group.Now.UtcTicks, Recalled = stream }))
            : new CommitResult.Conflict();
    }

    public override void Refuse(string why) => Tell(new CommitResult.NotSaved(why));
}
