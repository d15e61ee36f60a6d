using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;

namespace IncidentBot.Core.Desk;

/// <summary>What people write in a room to each other (product page, "Noise rule"): working people are never taken for silent.</summary>
public sealed partial class CommandDesk
{
    /// <summary>
    /// Recorded only as often as the silence rule needs it, without the words, and nobody is answered. Nearly always nothing is written, so
    /// a lively room costs two look-ups a message.
    /// </summary>
    /// <param name="talk">The request itself is what is heard, so its repetition is known; a command that changed nothing has an answer of its own.</param>
    private async ValueTask<Answer> HearAsync(Inbound inbound, bool talk, CancellationToken cancellationToken)
    {
        if (inbound.By.IsBot || inbound.Membership == Membership.Outsider || await RoomOfAsync(inbound, cancellationToken) is not { } room)
        {
            return Nothing;
        }

        var stream = StreamId.Of(room);
        var by = ByOf(inbound);
        return await FoldAsync(stream, cancellationToken) is { } incident && incident.ShouldHear(by.Id, time.GetUtcNow())
            ? await writer.UnderLockAsync([stream], () => HearAsync(inbound, by, stream, talk, cancellationToken), cancellationToken) ?? Answers.Busy
            : Nothing;
    }

    /// <summary>The same for a command that changed nothing. Nobody waits for it, so what goes wrong is only logged.</summary>
    private async Task AlsoHearAsync(Inbound inbound)
    {
        try
        {
            await HearAsync(inbound, talk: false, CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.NotHeard(log, e);
        }
    }

    /// <summary>Null when another instance was faster.</summary>
    private async Task<Answer?> HearAsync(Inbound inbound, Actor by, StreamId stream, bool talk, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await store.LoadAsync(stream, cancellationToken) is not { } history || !TimerPlan.CatchUp(writer.Fold(history), now).Incident.ShouldHear(by.Id, now))
        {
            return Nothing;
        }

        var heard = writer.Append(history, writer.Fold(history), [new Spoke()], by, now);
        var reply = Answers.Bounded("", stream, inbound.Fingerprint);
        var change = new Change { Appends = [heard.Append], Outbox = heard.Outbox };
        return Answers.Of(await writer.CommitAsync(talk ? change with { Delivery = inbound.Id, Reply = reply } : change), reply, heard.After.Id);
    }

    private async ValueTask<Incident?> FoldAsync(StreamId stream, CancellationToken cancellationToken) =>
        await store.LoadAsync(stream, cancellationToken) is { } history ? writer.Fold(history) : null;
}
