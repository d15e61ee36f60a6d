using System.Text.Json.Nodes;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Verbs;
using InboundRequest = IncidentBot.Core.Desk.Inbound;

namespace IncidentBot.Slack.Inbound;

/// <summary>Events: what happened in the workspace. Answered well only when it is saved; else Slack sends it again.</summary>
internal sealed partial class SlackIntake
{
    private const string Pin = "📌";
    private const string Mega = "📣";
    private const string Memo = "📝";
    private const string Bulb = "💡";

    /// <summary>Slack's names of the reactions that mean something here.</summary>
    private static readonly Dictionary<string, string> Emoji = new(StringComparer.Ordinal)
    {
        ["eyes"] = CommandDesk.Eyes,
        ["pushpin"] = Pin,
        ["round_pushpin"] = Pin,
        ["mega"] = Mega,
        ["loudspeaker"] = Mega,
        ["memo"] = Memo,
        ["pencil"] = Memo,
        ["bulb"] = Bulb,
    };

    private readonly Replays _told = new(time);

    private readonly SlowReads _reads = new(time, log);

    public async Task<Ack> EventAsync(SlackEvent happened, string? app, CancellationToken cancellationToken)
    {
        if (happened is SlackEvent.Verification verification)
        {
            return Ack.Of(new JsonObject { ["challenge"] = verification.Challenge });
        }

        if (workspace.IsOther(app))
        {
            return Ack.Stranger;
        }

        if (happened.SharedChannel is { } read)
        {
            shared.Learn(read, shared: true);
        }

        switch (happened)
        {
            case SlackEvent.Mention mention:
                return await MentionedAsync(mention, cancellationToken);

            case SlackEvent.Said said:
                return await HeardAsync(said, cancellationToken);

            case SlackEvent.Reaction reaction:
                return await ReactedAsync(reaction, cancellationToken);

            case SlackEvent.Joined joined:
                return await WelcomeAsync(joined, cancellationToken);

            case SlackEvent.HomeOpened opened:
                afterwards.Do(stop => homes.OpenAsync(opened.By, stop));
                return Ack.Empty;

            case SlackEvent.ChannelArchived archived:
                return await NoteAsync(archived.Channel, archived.EventId, archived.Back ? "The room was brought back from Slack's archive." : "The room was archived in Slack.", cancellationToken);

            case SlackEvent.ChannelRenamed renamed:
                return await NoteAsync(renamed.Channel, renamed.EventId, $"The room is called #{renamed.Name} in Slack now.", cancellationToken);

            case SlackEvent.ChannelShared other:
                shared.Learn(other.Channel, other.Shared);
                return await NoteAsync(other.Channel, other.EventId, other.Shared ? "The room is shared with another organisation in Slack: they read what is said in it. Of a private incident nothing more is said there." : "The room is shared with no other organisation any more.", cancellationToken);

            case SlackEvent.ChannelMoved moved:
                return await MoveAsync(moved, cancellationToken);

            case SlackEvent.Expelled expelled when !workspace.IsOutside(expelled.Team):
                workspace.Expel(expelled.Uninstalled);
                return Ack.Empty;

            case SlackEvent.Limited:
                Log.Limited(log);
                return Ack.Empty;

            default:
                return Ack.Empty;
        }
    }

    private async Task<Ack> MentionedAsync(SlackEvent.Mention mention, CancellationToken cancellationToken)
    {
        if (string.Equals(mention.By.Id, workspace.BotUser, StringComparison.Ordinal))
        {
            return Ack.Empty;
        }

        var place = await RoomAsync(mention.Channel, mention.Thread, mention.By, cancellationToken);
        var text = SlackText.Read(SlackText.WithoutMention(mention.Text, workspace.BotUser), roster);
        var answer = await HandleAsync(
            Request(SlackIds.Message(mention.Channel, mention.Ts), mention.By, place, new Input.Line(text)) with { SeenByOthers = !mention.Channel.StartsWith('D') },
            mention.By);
        if (answer.Kind == AnswerKind.NotSaved)
        {
            return Ack.Again;
        }

        TellOnce(SlackIds.Message(mention.Channel, mention.Ts), new(mention.By, mention.Channel, mention.Thread, null), answer);

        return Ack.Empty;
    }

    /// <summary>A thread may be an incident's room; else the channel it hangs in decides.</summary>
    private async Task<PlaceRef> RoomAsync(string channel, string? thread, SlackUser by, CancellationToken cancellationToken)
    {
        var place = Place(channel, thread, by);
        return thread is not null && await store.FindAsync(Keys.Owner(place), cancellationToken) is null ? Place(channel, null, by) : place;
    }

    /// <summary>People at work (product page, "Noise rule"). Of what is written outside of rooms nothing is looked up: there is much of it.</summary>
    private async Task<Ack> HeardAsync(SlackEvent.Said said, CancellationToken cancellationToken)
    {
        if (string.Equals(said.By.Id, workspace.BotUser, StringComparison.Ordinal))
        {
            return Ack.Empty;
        }

        var room = await RoomAsync(said.Channel, said.Thread, said.By, cancellationToken);
        if (await store.FindAsync(Keys.Owner(room), cancellationToken) is null)
        {
            return Ack.Empty;
        }

        var answer = await HandleAsync(Request(SlackIds.Event(said.EventId), said.By, room, new Input.Talk()), said.By);
        return answer.Kind == AnswerKind.NotSaved ? Ack.Again : Ack.Empty;
    }

    /// <summary>
    /// Whoever comes into a room later reads what happened so far, for their eyes only. Those whom the bot brings were called with words of
    /// their own, and the bot itself needs nothing: what waits for it to be there is tried again each minute.
    /// </summary>
    private async Task<Ack> WelcomeAsync(SlackEvent.Joined joined, CancellationToken cancellationToken)
    {
        var place = Place(joined.Channel, null, joined.By);
        if (workspace.BotUser is not { } bot || joined.By.Id == bot || joined.Inviter == bot || DocumentContent.Of(await store.FindAsync(Keys.Owner(place), cancellationToken)) is not { Stream: { } owner })
        {
            return Ack.Empty;
        }

        var answer = await HandleAsync(Request(SlackIds.Event(joined.EventId), joined.By, Place(null, null, joined.By), new Input.Press($"summary {owner}")), joined.By);
        if (answer.Kind == AnswerKind.NotSaved)
        {
            return Ack.Again;
        }

        // Coming is no sign of work, and of a private incident only its people are told.
        if (answer is { Repeated: false, Kind: AnswerKind.Shown })
        {
            afterwards.Do(stop => telling.TellAsync(new(joined.By, joined.Channel, null, null), answer, stop));
        }

        return Ack.Empty;
    }

    private async Task<Ack> ReactedAsync(SlackEvent.Reaction reaction, CancellationToken cancellationToken)
    {
        if (!Emoji.TryGetValue(reaction.Name, out var emoji) || string.Equals(reaction.By.Id, workspace.BotUser, StringComparison.Ordinal))
        {
            return Ack.Empty;
        }

        var message = new MessageRef(SlackModule.Name, reaction.Channel, reaction.Ts);
        if (emoji is not CommandDesk.Eyes)
        {
            var incident = await OwnerAsync([Keys.Owner(message), Keys.Owner(new PlaceRef(message.Target, message.Place))], cancellationToken);

            // In the announcement channel it may stand in a thread that is a room, which the event does not say.
            return incident is not null || shared.IsAnnouncement(reaction.Channel) ? await _reads.InTimeAsync(reaction.EventId, () => MarkedAsync(reaction, emoji, incident, CancellationToken.None)) : Ack.Empty;
        }

        var answer = await HandleAsync(Request(SlackIds.Event(reaction.EventId), reaction.By, Place(reaction.Channel, null, reaction.By), new Input.Reaction(emoji, message, reaction.Added)), reaction.By);
        return Told(answer, reaction);
    }

    /// <summary>
    /// The text belongs to what is saved, so it is fetched first; when Slack does not give it, the event is not acknowledged and comes again
    /// (docs/adr/0009-a-pin-waits-for-its-words.md).
    /// </summary>
    private async Task<Ack> MarkedAsync(SlackEvent.Reaction reaction, string emoji, IncidentId? known, CancellationToken cancellationToken)
    {
        if (await texts.ReadAsync(reaction.Channel, reaction.Ts, cancellationToken) is not { } said)
        {
            Log.NoWords(log, emoji);
            return Ack.Again;
        }

        if (said.Text.Length == 0 || (known ?? await OwnerAsync([Keys.Owner(Place(reaction.Channel, said.Thread, reaction.By))], cancellationToken)) is not { } incident)
        {
            return Ack.Empty;
        }

        var line = (emoji, reaction.Added) switch
        {
            (Pin, true) => $"note {incident} {Pin} {Words.Cut(said.WithAuthor, Words.TextLength - 10)}",
            (Bulb, true) => $"log {incident} {LogVerb.Lesson} {Lesson(said)}",
            _ => null,
        };
        if (line is not null)
        {
            return Told(await HandleAsync(Request(SlackIds.Event(reaction.EventId), reaction.By, Place(reaction.Channel, null, reaction.By), new Input.Press(line)), reaction.By), reaction);
        }

        return Offer(emoji, reaction.Added, incident, said) is { } offer ? Told(offer, reaction) : Ack.Empty;
    }

    /// <summary>The same words when the reaction is put on and when it is taken off: by them the lesson is found again.</summary>
    private static string Lesson(MessageTexts.Said said) => string.Join(' ', Words.Cut(Words.Clean(said.WithAuthor), LogVerb.MaxLength - 10).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whatever else a reaction stands for takes one more press: a public text, an owner and a date are not a matter of an emoji. Who wrote it is shown, and not sent along.</summary>
    private static Answer? Offer(string emoji, bool added, IncidentId incident, MessageTexts.Said said)
    {
        var button = (emoji, added) switch
        {
            (Mega, true) => new Button("Draft it for the public", $"update {incident} public: {Words.Cut(said.Text, 1500)}"),
            (Memo, true) => new Button("Make it an action item", $"action {incident} add {Words.Cut(said.Text, 450).Replace(" due ", " for ", StringComparison.OrdinalIgnoreCase)}", Primary: true),
            (Bulb, false) => new Button("Take the lesson back", $"log {incident} {LogVerb.Lesson} {LogVerb.Withdraw} {Lesson(said)}"),
            (Pin, false) => new Button("Note that it was taken back", $"note {incident} {Pin} taken back: {Words.Cut(said.WithAuthor, 1500)}"),
            _ => null,
        };
        var title = $"{incident}: {(added ? emoji is Mega ? "tell the public?" : "an action item?" : emoji is Bulb ? "it stays a lesson" : "it stays in the timeline")}";
        return button is null ? null : new Answer(AnswerKind.Shown, Visibility.OnlyYou, title, new Card(title, title) { Blocks = [Block.Text.Of(Words.Cut(said.WithAuthor, 500))], Buttons = [button] }, Incident: incident);
    }

    private Ack Told(Answer answer, SlackEvent.Reaction reaction)
    {
        if (answer.Kind == AnswerKind.NotSaved)
        {
            return Ack.Again;
        }

        TellOnce(SlackIds.Event(reaction.EventId), new(reaction.By, reaction.Channel, null, null), answer);
        return Ack.Empty;
    }

    /// <summary>An event comes more than once; what nothing is saved for (an offer, a refusal, a question answered) is told with the first of them.</summary>
    private void TellOnce(DeliveryId id, Telling.To to, Answer answer)
    {
        if (!answer.Repeated && _told.Remember(id.Value))
        {
            afterwards.Do(stop => telling.TellAsync(to, answer, stop));
        }
    }

    /// <summary>The incident that the first of these belongs to; null where none belongs to any.</summary>
    private async Task<IncidentId?> OwnerAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            if (DocumentContent.Of(await store.FindAsync(key, cancellationToken)) is { Stream: { } owner } && IncidentId.TryParse(owner, out var id))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>What became of an incident's room stands in its timeline; of other channels nothing is kept.</summary>
    private async Task<Ack> NoteAsync(string channel, string eventId, string what, CancellationToken cancellationToken)
    {
        var place = new PlaceRef(SlackModule.Name, channel);
        if (DocumentContent.Of(await store.FindAsync(Keys.Owner(place), cancellationToken)) is not { Stream: { } owner })
        {
            return Ack.Empty;
        }

        var answer = await HandleAsync(new InboundRequest(SlackIds.Event(eventId), Actor.Bot, place, new Input.Press($"note {owner} {what}")) { Membership = Membership.Member }, new SlackUser("U0", null, null));
        return answer.Kind == AnswerKind.NotSaved ? Ack.Again : Ack.Empty;
    }

    /// <summary>A channel that is shared gets another id; everything that names it is written anew.</summary>
    private async Task<Ack> MoveAsync(SlackEvent.ChannelMoved moved, CancellationToken cancellationToken)
    {
        var (from, to) = (new PlaceRef(SlackModule.Name, moved.From), new PlaceRef(SlackModule.Name, moved.To));
        if (DocumentContent.Of(await store.FindAsync(Keys.Owner(from), cancellationToken)) is not { Stream: { } owner })
        {
            return Ack.Empty;
        }

        var stream = new StreamId(owner);
        var raised = DocumentContent.Of(await store.FindAsync(Keys.RaisedRoom(stream, SlackModule.Name), cancellationToken))?.Place == from;
        var room = raised ? Keys.RaisedRoom(stream, SlackModule.Name) : Keys.Room(stream, SlackModule.Name);
        var roomCard = raised ? Keys.RaisedRoomCard(stream, SlackModule.Name) : Keys.RoomCard(stream, SlackModule.Name);
        var card = DocumentContent.Of(await store.FindAsync(roomCard, cancellationToken))?.Message;
        var change = new Change
        {
            Documents =
            [
                new DocumentContent(Stream: owner).Under(Keys.Owner(to)),
                new DocumentContent(Place: to).Under(room),
                .. card is not null && string.Equals(card.Place, moved.From, StringComparison.Ordinal) ? [new DocumentContent(Message: card with { Place = moved.To }).Under(roomCard)] : Array.Empty<Document>(),
            ],
        };
        var result = await writer.UnderLockAsync([stream], () => MoveAsync(moved, stream, change, cancellationToken), cancellationToken);
        return result is CommitResult.Saved ? Ack.Empty : Ack.Again;
    }

    /// <summary>Cards and links lead to the room: with the new id in its history they are drawn anew. Null when another instance was faster.</summary>
    private async Task<CommitResult?> MoveAsync(SlackEvent.ChannelMoved moved, StreamId stream, Change change, CancellationToken cancellationToken)
    {
        if (await store.LoadAsync(stream, cancellationToken) is { } history && writer.Fold(history) is var incident
            && string.Equals(incident.RoomIds.GetValueOrDefault(SlackModule.Name), moved.From, StringComparison.Ordinal) && incident.Rooms.TryGetValue(SlackModule.Name, out var name))
        {
            var consequences = writer.Append(history, incident, [new RoomOpened(SlackModule.Name, moved.To, name, Moved: true)], Actor.Bot, time.GetUtcNow());
            change = change with { Appends = [consequences.Append], Outbox = consequences.Outbox };
        }

        return await writer.CommitAsync(change) is var result and not CommitResult.Conflict ? result : null;
    }
}
