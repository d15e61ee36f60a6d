using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Outbound;

/// <summary>Who the bot is in this workspace.</summary>
/// <param name="Address">Of the workspace, where links into it begin; null where Slack did not say.</param>
internal sealed record BotIdentity(string Team, string User, string? Bot, Uri? Address = null);

/// <summary>Who we are in this workspace, asked of Slack until it answers. Until then people's teams cannot be compared, and nothing waits for it.</summary>
internal sealed partial class Workspace(SlackApi api, string? app, TimeProvider time, ILogger<Workspace> log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private volatile BotIdentity? _known;
    private volatile string? _app = app;
    private volatile string? _expelled;

    /// <summary>Null until Slack has answered.</summary>
    public string? Team => _known?.Team;

    public string? BotUser => _known?.User;

    /// <summary>Where links into it begin; null while Slack has not said.</summary>
    public Uri? Address => _known?.Address;

    public string? App => _app;

    /// <summary>A sentence, without a full stop, while nothing can be sent: the app was taken out of the workspace, or Slack refuses its token. Null while all is well.</summary>
    public string? Trouble => api.TokenTrouble is not { } error ? null : _expelled ?? $"Slack refuses the bot token ({error})";

    /// <summary>A request of another app is none of ours, whoever signed it.</summary>
    public bool IsOther(string? app) => app is not null && App is { } ours && !string.Equals(app, ours, StringComparison.Ordinal);

    public bool IsOutside(string? team) => team is not null && Team is { } ours && !string.Equals(team, ours, StringComparison.Ordinal);

    /// <summary>Slack says that the token does not count any more: nothing leaves until Slack takes it again, however that comes about.</summary>
    public void Expel(bool uninstalled)
    {
        _expelled = uninstalled ? "The app was removed from the Slack workspace" : "The app's token was revoked in Slack";
        Log.Expelled(log, _expelled);
        api.Distrust(uninstalled ? "account_inactive" : "token_revoked");
    }

    /// <summary>A frame of Slack's names the app with certainty; the Web API may not tell, and what is configured may be wrong.</summary>
    public void Learn(string app) => _app = app;

    /// <summary>Asks once; a question that failed is asked again the next time. Null while Slack does not say.</summary>
    public async Task<BotIdentity?> FindAsync(CancellationToken cancellationToken)
    {
        if (_known is null && await api.CallAsync(new SlackCall("auth.test"), cancellationToken) is SlackReply.Fine fine && fine.Text("team_id") is { } team && fine.Text("user_id") is { } user)
        {
            Log.Found(log, team);
            _known = new BotIdentity(team, user, fine.Text("bot_id"), Uri.TryCreate(fine.Text("url"), UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address : null);
        }

        return _known;
    }

    /// <summary>Returns when Slack has said who we are.</summary>
    public async Task FindOutAsync(CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; await FindAsync(cancellationToken) is null; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, time, cancellationToken);
        }

    }

    /// <summary>Returns when it is known which app we are, or when Slack will not say.</summary>
    public async Task FindAppAsync(CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; _app is null && _known?.Bot is { } bot; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            switch (await api.CallAsync(new SlackCall("bots.info").With("bot", bot), cancellationToken))
            {
                case SlackReply.Fine about:
                    _app ??= about.Text("bot", "app_id");
                    return;

                case SlackReply.Refused { Class: not FailureClass.Credentials }:
                    return;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "In Slack as the app of team {Team}")]
        public static partial void Found(ILogger logger, string? team);

        [LoggerMessage(2, LogLevel.Critical, "{What}: nothing works in Slack until it is installed again and its new token is set")]
        public static partial void Expelled(ILogger logger, string what);
    }
}
