using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Messages;

/// <summary>Making a claim ready: references resolved, the card drawn, and what to do when a reference will never come.</summary>
public sealed partial class Delivering
{
    /// <summary>The delivery, or the outcome when it cannot be made.</summary>
    private async Task<(Delivery? Delivery, Outcome? Gone)> ReadyAsync(Claimed claim, Incident incident, CancellationToken cancellationToken) => claim.Row.Operation switch
    {
        Operation.Post post => await InPlaceAsync(claim, incident, post.Place, post.Body, cancellationToken),
        Operation.Whisper whisper => (new Delivery(claim, null, null, Draw(whisper.Body, incident)), null),
        Operation.Invite invite => await InPlaceAsync(claim, incident, invite.Place, null, cancellationToken),
        Operation.Topic topic => await InPlaceAsync(claim, incident, topic.Place, null, cancellationToken),
        Operation.Archive archive => await InPlaceAsync(claim, incident, archive.Place, null, cancellationToken),
        Operation.Bookmark link => await InPlaceAsync(claim, incident, link.Place, null, cancellationToken),
        Operation.Pin pin => await OnMessageAsync(claim, pin.Key, null, cancellationToken),
        Operation.Edit edit => await OnMessageAsync(claim, edit.Key, Draw(edit.Body, incident), cancellationToken),
        Operation.OpenRoom { ThreadOf: { } key } => await OnMessageAsync(claim, key, null, cancellationToken),
        Operation.OpenRoom { ElseThreadOf: { } key } => (await WithElseAsync(claim, key, cancellationToken), null),
        _ => (new Delivery(claim, null, null, null), null),
    };

    private async Task<(Delivery? Delivery, Outcome? Gone)> InPlaceAsync(Claimed claim, Incident incident, string key, Body? body, CancellationToken cancellationToken)
    {
        var card = body is null ? null : Draw(body, incident);
        if (key.StartsWith('#'))
        {
            return (new Delivery(claim, null, null, card), null);
        }

        var content = DocumentContent.Of(await store.FindAsync(key, cancellationToken));
        if (content is { Place: null, Else: { } other })
        {
            content = DocumentContent.Of(await store.FindAsync(other, cancellationToken));
        }

        if (content?.Place is { } place)
        {
            return (new Delivery(claim, place, null, card), null);
        }

        // Without a room the announcement channel is the next best place, except for what is private or only makes sense in a room.
        return card is null ? (null, claim.Row.Operation is Operation.Invite && incident.Private && content?.GoneBecause is { } gone ? new Outcome.Dropped($"There is no room: {gone}", NoPlace: true) : new Outcome.Dropped("there is no room"))
            : incident.Private ? (null, new Outcome.Dead($"There is no room: {content?.GoneBecause}", Directly.Mend, NoPlace: true))
            : (new Delivery(claim, null, null, card), null);
    }

    private async Task<(Delivery? Delivery, Outcome? Gone)> OnMessageAsync(Claimed claim, string key, Card? card, CancellationToken cancellationToken)
    {
        var content = DocumentContent.Of(await store.FindAsync(key, cancellationToken));
        return content?.Message is { } message
            ? (new Delivery(claim, null, message, card), null)
            : (null, new Outcome.Dead($"The message was never posted: {content?.GoneBecause}", "See the entry about that message."));
    }

    private async Task<Delivery> WithElseAsync(Claimed claim, string key, CancellationToken cancellationToken)
    {
        var content = DocumentContent.Of(await store.FindAsync(key, cancellationToken));
        return new Delivery(claim, null, null, null) { Else = content?.Message, NothingElse = content?.GoneBecause is not null };
    }

    private Card Draw(Body body, Incident incident) => body switch
    {
        Body.Fixed said => ByHandCards.AsOf(time.GetUtcNow(), said.Card, incident),
        Body.Live live => Views.Draw(live.View, incident),
        _ => throw new ArgumentException($"No body is called {body.GetType().Name}.", nameof(body)),
    };
}
