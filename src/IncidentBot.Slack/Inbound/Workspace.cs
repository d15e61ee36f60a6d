using IncidentBot.Slack.Outbound;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Inbound;

/// <summary>Who we are in this workspace, asked of Slack until it answers. Until then people's teams cannot be compared, and nothing waits for it.</summary>
internal sealed partial class Workspace(SlackApi api, TimeProvider time, ILogger<Workspace> log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private volatile Known? _known;
    private volatile string? _expelled;

    /// <summary>Null until Slack has answered.</summary>
    public string? Team => _known?.Team;

    public string? BotUser => _known?.BotUser;

    public string? App => _known?.App;

    /// <summary>A sentence when the app was taken out of the workspace; null while it is in.</summary>
    public string? Expelled => _expelled;

    /// <summary>A request of another app is none of ours, whoever signed it.</summary>
    public bool IsOther(string? app) => app is not null && App is { } ours && !string.Equals(app, ours, StringComparison.Ordinal);

    public bool IsOutside(string? team) => team is not null && Team is { } ours && !string.Equals(team, ours, StringComparison.Ordinal);

    public void Expel(string why) => _expelled = why;

    /// <summary>Only a frame of Slack's names the app with certainty; the Web API may not tell.</summary>
    public void Learn(string app) => _known = (_known ?? new Known(null, null, null)) with { App = app };

    /// <summary>Returns when Slack has said who we are.</summary>
    public async Task FindOutAsync(CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (await api.CallAsync(new SlackCall("auth.test"), cancellationToken) is SlackReply.Fine fine)
            {
                var app = _known?.App ?? (fine.Text("bot_id") is { } bot && await api.CallAsync(new SlackCall("bots.info").With("bot", bot), cancellationToken) is SlackReply.Fine about ? about.Text("bot", "app_id") : null);
                _known = new Known(fine.Text("team_id"), fine.Text("user_id"), app);
                Log.Found(log, fine.Text("team_id"));
                return;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private sealed record Known(string? Team, string? BotUser, string? App);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "In Slack as the app of team {Team}")]
        public static partial void Found(ILogger logger, string? team);
    }
}
