using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Outbound;

/// <summary>Slack as a target: every operation there is, and what became of one whose answer was lost.</summary>
internal sealed class SlackChat : ITarget
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SlackApi _api;
    private readonly PeopleRoster _roster;
    private readonly CardRenderer _cards;
    private readonly AnnouncementChannel _announcements;
    private readonly SharedChannels _shared;
    private readonly Verdict _verdict;
    private readonly Poster _poster;
    private readonly Rooms _rooms;
    private readonly Traces _traces;
    private readonly Permalinks _permalinks;
    private readonly TimeProvider _time;

    public SlackChat(SlackApi api, SlackOptions options, Workspace workspace, AnnouncementChannel announcements, SharedChannels shared, PeopleRoster roster, TimeProvider time, ILoggerFactory logs)
    {
        _api = api;
        _roster = roster;
        _cards = CardRenderer.For(roster, options.Command);
        _announcements = announcements;
        _shared = shared;
        _verdict = new Verdict(time);
        _traces = new Traces(api, workspace, _verdict, time);
        _poster = new Poster(api, _cards, announcements, shared, _traces, _verdict, time, logs.CreateLogger<Poster>());
        _rooms = new Rooms(api, workspace, roster, _verdict, time, logs.CreateLogger<Rooms>());
        _permalinks = new Permalinks(workspace);
        _time = time;
    }

    public string Name => SlackModule.Name;

    public async ValueTask<Outcome> PerformAsync(Delivery delivery, CancellationToken cancellationToken) =>
        await HeldAsync(delivery, cancellationToken) ?? await SendAsync(delivery.Card is { } card ? delivery with { Card = await _permalinks.InAsync(card, cancellationToken) } : delivery, cancellationToken);

    /// <summary>Only what shows an incident is held; one person's eyes are no other organisation's.</summary>
    private async ValueTask<Outcome?> HeldAsync(Delivery delivery, CancellationToken cancellationToken) =>
        delivery.Operation is Operation.Post or Operation.Edit or Operation.Topic && (delivery.Message?.Place ?? delivery.Place?.Id) is { } place
            ? NotHere(delivery, await _shared.HoldAsync(SlackPlace.Parse(place).Channel, delivery.Private, cancellationToken))
            : null;

    /// <summary>What is private does not wait until somebody ends the sharing: its people are told directly.</summary>
    private static Outcome? NotHere(Delivery delivery, Outcome? held) =>
        delivery is { Private: true, Operation: Operation.Post } && held is Outcome.Later later ? new Outcome.Dead(later.Why, "", NoPlace: true) : held;

    private async Task<Outcome> SendAsync(Delivery delivery, CancellationToken cancellationToken) => delivery.Operation switch
    {
        Operation.Post when delivery.Card is { } card => await _poster.PostAsync(delivery, card, cancellationToken),
        Operation.Edit when delivery is { Card: { } card, Message: { } message } => await EditAsync(delivery, message, card, cancellationToken),
        Operation.OpenRoom open => await _rooms.OpenAsync(delivery, open, cancellationToken),
        Operation.Invite invite when delivery.Place is not null => await _rooms.InviteAsync(delivery, invite.People, cancellationToken),
        Operation.Topic topic when delivery.Place is not null => await _rooms.TopicAsync(delivery, topic.Text, cancellationToken),
        Operation.Bookmark link when delivery.Place is not null => await _rooms.BookmarkAsync(delivery, link, cancellationToken),
        Operation.Archive when delivery.Place is not null => await _rooms.ArchiveAsync(delivery, cancellationToken),
        Operation.Pin when delivery.Message is { } message => await _rooms.PinAsync(message, cancellationToken),
        Operation.Whisper whisper when delivery.Card is { } card => SlackUsers.Of(_roster, whisper.Person) is { } user
            ? await _poster.WhisperAsync(delivery, user, card, cancellationToken)
            : new Outcome.Dead("Slack does not know this person.", "Add their Slack id under Chats in People:List."),
        _ => new Outcome.Unsupported(),
    };

    public async ValueTask<Outcome> ReconcileAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var (marker, first) = (Marker.Of(delivery.Id), delivery.Claimed.FirstAttemptAt);
        switch (delivery.Operation)
        {
            case Operation.OpenRoom open:
                return await _rooms.FindAsync(delivery, open, cancellationToken);

            case Operation.Post:
                var inRoom = delivery.Place is { } room ? await _traces.FindAsync(SlackPlace.Of(room), marker, first, cancellationToken) : new Outcome.NotThere();
                var there = inRoom is Outcome.NotThere && !delivery.Private ? await InAnnouncementsAsync(marker, first, cancellationToken) : inRoom;
                return there is Outcome.Sent { Message: not null } sent && delivery.Card is { } card && Poster.IsWhole(delivery) ? await _poster.GoOnAsync(sent, card, marker, first, cancellationToken) : there;

            // What is for one person's eyes stands in no history.
            default:
                return new Outcome.Unknown("Slack keeps no record of it.");
        }
    }

    /// <summary>What could not be said in the room was said there; so it is looked for in both.</summary>
    private async Task<Outcome> InAnnouncementsAsync(string marker, DateTimeOffset first, CancellationToken cancellationToken)
    {
        var (channel, trouble) = await _announcements.FindAsync(cancellationToken);
        return channel is not null ? await _traces.FindAsync(new SlackPlace(channel), marker, first, cancellationToken)
            : trouble is SlackReply.Refused { Error: "channel_not_found" } ? new Outcome.NotThere()
            : trouble is SlackReply.Unclear unclear ? new Outcome.Later(null, unclear.Why)
            : _verdict.Of(trouble!, "find the announcement channel");
    }

    private async Task<Outcome> EditAsync(Delivery delivery, MessageRef message, Card card, CancellationToken cancellationToken)
    {
        var place = SlackPlace.Parse(message.Place);
        var reply = await _poster.MendedAsync(
            place.Channel,
            _cards.Draw(card, Marker.Of(delivery.Id), delivery.Claimed.Row.Stream),
            marker: null,
            (drawn, _) => _api.CallAsync(Poster.Filled(new SlackCall("chat.update").In(place.Channel).On(message.Id), drawn), cancellationToken),
            cancellationToken);
        return reply switch
        {
            SlackReply.Fine => new Outcome.Sent(),
            SlackReply.Refused { Error: "message_not_found" or "cant_update_message" or "edit_window_closed" } => await AnewAsync(delivery, place, message, card, cancellationToken),
            SlackReply.Refused { Error: "channel_not_found" or "not_in_channel" } lost when IsAnnouncement(delivery) => await WaitAsync(delivery, place, message, card, lost, cancellationToken),
            _ => _verdict.Of(reply, "edit the card"),
        };
    }

    private static bool IsAnnouncement(Delivery delivery) => delivery.Operation is Operation.Edit edit && edit.Key == Keys.Message(delivery.Claimed.Row.Stream, "card", SlackModule.Name);

    /// <summary>
    /// The announced card waits for whoever invites the bot; in a channel that was made anew it is posted anew. Not so in a room: what is said behind
    /// it in the same lane can be said elsewhere (in the announcement channel, of a private incident to its people), and would wait for it.
    /// </summary>
    private async Task<Outcome> WaitAsync(Delivery delivery, SlackPlace place, MessageRef message, Card card, SlackReply.Refused lost, CancellationToken cancellationToken)
    {
        _announcements.Forget();
        if (await _announcements.FindAsync(cancellationToken) is { Id: { } now } && now != place.Channel)
        {
            return await _shared.HoldAsync(now, delivery.Private, cancellationToken) ?? await AnewAsync(delivery, new SlackPlace(now), message, card, cancellationToken);
        }

        return new Outcome.Later(_time.GetUtcNow() + Minute, $"The bot cannot edit the card ({lost.Error}). {Verdict.Mend(lost)}");
    }

    /// <summary>Somebody deleted the card: it is posted again, once, whatever becomes of the answer.</summary>
    private async Task<Outcome> AnewAsync(Delivery delivery, SlackPlace place, MessageRef gone, Card card, CancellationToken cancellationToken)
    {
        var marker = $"ib:again:{gone.Id}";
        if (delivery.Claimed.MustReconcile && await _traces.FindAsync(place, marker, delivery.Claimed.FirstAttemptAt, cancellationToken) is { } found and not Outcome.NotThere)
        {
            return found;
        }

        return await _poster.PostAnewAsync(place, card, marker, delivery.Claimed.Row.Stream, cancellationToken);
    }
}
