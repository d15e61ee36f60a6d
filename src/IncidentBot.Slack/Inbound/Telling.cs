using System.Text.Json.Nodes;
using IncidentBot.Core.Desk;
using IncidentBot.Slack.Outbound;

namespace IncidentBot.Slack.Inbound;

/// <summary>Tells somebody how it went when the reply itself cannot carry it: by the response address, else for their eyes in the channel, else in their own chat.</summary>
internal sealed class Telling(SlackApi api, ResponseUrls urls, AnswerRenderer answers, TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <param name="Channel">Null: there is none; then their own chat.</param>
    internal sealed record To(SlackUser Who, string? Channel, string? Thread, string? ResponseUrl);

    public Task TellAsync(To to, Answer answer, CancellationToken cancellationToken) =>
        answer.Text.Length == 0 ? Task.CompletedTask : TellAsync(to, answer.To, answers.Draw(answer), cancellationToken);

    /// <summary>What did not fit into the reply, below it: Slack is given a moment to show that first.</summary>
    public async Task GoOnAsync(To to, Visibility visibility, IEnumerable<SlackMessage> rest, CancellationToken cancellationToken)
    {
        await Task.Delay(Moment, time, cancellationToken);
        await TellAsync(to, visibility, rest, cancellationToken);
    }

    private async Task TellAsync(To to, Visibility visibility, IEnumerable<SlackMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            await TellAsync(to, visibility, message, cancellationToken);
        }
    }

    private async Task TellAsync(To to, Visibility visibility, SlackMessage message, CancellationToken cancellationToken)
    {
        if (await urls.PostAsync(to.ResponseUrl, AnswerRenderer.Reply(visibility, message), cancellationToken))
        {
            return;
        }

        if (to.Channel is { } channel
            && await api.CallAsync(Said(new SlackCall("chat.postEphemeral").In(channel).With("user", to.Who.Id).With("thread_ts", to.Thread), message), cancellationToken) is SlackReply.Fine or SlackReply.Unclear)
        {
            return;
        }

        await api.CallAsync(Said(new SlackCall("chat.postMessage").In(to.Who.Id).With("unfurl_links", false), message), cancellationToken);
    }

    /// <summary>The trigger lives three seconds, and opens one window.</summary>
    public async Task<Opening> OpenAsync(string? trigger, JsonObject view, bool onTop, CancellationToken cancellationToken) => trigger is null
        ? Opening.Refused
        : await api.CallAsync(new SlackCall(onTop ? "views.push" : "views.open").With("trigger_id", trigger).With("view", view), cancellationToken) switch
        {
            SlackReply.Fine => Opening.Opened,
            SlackReply.Unclear => Opening.Unknown,
            _ => Opening.Refused,
        };

    /// <summary>False when the window is not known to show it: somebody closed it, or Slack did not say.</summary>
    public async Task<bool> ReplaceAsync(string view, JsonObject by, CancellationToken cancellationToken) =>
        await api.CallAsync(new SlackCall("views.update").With("view_id", view).With("view", by), cancellationToken) is SlackReply.Fine;

    private static SlackCall Said(SlackCall call, SlackMessage message) =>
        call.With("text", message.Text).With("blocks", message.Blocks.Count == 0 ? null : (JsonNode)message.Blocks);
}
