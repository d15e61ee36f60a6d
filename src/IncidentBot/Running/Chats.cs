using IncidentBot.Configuration;
using IncidentBot.Core.Messages;
using IncidentBot.Simulation;
using IncidentBot.Slack;

namespace IncidentBot.Running;

/// <summary>The chats that run with these settings. None is needed: the API works without.</summary>
internal static class Chats
{
    /// <summary>A sender stops faster than the whole process, so that what it sent is settled before the store closes.</summary>
    public static SenderSettings Patience { get; } = new() { StopWithin = TimeSpan.FromSeconds(5) };

    /// <summary>In Development the rooms appear in the terminal. In Production a chat has to be configured.</summary>
    /// <remarks>The first one is home: a conversation that is named without a chat is there.</remarks>
    public static IReadOnlyList<ITarget> For(HostSettings settings, Surroundings around, SlackModule? slack) =>
    [
        .. slack is null ? Array.Empty<ITarget>() : [slack.Chat],
        .. settings.IsDevelopment && !settings.Logging.Json ? new ITarget[] { new TranscriptChat(around.Out, TimeZoneInfo.Local, around.Time) } : [],
    ];
}
