using System.Text.Json;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Outbound;

/// <summary>The incident's own channel: made once, adopted when a lost answer made it, a thread of the announcement where none may be made.</summary>
internal sealed partial class Rooms(SlackApi api, Workspace workspace, PeopleRoster roster, Verdict verdict, TimeProvider time, ILogger<Rooms> log)
{
    private readonly SlackGroups _groups = new(api, roster, time);

    private const int NamesTried = 3;
    private const int NameLength = 76;
    private const int TopicLength = 250;
    private const int InvitedAtOnce = 30;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    /// <summary>Clocks differ between here and Slack.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(60);

    public async Task<Outcome> OpenAsync(Delivery delivery, Operation.OpenRoom open, CancellationToken cancellationToken)
    {
        if (open.ThreadOf is not null)
        {
            return Thread(delivery.Message!, null);
        }

        SlackReply reply = new SlackReply.Refused("name_taken", null, [], default);
        foreach (var name in Names(open.Name))
        {
            reply = await api.CallAsync(new SlackCall("conversations.create").With("name", name).With("is_private", open.Private), cancellationToken);
            if (reply is SlackReply.Refused { Class: FailureClass.NameTaken })
            {
                var (ours, trouble) = await OursAsync([name], delivery.Claimed, cancellationToken);
                if (ours is not null)
                {
                    return new Outcome.Sent(Place: new SlackPlace(ours).AsRef());
                }

                if (trouble is not null)
                {
                    return Unlisted(trouble);
                }

                continue;
            }

            break;
        }

        if (reply is SlackReply.Fine fine)
        {
            // Its purpose is the topic's to say: each would be announced in the channel.
            return fine.Text("channel", "id") is { } id ? new Outcome.Sent(Place: new SlackPlace(id).AsRef()) : new Outcome.Unknown("Slack's answer names no channel.");
        }

        return reply is SlackReply.Refused { Class: not (FailureClass.Credentials or FailureClass.Slow) } refused
            ? Instead(delivery, open, refused)
            : verdict.Of(reply, "make a channel");
    }

    /// <summary>Was it made by a try whose answer was lost?</summary>
    public async Task<Outcome> FindAsync(Delivery delivery, Operation.OpenRoom open, CancellationToken cancellationToken)
    {
        if (open.ThreadOf is not null)
        {
            return new Outcome.NotThere();
        }

        var (ours, trouble) = await OursAsync([.. Names(open.Name)], delivery.Claimed, cancellationToken);
        if (ours is not null)
        {
            return new Outcome.Sent(Place: new SlackPlace(ours).AsRef());
        }

        if (trouble is not null)
        {
            return Unlisted(trouble);
        }

        return new Outcome.NotThere();
    }

    public async Task<Outcome> InviteAsync(Delivery delivery, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        var place = SlackPlace.Of(delivery.Place!);
        if (place.Thread is not null)
        {
            // a thread has no members: who is called there, sees it
            return new Outcome.Unsupported();
        }

        List<string> refusals = [];
        List<string> everybody = [];
        foreach (var person in people)
        {
            if (SlackUsers.GroupOf(roster, person) is null)
            {
                everybody.Add(person);
            }
            else if (roster.Members.Of(person) is null && await _groups.LookAsync(person, cancellationToken) is { } reply and not SlackReply.Fine)
            {
                if (reply is not SlackReply.Refused { Class: not (FailureClass.Credentials or FailureClass.Slow) } refused)
                {
                    return reply is SlackReply.Unclear unclear ? new Outcome.Later(null, unclear.Why) : verdict.Of(reply, "look who is in a group");
                }

                // The others come all the same.
                refusals.Add($"the group {SlackUsers.GroupOf(roster, person)} ({refused.Error})");
            }

            everybody.AddRange(roster.Members.Of(person) ?? []);
        }

        var users = everybody.Select(person => SlackUsers.Of(roster, person)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        foreach (var some in users.Chunk(InvitedAtOnce))
        {
            if (await InviteAsync(place.Channel, some, refusals, cancellationToken) is { } failed)
            {
                return failed;
            }
        }

        return refusals.Count == 0
            ? new Outcome.Sent()
            : new Outcome.Dead($"Slack did not let the bot invite {string.Join(", ", refusals)}.", "Invite them by hand: /invite @name");
    }

    public async Task<Outcome> TopicAsync(Delivery delivery, string topic, CancellationToken cancellationToken)
    {
        var place = SlackPlace.Of(delivery.Place!);
        if (place.Thread is not null)
        {
            return new Outcome.Unsupported();
        }

        // Every change is announced in the channel, so a topic that stands there already is left alone.
        var wanted = Words.Cut(Harmless(Words.Clean(topic)), TopicLength);
        if (await api.CallAsync(new SlackCall("conversations.info").In(place.Channel), cancellationToken) is SlackReply.Fine info
            && string.Equals(info.Text("channel", "topic", "value"), Mrkdwn.Escape(wanted), StringComparison.Ordinal))
        {
            return new Outcome.Sent();
        }

        return verdict.Of(await InsideAsync(place.Channel, new SlackCall("conversations.setTopic").In(place.Channel).With("topic", wanted), cancellationToken), "set the topic");
    }

    /// <summary>Slack does not say whether it reads mentions in a topic; without these two signs there is none to read, escaped or not.</summary>
    private static string Harmless(string topic) => topic.Replace('<', '‹').Replace('>', '›');

    public async Task<Outcome> PinAsync(MessageRef message, CancellationToken cancellationToken)
    {
        var place = SlackPlace.Parse(message.Place);
        return place.Thread is not null
            ? new Outcome.Unsupported()
            : verdict.Of(await InsideAsync(place.Channel, new SlackCall("pins.add").In(place.Channel).With("timestamp", message.Id), cancellationToken), "pin the card");
    }

    /// <summary>A bookmark. Asked for again, it is looked for first: Slack would keep it twice.</summary>
    public async Task<Outcome> BookmarkAsync(Delivery delivery, Operation.Bookmark link, CancellationToken cancellationToken)
    {
        var place = SlackPlace.Of(delivery.Place!);
        if (place.Thread is not null)
        {
            return new Outcome.Unsupported();
        }

        if (delivery.Claimed.Attempt > 1 && await api.CallAsync(new SlackCall("bookmarks.list").With("channel_id", place.Channel), cancellationToken) is SlackReply.Fine known
            && known.Items("bookmarks").Any(bookmark => ChannelList.Text(bookmark, "link") == link.Url))
        {
            return new Outcome.Sent();
        }

        var reply = await InsideAsync(place.Channel, new SlackCall("bookmarks.add").With("channel_id", place.Channel).With("title", Words.Cut(Words.Clean(link.Title), TopicLength)).With("type", "link").With("link", link.Url), cancellationToken);

        // Optional: without the scope the links stand in the messages and under `links`, and the doctor says what is left out.
        return reply is SlackReply.Refused { Error: "missing_scope" } ? new Outcome.Unsupported() : verdict.Of(reply, "keep a link");
    }

    public async Task<Outcome> ArchiveAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var place = SlackPlace.Of(delivery.Place!);
        return place.Thread is not null
            ? new Outcome.Unsupported()
            : verdict.Of(await InsideAsync(place.Channel, new SlackCall("conversations.archive").In(place.Channel), cancellationToken), "archive the room");
    }

    /// <summary>Somebody threw the bot out: it comes back once, where it may, and does what it came for.</summary>
    private async Task<SlackReply> InsideAsync(string channel, SlackCall call, CancellationToken cancellationToken)
    {
        var reply = await api.CallAsync(call, cancellationToken);
        return reply is SlackReply.Refused { Error: "not_in_channel" } && await api.CallAsync(new SlackCall("conversations.join").In(channel), cancellationToken) is SlackReply.Fine
            ? await api.CallAsync(call, cancellationToken)
            : reply;
    }

    private static IEnumerable<string> Names(string name) =>
        Enumerable.Range(1, NamesTried).Select(number => number == 1 ? Cut(name, NameLength) : $"{Cut(name, NameLength - 2)}-{number}");

    private static string Cut(string name, int length) => name.Length <= length ? name : name[..length].TrimEnd('-');

    /// <summary>A thread under the card, with the reason; it waits a moment for a card that is on its way.</summary>
    private Outcome Instead(Delivery delivery, Operation.OpenRoom open, SlackReply.Refused refused)
    {
        if (open.ElseThreadOf is null || delivery.NothingElse)
        {
            Log.NoRoom(log, refused.Error);
        }
        else
        {
            Log.NoChannel(log, refused.Error);
        }

        var dead = verdict.Of(refused, "make a channel");
        return open.ElseThreadOf is null || delivery.NothingElse ? dead
            : delivery.Else is { } card ? Thread(card, $"Slack did not let the bot make a channel ({refused.Error}). {Verdict.Mend(refused)}")
            : new Outcome.Later(time.GetUtcNow() + Moment, "No channel can be made; the room waits for the card under which it will be.");
    }

    private static Outcome.Sent Thread(MessageRef card, string? why) => new(Place: (SlackPlace.Parse(card.Place) with { Thread = card.Id }).AsRef(), Instead: why);

    /// <summary>A channel of one of these names that the bot made since the first try: an older one belongs to another life of the bot.</summary>
    private async Task<(string? Id, SlackReply? Trouble)> OursAsync(IReadOnlyList<string> names, Claimed claimed, CancellationToken cancellationToken)
    {
        if (await workspace.FindAsync(cancellationToken) is not { } me)
        {
            return (null, new SlackReply.NotSent("Slack does not say who the bot is."));
        }

        var since = (claimed.FirstAttemptAt - Before).ToUnixTimeSeconds();
        var (channel, trouble) = await ChannelList.FindAsync(
            api,
            channel => ChannelList.Text(channel, "creator") == me.User && Seconds(channel, "created") >= since && names.Contains(ChannelList.Text(channel, "name"), StringComparer.Ordinal),
            cancellationToken);
        return (channel is { } found ? ChannelList.Text(found, "id") : null, trouble);
    }

    private Outcome Unlisted(SlackReply trouble) => trouble is SlackReply.Unclear unclear ? new Outcome.Later(null, unclear.Why) : verdict.Of(trouble, "look for its channel");

    /// <summary>Null when it went well enough to go on. One who cannot come keeps nobody else out: the others are invited again without them.</summary>
    private async Task<Outcome?> InviteAsync(string channel, IReadOnlyList<string> users, List<string> refusals, CancellationToken cancellationToken)
    {
        if (users.Count == 0)
        {
            return null;
        }

        var reply = await InsideAsync(channel, new SlackCall("conversations.invite").In(channel).With("users", string.Join(',', users)).With("force", true), cancellationToken);
        if (reply is SlackReply.Fine)
        {
            return null;
        }

        if (reply is not SlackReply.Refused refused || !Failed(refused, users, out var failed))
        {
            return reply is SlackReply.Refused { Class: FailureClass.AlreadySo } && users.Count == 1 ? null : verdict.Of(reply, "invite people");
        }

        refusals.AddRange(failed.Where(one => SlackErrors.ClassOf(one.Error) != FailureClass.AlreadySo).Select(one => $"{NameOf(one.User)} ({one.Error})"));
        return await InviteAsync(channel, [.. users.Except(failed.Select(one => one.User), StringComparer.Ordinal)], refusals, cancellationToken);
    }

    /// <summary>Who of them could not be invited, and why. False when Slack does not say, so that asking again would change nothing.</summary>
    private static bool Failed(SlackReply.Refused refused, IReadOnlyList<string> users, out IReadOnlyList<(string User, string Error)> failed)
    {
        failed = refused.Body.ValueKind == JsonValueKind.Object && refused.Body.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? [.. errors.EnumerateArray().Where(error => ChannelList.Text(error, "user") is { } user && users.Contains(user, StringComparer.Ordinal)).Select(error => (ChannelList.Text(error, "user")!, ChannelList.Text(error, "error") ?? "unknown"))]
            : users.Count == 1 && refused.Error is "cant_invite" or "user_not_found" or "user_is_restricted" or "user_is_ultra_restricted" or "ura_max_channels" ? [(users[0], refused.Error)] : [];
        return failed.Count > 0;
    }

    private string NameOf(string user) => roster.FindByChat(SlackModule.Name, user)?.Name ?? user;

    private static long Seconds(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) ? (long)seconds : 0;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Slack lets the bot make no channel ({Error}); the room is a thread")]
        public static partial void NoChannel(ILogger logger, string error);

        [LoggerMessage(2, LogLevel.Warning, "Slack lets the bot make no channel ({Error}); there is no room, and what was to be said there goes to people directly or to the announcement channel")]
        public static partial void NoRoom(ILogger logger, string error);
    }
}
