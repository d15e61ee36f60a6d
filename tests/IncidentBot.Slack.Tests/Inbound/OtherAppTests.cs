using System.Text;
using IncidentBot.Core.Settings;
using IncidentBot.Slack.Outbound;
using IncidentBot.Slack.Tests.Inbound.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>Requests that name another app than ours: two of them may share a command, and a secret by mistake.</summary>
public sealed class OtherAppTests
{
    private const string Other = "A0OTHERAPP1";

    [Fact]
    public async Task They_are_refused_on_every_road_from_the_first_one_on_where_the_settings_name_the_app()
    {
        await using var slack = new SlackDriver(appId: SlackDriver.App);
        slack.Slack.Holds = call => call.Method is "auth.test" or "bots.info" ? new TaskCompletionSource().Task : Task.CompletedTask;

        Assert.Equal(401, (await slack.PostAsync("commands", Command(Other))).Status);
        Assert.Equal(401, (await slack.InteractAsync(new { type = "block_actions", api_app_id = Other, user = new { id = "U0COMMANDER" }, actions = new[] { new { type = "button", action_id = "press/0", value = "p1 checkout" } } })).Status);
        Assert.Equal(401, (await slack.InteractAsync(new { type = "view_closed", api_app_id = Other })).Status);
        Assert.Equal(401, (await slack.PostAsync("events", Encoding.UTF8.GetBytes(Payloads.Text("event.app_mention.json").Replace(SlackDriver.App, Other, StringComparison.Ordinal)), "application/json")).Status);
        Assert.Empty(slack.Store.Saved);
        Assert.Equal(200, (await slack.PostAsync("commands", Command(SlackDriver.App))).Status);
    }

    [Fact]
    public async Task Where_they_do_not_Slack_is_asked_until_it_says_and_till_then_the_signature_counts()
    {
        var (time, slack, asked) = (new FakeTimeProvider(), new ScriptedSlack(), 0);
        slack.Answers = call => call.Method is "auth.test" ? """{"ok":true,"team_id":"T1","user_id":"U1","bot_id":"B1"}"""
            : ++asked < 3 ? """{"ok":false,"error":"internal_error"}"""
            : $$$"""{"ok":true,"bot":{"app_id":"{{{SlackDriver.App}}}"}}""";
        using var api = new SlackApi(slack, new SlackOptions { BotToken = new Secret("xoxb-1") }, time, NullLogger<SlackApi>.Instance);
        var workspace = new Workspace(api, null, time, NullLogger<Workspace>.Instance);
        await workspace.FindOutAsync(CancellationToken.None);

        Assert.False(workspace.IsOther(Other));
        var finding = workspace.FindAppAsync(CancellationToken.None);
        while (!finding.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        Assert.Equal((3, true, false), (asked, workspace.IsOther(Other), workspace.IsOther(SlackDriver.App)));
    }

    private static byte[] Command(string app) => SlackDriver.Form(("command", "/incident"), ("text", "help"), ("user_id", "U0COMMANDER"), ("team_id", SlackDriver.Team), ("channel_id", "C0INCIDENTS"), ("api_app_id", app), ("trigger_id", $"1.{app}.0123456789abcdef0123456789abcdef"));
}
