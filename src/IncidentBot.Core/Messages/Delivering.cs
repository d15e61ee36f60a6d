using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Messages;

/// <summary>
/// One claimed row, from "is it still wanted" to its settlement: resolve references, draw the card, reconcile an unclear earlier try,
/// perform, and write what came of it.
/// </summary>
public sealed partial class Delivering(IStore store, IncidentWriter writer, TimeProvider time, ILogger<Delivering> log)
{
    /// <summary>A message sent again although the first may have arrived says so.</summary>
    public const string MayRepeatMark = " (may repeat)";

    private readonly IncidentLinks _links = new(store);

    public async Task<Outcome> DeliverAsync(ITarget target, Claimed claim, SenderSettings settings, CancellationToken cancellationToken)
    {
        using var scope = ScopeOf(claim.Row);
        try
        {
            return Settled(claim, await TryAsync(target, claim, settings, cancellationToken), settings);
        }
        catch (ArchiveRebuildingException rebuilding)
        {
            return new Outcome.Later(time.GetUtcNow() + TimeSpan.FromSeconds(30), rebuilding.Message);
        }
    }

    /// <summary>Writes the outcome with what it yields: references others wait for, and an event when people must see it. False: not saved, try again.</summary>
    public async Task<bool> SettleAsync(Claimed claim, Outcome outcome, CancellationToken cancellationToken)
    {
        using var scope = ScopeOf(claim.Row);
        var settlement = new Change
        {
            Settled = [new Settlement(claim.Row.Id, claim.Token, outcome)],
            Documents = [.. Yielded(claim.Row, outcome)],
        };
        if (await LeavesAsync(claim.Row, outcome, EventOf(claim.Row, outcome), cancellationToken) is not { } happened)
        {
            return await writer.CommitAsync(settlement) is CommitResult.Saved or CommitResult.Conflict;
        }

        var saved = await writer.UnderLockAsync(
            [claim.Row.Stream],
            async () =>
            {
                var history = await store.LoadAsync(claim.Row.Stream, cancellationToken);
                if (history is null)
                {
                    return await writer.CommitAsync(settlement);
                }

                var before = writer.Fold(history);
                var told = writer.Directly.Whom(claim.Row, outcome, history, before, time.GetUtcNow());
                if (told.Count == 0 && outcome is Outcome.Dropped)
                {
                    return await writer.CommitAsync(settlement);
                }

                var consequences = writer.Append(history, before, [Directly.Saying(happened, told)], Actor.Bot, time.GetUtcNow());
                var result = await writer.CommitAsync(settlement with { Appends = [consequences.Append], Outbox = [.. consequences.Outbox, .. Directly.Rows(claim.Row, outcome, told, consequences)] });
                return result is CommitResult.Conflict ? null : result;
            },
            cancellationToken);

        // Five conflicts in a row mean that the claim is no longer ours; then there is nothing to record.
        return (saved ?? await writer.CommitAsync(settlement)) is CommitResult.Saved or CommitResult.Conflict;
    }

    private IDisposable? ScopeOf(OutboxRow row) =>
        log.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { ["delivery"] = row.Id.Value, ["verb"] = "deliver", ["incident"] = row.Stream.Value });

    private async Task<Outcome> TryAsync(ITarget target, Claimed claim, SenderSettings settings, CancellationToken cancellationToken)
    {
        var row = claim.Row;
        if (await store.LoadAsync(row.Stream, cancellationToken) is not { } history)
        {
            return new Outcome.Dead($"{row.Stream} does not exist.", "Run `incidentbot verify`.");
        }

        var incident = writer.Fold(history);
        var again = claim.MustReconcile && !row.Operation.IsIdempotent && settings.Reconcile;
        if (!again && row.OnlyIf is { } condition && !Conditions.Holds(condition, incident, time.GetUtcNow()))
        {
            return new Outcome.Dropped($"no longer {condition}");
        }

        var (delivery, gone) = await ReadyAsync(claim, incident, cancellationToken);
        if (delivery is null)
        {
            return gone!;
        }

        delivery = delivery with { Private = incident.Private, Card = delivery.Card is { } card ? await _links.InAsync(card, incident.Id, row.Target, cancellationToken) : null };
        var late = time.GetUtcNow() > row.GiveUpAt;
        if (again)
        {
            var (found, asked) = await AskAsync(token => target.ReconcileAsync(delivery, token), settings, cancellationToken);
            switch (found)
            {
                case Outcome.NotThere:
                    break;

                // A chat that is down says nothing about the message; it is asked again, as long as there is time.
                case Outcome.Unknown when row.Repeat == Repeat.Never && !asked && !late:
                    return found;

                // Nor does one that asks for patience; "Later" would say that the first try surely did not arrive, which nobody knows.
                case Outcome.Later later when !late:
                    return new Outcome.Unknown(later.Why, later.After);

                case Outcome.Later later:
                    return Unclear(later.Why);

                case Outcome.Unknown unclear when row.Repeat == Repeat.Never:
                    return Unclear(unclear.Why);

                case Outcome.Unknown:
                    delivery = Marked(delivery);
                    break;

                default:
                    return found;
            }

            // Asking took its time, in which somebody may have acknowledged.
            incident = writer.Fold((await store.LoadAsync(row.Stream, cancellationToken))!);
            if (row.OnlyIf is { } still && !Conditions.Holds(still, incident, time.GetUtcNow()))
            {
                return new Outcome.Dropped($"no longer {still}");
            }
        }

        if (late)
        {
            return new Outcome.Dead("It could not be delivered in time.", $"Check the connection to {row.Target} with `incidentbot doctor`.");
        }

        var (outcome, _) = await AskAsync(token => target.PerformAsync(delivery, token), settings, cancellationToken);
        return outcome;
    }

    private static Outcome.Dead Unclear(string why) =>
        new($"Nobody can tell whether it arrived: {why}", "Look into the conversation; post it by hand if it is missing.");

    /// <summary>
    /// Asks the target and waits no longer than allowed. An exception or a time-out leaves open whether the request arrived;
    /// <c>Answered</c> is false then.
    /// </summary>
    private async Task<(Outcome Outcome, bool Answered)> AskAsync(Func<CancellationToken, ValueTask<Outcome>> ask, SenderSettings settings, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return (await ask(either.Token), true);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (timeout.IsCancellationRequested)
            {
                return (new Outcome.Unknown($"No answer within {settings.Timeout.TotalSeconds:0} seconds."), false);
            }

            Log.TargetThrew(log, e);
            return (new Outcome.Unknown($"The connection failed ({e.GetType().Name})."), false);
        }
    }

    /// <summary>Turns what a target said into what the store keeps: every try that is to be repeated has a time.</summary>
    private Outcome Settled(Claimed claim, Outcome outcome, SenderSettings settings)
    {
        var next = time.GetUtcNow() + BackOff(claim, settings);
        return outcome switch
        {
            Outcome.Later later => later with { After = later.After is { } asked && asked > next ? asked : next },
            Outcome.Unknown unknown => unknown with { After = unknown.After is { } asked && asked > next ? asked : next },
            Outcome.Unsupported when claim.Row.Operation is Operation.OpenRoom => new Outcome.Dead($"{claim.Row.Target} has no rooms.", "Messages go to the announcement channel instead."),
            Outcome.Unsupported => new Outcome.Dropped($"{claim.Row.Target} has no such thing"),
            Outcome.NotThere => new Outcome.Dead("The message it belongs to was deleted.", $"`status {claim.Row.Stream}` shows the card again."),
            _ => outcome,
        };
    }

    /// <summary>Doubles up to the longest wait; up to a quarter is added by the row's id, so that rows of one outage do not return together.</summary>
    private static TimeSpan BackOff(Claimed claim, SenderSettings settings)
    {
        var doubled = settings.BackOff * Math.Pow(2, Math.Min(claim.Attempt - 1, 20));
        var bounded = doubled < settings.LongestBackOff ? doubled : settings.LongestBackOff;
        var spread = claim.Row.Id.Value.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u) % 256;
        return bounded + (bounded * (spread / 1024.0));
    }

    private static Delivery Marked(Delivery delivery) =>
        delivery.Card is { } card ? delivery with { Card = card with { Title = card.Title + MayRepeatMark, Summary = card.Summary + MayRepeatMark } } : delivery;

    private static IEnumerable<Document> Yielded(OutboxRow row, Outcome outcome) => (row.Operation, outcome) switch
    {
        (Operation.Post { Key: { } key }, Outcome.Sent { Message: { } message }) => [new DocumentContent(Message: message).Under(key), OwnerOf(row, message)],

        // A page can be answered by a reaction, so it is known whose it is.
        (Operation.Post, Outcome.Sent { Message: { } message }) when row.Urgency <= Urgency.Escalation => [OwnerOf(row, message)],
        (Operation.Edit edit, Outcome.Sent { Message: { } anew }) => [new DocumentContent(Message: anew).Under(edit.Key)],
        (Operation.Post { Key: { } key }, { IsFinal: true }) => [new DocumentContent(GoneBecause: Why(outcome)).Under(key)],
        (Operation.OpenRoom room, Outcome.Sent { Place: { } place }) =>
            [new DocumentContent(Place: place).Under(room.Key), new DocumentContent(Stream: row.Stream.Value).Under(Keys.Owner(place))],
        (Operation.OpenRoom room, { IsFinal: true }) => [new DocumentContent(GoneBecause: Why(outcome), Else: room.From).Under(room.Key)],
        _ => [],
    };

    private static Document OwnerOf(OutboxRow row, MessageRef message) => new DocumentContent(Stream: row.Stream.Value).Under(Keys.Owner(message));

    private static string Why(Outcome outcome) => outcome is Outcome.Dead dead ? dead.Why : "it was no longer wanted";

    /// <summary>What people must see in the timeline. A redrawn card that fails is not told: the next one shows the same and more.</summary>
    private static IEvent? EventOf(OutboxRow row, Outcome outcome) => (row.Operation, outcome) switch
    {
        (Operation.OpenRoom room, Outcome.Sent { Place: { } place } sent) => new RoomOpened(row.Target, place.Id, room.Name, sent.Instead, IsThread: room.ThreadOf is not null),
        (Operation.Edit, _) => null,
        (Operation.Invite, Outcome.Dropped { NoPlace: true } dropped) => new DeliveryFailed(row.Target, What(row.Operation), dropped.Why, Directly.Mend),
        (_, Outcome.Dead dead) when !row.Lane.EndsWith(Lane.FailureSuffix, StringComparison.Ordinal) => new DeliveryFailed(row.Target, What(row.Operation), dead.Why, dead.Mend),
        _ => null,
    };

    /// <summary>Whether it is another place than the thread where the incident was: a chat may have nothing better than that.</summary>
    private async Task<IEvent?> LeavesAsync(OutboxRow row, Outcome outcome, IEvent? happened, CancellationToken cancellationToken) =>
        (row.Operation, outcome, happened) is (Operation.OpenRoom { From: { } from }, Outcome.Sent { Place: { } place }, RoomOpened opened)
        && DocumentContent.Of(await store.FindAsync(from, cancellationToken))?.Place is { } thread && thread != place
            ? opened with { FromThread = true }
            : happened;

    private static string What(Operation operation) => operation switch
    {
        Operation.Post { Body: Body.Fixed said } => said.Card.Summary,
        Operation.Post => "the incident's card",
        Operation.OpenRoom => DeliveryFailed.Room,
        Operation.Invite => DeliveryFailed.Invitation,
        Operation.Topic => "the room's topic",
        Operation.Whisper => "a message to one person",
        Operation.Pin => "the pin on the room's card",
        Operation.Bookmark => "a link in the room",
        Operation.Archive => "the archiving of the room",
        _ => "a message",
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A target threw instead of answering; the try counts as unclear")]
        public static partial void TargetThrew(ILogger logger, Exception exception);
    }
}
