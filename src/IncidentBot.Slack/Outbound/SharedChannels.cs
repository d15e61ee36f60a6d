using System.Collections.Concurrent;
using System.Text.Json;
using IncidentBot.Core.Messages;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Outbound;

/// <summary>
/// Which channels people of another organisation read along in (Slack Connect): nothing is announced there, and nothing of a private incident
/// is said there (docs/adr/0011-where-others-read-along.md). All channels are read at the start and then every hour; events, and what is looked
/// up in between, are newer. A share that nobody has accepted yet counts: whoever accepts it reads what was said before.
/// </summary>
internal sealed partial class SharedChannels(SlackApi api, SlackOptions options, TimeProvider time, ILogger<SharedChannels> log)
{
    private const int Most = 100_000;
    private const int MostAsked = 10_000;
    private static readonly TimeSpan ReadEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    /// <summary>Longer than one reading is from the next.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromHours(2);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _asked = new(StringComparer.Ordinal);
    private readonly string _announcement = options.AnnouncementChannel.TrimStart('#');
    private volatile string? _announcementId;

    /// <summary>A sentence, without a full stop, while the announcement channel is read by others; null else.</summary>
    public string? Trouble => _announcementId is { } id && IsShared(id) ? $"#{_announcement} is shared with another organisation: nothing is announced there" : null;

    /// <summary>What a person does about <see cref="Trouble"/>.</summary>
    public const string Mend = "Announce in a channel of your own (Slack:AnnouncementChannel), or end the sharing in Slack.";

    /// <summary>What a public channel is called; null for others, whose names are not everybody's, and while Slack has not said.</summary>
    public string? NameOf(string channel) => _known.GetValueOrDefault(channel)?.Name;

    /// <summary>From memory, at once; false while Slack has not said.</summary>
    public bool IsShared(string channel) => _known.TryGetValue(channel, out var known) && known.Shared;

    /// <summary>Nothing recent is known, and nobody has been told so in the last minute: Slack is to be asked, by whoever waits for nothing.</summary>
    public bool ShouldLook(string channel)
    {
        var now = time.GetUtcNow();
        if (IsFresh(channel) || (_asked.TryGetValue(channel, out var at) && now - at < Retry))
        {
            return false;
        }

        if (_asked.Count >= MostAsked)
        {
            _asked.Clear();
        }

        _asked[channel] = now;
        return true;
    }

    /// <summary>What is known is recent, or there is nothing to know: nobody else is in a chat with the bot.</summary>
    private bool IsFresh(string channel) => channel[0] is 'D' or 'U' or 'W' || (_known.TryGetValue(channel, out var known) && time.GetUtcNow() - known.At < FreshFor);

    /// <summary>The same, and Slack is asked where nothing recent is known. What it does not tell counts as it did.</summary>
    public async ValueTask<bool> LookAsync(string channel, CancellationToken cancellationToken)
    {
        if (!IsFresh(channel))
        {
            switch (await api.CallAsync(new SlackCall("conversations.info").In(channel), cancellationToken))
            {
                case SlackReply.Fine fine when fine.Body.TryGetProperty("channel", out var found) && found.ValueKind == JsonValueKind.Object:
                    Learn(found);
                    break;

                // It may not be looked at; asking again with every message changes nothing.
                case SlackReply.Refused { Class: not FailureClass.Credentials }:
                    Learn(channel, IsShared(channel));
                    break;
            }
        }

        return IsShared(channel);
    }

    /// <summary>Null where it may be said; else it waits, as long as messages do, for somebody to end the sharing.</summary>
    public async ValueTask<Outcome?> HoldAsync(string channel, bool isPrivate, CancellationToken cancellationToken) =>
        (isPrivate || IsAnnouncement(channel)) && await LookAsync(channel, cancellationToken)
            ? new Outcome.Later(time.GetUtcNow() + Retry, isPrivate ? "The private room is shared with another organisation. End the sharing in Slack." : $"The announcement channel is shared with another organisation. {Mend}")
            : null;

    /// <summary>An event says so.</summary>
    public void Learn(string channel, bool shared) => Learn(channel, null, isPrivate: false, shared);

    /// <summary>As Slack describes a channel. A share within one organisation (<c>is_shared</c>, <c>is_org_shared</c>) does not count.</summary>
    public void Learn(JsonElement channel)
    {
        if (ChannelList.Text(channel, "id") is { } id)
        {
            Learn(id, ChannelList.Text(channel, "name"), Is(channel, "is_private"), Is(channel, "is_ext_shared") || Is(channel, "is_pending_ext_shared"));
        }
    }

    /// <summary>Ends only with the process.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // None is looked for: each is looked at.
            var (_, trouble) = await ChannelList.FindAsync(
                api,
                channel =>
                {
                    Learn(channel);
                    return false;
                },
                cancellationToken);
            await Task.Delay(trouble is null ? ReadEvery : Retry, time, cancellationToken);
        }
    }

    /// <summary>From memory, at once; by its name only once Slack has said which channel has it.</summary>
    public bool IsAnnouncement(string channel) => string.Equals(channel, _announcementId ?? _announcement, StringComparison.Ordinal);

    private void Learn(string id, string? name, bool isPrivate, bool shared)
    {
        var before = IsShared(id);
        if (_known.Count >= Most && !_known.ContainsKey(id) && !shared)
        {
            return;
        }

        _known[id] = new Known(isPrivate ? null : name ?? NameOf(id), shared, time.GetUtcNow());
        if (id == _announcement || (name == _announcement && name is not null))
        {
            _announcementId = id;
        }

        if (id == _announcementId && shared != before)
        {
            Say(shared);
        }
    }

    private void Say(bool shared)
    {
        if (shared)
        {
            Log.Shared(log, Trouble!);
        }
        else
        {
            Log.Alone(log);
        }
    }

    private static bool Is(JsonElement channel, string name) => channel.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <param name="Name">Null while only an event has named it, and for private ones.</param>
    private sealed record Known(string? Name, bool Shared, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{What}. Announce in a channel of your own (Slack:AnnouncementChannel), or end the sharing in Slack")]
        public static partial void Shared(ILogger logger, string what);

        [LoggerMessage(2, LogLevel.Information, "The announcement channel is shared with no other organisation any more")]
        public static partial void Alone(ILogger logger);
    }
}
