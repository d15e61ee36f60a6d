using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Outbound;

/// <summary>The configured announcement channel as an id: looked up by name once, joined where the bot may.</summary>
internal sealed partial class AnnouncementChannel(SlackApi api, SlackOptions options, SharedChannels shared, ILogger<AnnouncementChannel> log)
{
    private volatile string? _id = IsId(options.AnnouncementChannel) ? options.AnnouncementChannel : null;

    private string Name => options.AnnouncementChannel.TrimStart('#');

    /// <summary>The id; or the reply that says why there is none. A refusal <c>channel_not_found</c> means that no channel has this name.</summary>
    public async Task<(string? Id, SlackReply? Trouble)> FindAsync(CancellationToken cancellationToken)
    {
        if (_id is { } known)
        {
            return (known, null);
        }

        var (found, trouble) = await ChannelList.FindAsync(api, channel => ChannelList.Text(channel, "name") == Name, cancellationToken);
        if (found is not { } channel)
        {
            return (null, trouble ?? new SlackReply.Refused("channel_not_found", null, [], default));
        }

        shared.Learn(channel);
        _id = ChannelList.Text(channel, "id");
        if (!Is(channel, "is_member") && !Is(channel, "is_private"))
        {
            await JoinAsync(_id!, cancellationToken);
        }

        return (_id, null);
    }

    /// <summary>Ids change and channels are made anew under the same name: the next one who asks looks again.</summary>
    public void Forget() => _id = IsId(options.AnnouncementChannel) ? options.AnnouncementChannel : null;

    /// <summary>True when the bot is in it now. Only public channels can be joined without being asked.</summary>
    public async Task<bool> JoinAsync(string channel, CancellationToken cancellationToken)
    {
        var reply = await api.CallAsync(new SlackCall("conversations.join").In(channel), cancellationToken);
        if (reply is SlackReply.Fine)
        {
            Log.Joined(log, channel);
        }

        return reply is SlackReply.Fine;
    }

    private static bool Is(JsonElement channel, string name) => channel.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static bool IsId(string text) => text.Length >= 7 && text[0] is 'C' or 'G' && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Joined the channel {Channel}")]
        public static partial void Joined(ILogger logger, string channel);
    }
}
