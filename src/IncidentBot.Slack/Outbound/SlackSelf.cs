namespace IncidentBot.Slack.Outbound;

/// <summary>Who the bot is in this workspace.</summary>
internal sealed record BotIdentity(string Team, string User, string? Bot);

/// <summary>Asks once who the token belongs to; a question that failed is asked again the next time.</summary>
internal sealed class SlackSelf(SlackApi api)
{
    private volatile BotIdentity? _known;

    /// <summary>Null while Slack does not say.</summary>
    public async Task<BotIdentity?> FindAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known)
        {
            return known;
        }

        if (await api.CallAsync(new SlackCall("auth.test"), cancellationToken) is SlackReply.Fine fine && fine.Text("team_id") is { } team && fine.Text("user_id") is { } user)
        {
            return _known = new BotIdentity(team, user, fine.Text("bot_id"));
        }

        return null;
    }
}
