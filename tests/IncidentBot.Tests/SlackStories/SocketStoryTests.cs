using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using IncidentBot.Tests.Stories;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Tests.SlackStories;

/// <summary>The whole bot over Socket Mode: what arrives there is done, and a loop that has given up is seen from outside.</summary>
public sealed class SocketStoryTests
{
    [Fact]
    public async Task A_command_that_comes_by_socket_is_done_and_answered_in_its_acknowledgement()
    {
        var acknowledged = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var slack = await SlackAsync(async http =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await SayAsync(socket, """{"type":"hello","connection_info":{"app_id":"A0EXAMPLE01"}}""");
            await SayAsync(socket, """{"envelope_id":"e1","type":"slash_commands","accepts_response_payload":true,"payload":{"command":"/incident","text":"p1 checkout is down","user_id":"U0ALICE","team_id":"T1","channel_id":"C0INCIDENTS","trigger_id":"1.2.3","api_app_id":"A0EXAMPLE01"}}""");
            var buffer = new byte[16 * 1024];
            var answer = await socket.ReceiveAsync(buffer, CancellationToken.None);
            acknowledged.TrySetResult(Encoding.UTF8.GetString(buffer, 0, answer.Count));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", Settings(slack));

        using var answer = JsonDocument.Parse(await acknowledged.Task.WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Equal("e1", answer.RootElement.GetProperty("envelope_id").GetString());
        Assert.StartsWith("INC-1 declared: P1 checkout is down", answer.RootElement.GetProperty("payload").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("checkout is down", (await bot.GetAsync("/api/incidents/INC-1")).ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await bot.Client.GetAsync("/readyz")).StatusCode);
    }

    [Fact]
    public async Task A_token_that_Slack_refuses_for_good_makes_the_process_not_ready_and_the_doctor_say_why()
    {
        await using var slack = await SlackAsync(_ => Task.CompletedTask, """{"ok":false,"error":"invalid_auth"}""");
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", Settings(slack));

        var ready = await bot.Client.GetAsync("/readyz");
        for (var tries = 0; ready.StatusCode == HttpStatusCode.OK && tries < 200; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            ready = await bot.Client.GetAsync("/readyz");
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("socket to slack: ended by itself", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Slack:AppToken", (await bot.GetAsync("/api/doctor")).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("xapp-1-secret", bot.Log.Everything(), StringComparison.Ordinal);
    }

    private static string[] Settings(WebApplication slack) =>
    [
        "Slack:Mode=Socket", $"Slack:ApiBaseUrl={slack.Urls.First()}/api/", "Slack:BotToken=xoxb-1", "Slack:AppToken=xapp-1-secret", "Logging:Level=Warning",
    ];

    private static async Task<WebApplication> SlackAsync(RequestDelegate link, string? opened = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(http => http.WebSockets.IsWebSocketRequest ? link(http) : http.Response.WriteAsync(http.Request.Path.Value switch
        {
            "/api/apps.connections.open" => opened ?? $$"""{"ok":true,"url":"{{app.Urls.First().Replace("http:", "ws:", StringComparison.Ordinal)}}/link"}""",
            "/api/auth.test" => """{"ok":true,"team_id":"T1","user_id":"U0BOT","bot_id":"B0BOT"}""",
            _ => """{"ok":false,"error":"channel_not_found"}""",
        }));
        await app.StartAsync();
        return app;
    }

    private static Task SayAsync(WebSocket socket, string frame) => socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}
