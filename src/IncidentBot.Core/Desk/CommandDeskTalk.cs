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
    private async ValueTask<Answer> HearAsync(Inbound inbound, CancellationToken cancellationToken)
    {
        if (inbound.By.IsBot || inbound.Membership == Membership.Outsider || await RoomOfAsync(inbound, cancellationToken) is not { } room)
        {
            return Nothing;
        }

        var stream = StreamId.Of(room);
        var by = ByOf(inbound);
        return await FoldAsync(stream, cancellationToken) is { } incident && incident.ShouldHear(by.Id, time.GetUtcNow())
            ? await writer.UnderLockAsync([stream], () => HearAsync(inbound, by, stream, cancellationToken), cancellationToken) ?? Answers.Busy
            : Nothing;
    }

    /// <summary>Null when another instance was faster.</summary>
    private async Task<Answer?> HearAsync(Inbound inbound, Actor by, StreamId stream, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await store.LoadAsync(stream, cancellationToken) is not { } history || !TimerPlan.CatchUp(writer.Fold(history), now).Incident.ShouldHear(by.Id, now))
        {
            return Nothing;
        }

        var heard = writer.Append(history, writer.Fold(history), [new Spoke()], by, now);
        var reply = Answers.Bounded("", stream, inbound.Fingerprint);
        return Answers.Of(await writer.CommitAsync(new Change { Delivery = inbound.Id, Reply = reply, Appends = [heard.Append], Outbox = heard.Outbox }), reply, heard.After.Id);
    }

    private async ValueTask<Incident?> FoldAsync(StreamId stream, CancellationToken cancellationToken) =>
        await store.LoadAsync(stream, cancellationToken) is { } history ? writer.Fold(history) : null;
}
