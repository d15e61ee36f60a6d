using IncidentBot.Core.Desk;
using IncidentBot.Core.Doctor;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Settings;
using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Outbound;
using IncidentBot.Slack.Tests.Outbound;
using IncidentBot.TestKit;
using IncidentBot.TestKit.Doubles;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Slack.Tests.Inbound.Socket;

/// <summary>Slack asks for a long pause before it lets the next socket be opened.</summary>
public sealed class LimitedSocketTests
{
    [Fact]
    public async Task The_loop_lives_while_it_waits_and_says_until_when()
    {
        var time = new FakeTimeProvider(Some.Noon);
        var slack = new FakeSlack(time) { Weather = method => method is "apps.connections.open" ? FakeSlack.Limited(1800) : null };
        var options = new SlackOptions { Mode = SlackMode.Socket, BotToken = new Secret("xoxb-1"), AppToken = new Secret("xapp-1") };
        using var api = new SlackApi(slack, options, time, NullLogger<SlackApi>.Instance);
        var store = new MemoryStore(time);
        var writer = new IncidentWriter(store, Some.Roster);
        var desk = new CommandDesk(store, writer, new DeskSettings(Some.Roster, ProcedureBook.Default(), ["slack"]), time, NullLogger<CommandDesk>.Instance);
        using var inbound = new SlackInbound(options, api, new Workspace(api, null, time, NullLogger<Workspace>.Instance), new SharedChannels(api, options, time, NullLogger<SharedChannels>.Instance), slack, desk, store, writer, Some.Roster, time, NullLoggerFactory.Instance);
        var loop = inbound.Loops.Single(one => one.Name.StartsWith("socket", StringComparison.Ordinal));
        using var stop = new CancellationTokenSource();
        using var beats = new SemaphoreSlim(0);

        var running = loop.RunAsync(() => beats.Release(), stop.Token);
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromMinutes(29); waited += TimeSpan.FromSeconds(10))
        {
            Assert.True(await beats.WaitAsync(TimeSpan.FromSeconds(20)), $"no sign of life after {waited}");
            time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Contains(inbound.Findings(), finding => finding is { Level: Level.Problem } && finding.What.Contains("Slack asks to wait until 12:30 UTC", StringComparison.Ordinal));
        Assert.Single(slack.Calls, call => call.Method == "apps.connections.open");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
