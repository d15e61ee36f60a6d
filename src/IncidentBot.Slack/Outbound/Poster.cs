using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Outbound;

/// <summary>
/// Messages into conversations. A conversation that cannot be written in any more does not swallow what people must know: it is said in the
/// announcement channel, with the reason. What is private is said there never; whoever asked for it is told that there is no place for it.
/// </summary>
internal sealed partial class Poster(SlackApi api, CardRenderer cards, AnnouncementChannel announcements, SharedChannels shared, Traces traces, Verdict verdict, TimeProvider time, ILogger<Poster> log)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public async Task<Outcome> PostAsync(Delivery delivery, Card card, CancellationToken cancellationToken)
    {
        var marker = Marker.Of(delivery.Id);
        if (delivery.Place is not { } room)
        {
            return await AnnounceAsync(card, marker, CardOf(delivery), cancellationToken);
        }

        var place = SlackPlace.Of(room);
        var reply = await SendAsync(place, card, marker, CardOf(delivery), cancellationToken);
        if (reply is SlackReply.Fine fine)
        {
            return IsWhole(delivery) ? await GoOnAsync(Sent(place, fine), card, marker, null, cancellationToken) : Sent(place, fine);
        }

        if (reply is SlackReply.Refused { Class: FailureClass.Gone or FailureClass.Configuration } refused && refused.Error is not "missing_scope")
        {
            if (delivery.Private)
            {
                Log.PrivateRoomLost(log, place.Channel, refused.Error);
                return new Outcome.Dead($"The bot cannot write in the room ({refused.Error}).", Verdict.Mend(refused), NoPlace: true);
            }

            Log.RoomLost(log, place.Channel, refused.Error);
            return await AnnounceAsync(Elsewhere(card, refused), marker, CardOf(delivery), cancellationToken);
        }

        return verdict.Of(reply, "post in the room");
    }

    /// <summary>The card under a new message, where the one it stood in is gone. The marker keeps a second try from posting it twice.</summary>
    public async Task<Outcome> PostAnewAsync(SlackPlace place, Card card, string marker, StreamId cardOf, CancellationToken cancellationToken) =>
        await SendAsync(place, card, marker, cardOf, cancellationToken) is var reply && reply is SlackReply.Fine fine ? Sent(place, fine) : verdict.Of(reply, "post the card again");

    /// <summary>In the person's own conversation with the bot; Slack opens it with the first message. There is nothing to look it up in again: the bot reads nobody's conversations.</summary>
    public async Task<Outcome> WhisperAsync(Delivery delivery, string user, Card card, CancellationToken cancellationToken)
    {
        var (place, marker) = (new SlackPlace(user), Marker.Of(delivery.Id));
        var reply = await SendAsync(place, card, marker, cardOf: null, cancellationToken);
        return reply is SlackReply.Fine fine ? await GoOnAsync(Sent(place, fine), card, marker, null, cancellationToken) : verdict.Of(reply, "write to one person");
    }

    private async Task<Outcome> AnnounceAsync(Card card, string marker, StreamId? cardOf, CancellationToken cancellationToken)
    {
        var (channel, trouble) = await announcements.FindAsync(cancellationToken);
        if (channel is null)
        {
            return NoChannel(trouble!);
        }

        if (await shared.HoldAsync(channel, isPrivate: false, cancellationToken) is { } held)
        {
            return held;
        }

        var place = new SlackPlace(channel);
        var reply = await SendAsync(place, card, marker, cardOf, cancellationToken);
        if (reply is SlackReply.Refused { Class: FailureClass.Gone })
        {
            announcements.Forget();
            return reply is SlackReply.Refused gone ? NoChannel(gone) : verdict.Of(reply, "announce");
        }

        return reply is not SlackReply.Fine fine ? verdict.Of(reply, "announce")
            : cardOf is null ? await GoOnAsync(Sent(place, fine), card, marker, null, cancellationToken)
            : Sent(place, fine);
    }

    /// <summary>A card that is edited later is one message and stays one; whatever else is said is said in full.</summary>
    internal static bool IsWhole(Delivery delivery) => delivery.Operation is Operation.Post { Key: null };

    /// <summary>Whose card it is, that is one message and names the line that shows the rest; null for what is said in full.</summary>
    private static StreamId? CardOf(Delivery delivery) => IsWhole(delivery) ? null : delivery.Claimed.Row.Stream;

    /// <summary>
    /// What did not fit into the message goes below it, part by part, each once: a part whose answer was lost, or that had to wait, is looked for
    /// before it is posted when the row comes round again (<paramref name="since"/> is set then).
    /// </summary>
    public async Task<Outcome> GoOnAsync(Outcome.Sent sent, Card card, string marker, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var parts = cards.DrawWhole(card, marker);
        for (var part = 1; part < parts.Count; part++)
        {
            var place = SlackPlace.Parse(sent.Message!.Place) is var at && at.Thread is null ? at with { Thread = sent.Message.Id } : at;
            var mark = $"{marker}:{part}";
            var found = since is { } first ? await traces.FindAsync(place, mark, first, cancellationToken) : new Outcome.NotThere();
            if (found is Outcome.Sent)
            {
                continue;
            }

            var outcome = found is Outcome.NotThere ? await CallAsync(place, parts[part], mark, cancellationToken) is var reply && reply is SlackReply.Fine ? sent : verdict.Of(reply, "post the rest of a long text") : found;
            if (outcome is not Outcome.Sent)
            {
                // The message itself is there: "later" would post it again.
                return outcome is Outcome.Later later ? new Outcome.Unknown($"The rest of a long text waits. {later.Why}", later.After) : outcome;
            }
        }

        return sent;
    }

    /// <summary>It waits for whoever invites the bot; the doctor says so meanwhile, and the row ends visibly when nobody does.</summary>
    private Outcome NoChannel(SlackReply trouble) => trouble is SlackReply.Refused { Class: FailureClass.Gone } gone
        ? new Outcome.Later(time.GetUtcNow() + Minute, $"The bot cannot write in the announcement channel ({gone.Error}). {Verdict.Mend(gone)}")
        : verdict.Of(trouble, "find the announcement channel");

    private Task<SlackReply> SendAsync(SlackPlace place, Card card, string marker, StreamId? cardOf, CancellationToken cancellationToken) =>
        MendedAsync(place.Channel, cardOf is { } about ? cards.Draw(card, marker, about) : cards.DrawWhole(card, marker)[0], marker, (drawn, mark) => CallAsync(place, drawn, mark, cancellationToken), cancellationToken);

    /// <summary>Joins a public channel it is not in; draws more simply what Slack cannot take. Each at most once (sheet, 6.4).</summary>
    /// <param name="call">With the message as it is drawn, and the marker while Slack takes it.</param>
    public async Task<SlackReply> MendedAsync(string channel, SlackMessage drawn, string? marker, Func<SlackMessage, string?, Task<SlackReply>> call, CancellationToken cancellationToken)
    {
        var reply = await call(drawn, marker);
        if (reply is SlackReply.Refused { Error: "not_in_channel" } && await announcements.JoinAsync(channel, cancellationToken))
        {
            reply = await call(drawn, marker);
        }

        if (reply is SlackReply.Refused { Class: FailureClass.OurMistake } refused)
        {
            Log.NotTaken(log, refused.Error, string.Join("; ", refused.Messages));
            reply = refused.Error.Contains("metadata", StringComparison.Ordinal) ? await call(drawn, null) : await call(drawn with { Blocks = [] }, marker);
        }

        return reply;
    }

    private async Task<SlackReply> CallAsync(SlackPlace place, SlackMessage drawn, string? marker, CancellationToken cancellationToken)
    {
        var call = Filled(new SlackCall("chat.postMessage").In(place.Channel).With("thread_ts", place.Thread), drawn)
            .With("metadata", marker is null ? null : Marker.Metadata(marker));
        var reply = await api.CallAsync(call, cancellationToken);

        // An answer without the message's own time is no message.
        return reply is SlackReply.Fine fine && fine.Text("ts") is null ? new SlackReply.Unclear("Slack's answer names no message.") : reply;
    }

    /// <summary>Nothing is looked for in the texts: no names become mentions, no addresses become previews.</summary>
    internal static SlackCall Filled(SlackCall call, SlackMessage drawn) => call
        .With("text", drawn.Text)
        .With("blocks", drawn.Blocks.Count == 0 ? null : drawn.Blocks)
        .With("link_names", false)
        .With("unfurl_links", false)
        .With("unfurl_media", false);

    private static Outcome.Sent Sent(SlackPlace place, SlackReply.Fine fine) =>
        new(place with { Channel = fine.Text("channel") ?? place.Channel } is var at ? at.Message(fine.Text("ts")!) : null);

    private static Card Elsewhere(Card card, SlackReply.Refused refused) => card with
    {
        Blocks = [.. card.Blocks, Block.Text.Of($"Said here because the bot cannot write in the incident's room ({refused.Error}). {Verdict.Mend(refused)}")],
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The bot cannot write in {Channel} ({Error}); what belongs there is said in the announcement channel")]
        public static partial void RoomLost(ILogger logger, string channel, string error);

        [LoggerMessage(3, LogLevel.Warning, "The bot cannot write in the private room {Channel} ({Error}); what belongs there is said to each of its people directly")]
        public static partial void PrivateRoomLost(ILogger logger, string channel, string error);

        [LoggerMessage(2, LogLevel.Error, "Slack does not take a message as it is drawn ({Error}: {Details}); it is sent more simply")]
        public static partial void NotTaken(ILogger logger, string error, string details);
    }
}
