using IncidentBot.Core.Messages;

namespace IncidentBot.Slack.Outbound;

/// <summary>A conversation of Slack: a channel, or a thread in one. As an id of ours <c>C024BE91L</c> or <c>C024BE91L/1790000000.000100</c>.</summary>
internal readonly record struct SlackPlace(string Channel, string? Thread = null)
{
    public static SlackPlace Of(PlaceRef place) => Parse(place.Id);

    public static SlackPlace Parse(string id) => id.Split('/', 2) is [var channel, var thread] ? new(channel, thread) : new(id);

    /// <summary>A channel as such, and nothing that could be markup.</summary>
    public static bool IsChannel(string id) => id.Length is >= 2 and <= 32 && id[0] is 'C' or 'G' && id.All(char.IsAsciiLetterOrDigit);

    public PlaceRef AsRef() => new(SlackModule.Name, ToString());

    public MessageRef Message(string ts) => new(SlackModule.Name, ToString(), ts);

    public override string ToString() => Thread is null ? Channel : $"{Channel}/{Thread}";
}
