using System.Net;
using System.Text;
using IncidentBot.Tests.Stories;

namespace IncidentBot.Tests.SlackStories;

/// <summary>Whoever is not Slack finds no way in: over the real web server, on every address that there is.</summary>
public sealed class UnsignedTests
{
    private static readonly string[] Slack =
    [
        "Slack:Mode=Http", "Slack:ApiBaseUrl=http://127.0.0.1:1/api/", "Slack:BotToken=xoxb-1", "Slack:SigningSecret=0123456789abcdef0123456789abcdef", "Logging:Level=Warning",
    ];

    [Fact]
    public async Task An_unsigned_request_to_every_address_of_Slack_is_answered_401_with_nothing()
    {
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", Slack);
        var routes = bot.Routes.Where(route => route.Contains("/slack/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["POST /slack/commands", "POST /slack/events", "POST /slack/interactions", "POST /slack/options"], routes);

        foreach (var route in routes)
        {
            foreach (var type in new[] { "application/x-www-form-urlencoded", "application/json" })
            {
                using var body = new StringContent("command=%2Fincident&text=p1+x&user_id=U1&channel_id=C1", Encoding.UTF8, type);
                using var response = await bot.Client.PostAsync(route.Split(' ')[1], body);

                Assert.Equal((HttpStatusCode.Unauthorized, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
            }
        }

        Assert.DoesNotContain("INC-", (await bot.GetAsync("/api/incidents")).ToString(), StringComparison.Ordinal);
        Assert.Single(bot.Log.Events, line => line.MessageTemplate.Text.Contains("that are not Slack's were refused", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Slack:Mode=Socket", "Slack:AppToken=xapp-1")]
    [InlineData("Slack:Mode=Off", "Slack:AppToken=")]
    public async Task Where_a_socket_is_used_or_no_Slack_at_all_there_is_no_address(string mode, string token)
    {
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", [.. Slack[1..], mode, token]);

        Assert.DoesNotContain(bot.Routes, route => route.Contains("slack", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_that_never_comes_holds_up_nobody()
    {
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", Slack);
        var port = bot.Client.BaseAddress!.Port;
        var slow = new List<System.Net.Sockets.TcpClient>();
        for (var i = 0; i < 200; i++)
        {
            var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            var moment = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\nX-Slack-Request-Timestamp: {moment}\r\nX-Slack-Signature: v0={new string('0', 64)}\r\n\r\n{{"));
            slow.Add(client);
        }

        var (status, text) = await bot.SayAsync("p1 checkout is down");

        Assert.Equal(200, status);
        Assert.StartsWith("INC-1 declared", text, StringComparison.Ordinal);
        slow.ForEach(client => client.Dispose());
    }
}
