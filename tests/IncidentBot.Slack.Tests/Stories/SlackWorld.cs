using System.Text.Json.Nodes;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Settings;
using IncidentBot.Core.Timers;
using IncidentBot.Slack.Outbound;
using IncidentBot.Slack.Tests.Outbound;
using IncidentBot.TestKit;
using IncidentBot.TestKit.Doubles;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Slack.Tests.Stories;

/// <summary>Desk, timers, sender and the Slack chat over a workspace in memory, on one thread and one clock that only the test moves.</summary>
internal sealed class SlackWorld : IDisposable
{
    private static readonly PlaceRef Personal = new(SlackModule.Name, "D0ANNA");

    private readonly OneThread _thread = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SlackApi _api;
    private readonly CommandDesk _desk;

    public SlackWorld(bool reconcile = true)
    {
        Slack = new FakeSlack(Time);
        Store = new MemoryStore(Time);
        var options = new SlackOptions { BotToken = new Secret("xoxb-1") };
        _api = new SlackApi(Slack, options, Time, NullLogger<SlackApi>.Instance);
        var shared = new SharedChannels(_api, options, Time, NullLogger<SharedChannels>.Instance);
        var chat = new SlackChat(_api, options, new Workspace(_api, options.KnownAppId, Time, NullLogger<Workspace>.Instance), new AnnouncementChannel(_api, options, shared, NullLogger<AnnouncementChannel>.Instance), shared, Some.Roster, Time, NullLoggerFactory.Instance);
        var writer = new IncidentWriter(Store, Some.Roster);
        _desk = new CommandDesk(Store, writer, new DeskSettings(Some.Roster, ProcedureBook.Default(), [chat.Name]), Time, NullLogger<CommandDesk>.Instance);
        var delivering = new Delivering(Store, writer, Time, NullLogger<Delivering>.Instance);
        var sender = new OutboxSender(chat, Store, delivering, new SenderSettings { Reconcile = reconcile }, Time, NullLogger<OutboxSender>.Instance);
        var sweep = new TimerSweep(Store, new DueTimers(Store, writer, Time, NullLogger<DueTimers>.Instance), Time, NullLogger<TimerSweep>.Instance);
        _thread.Enter();
        Loops = Task.WhenAll(sender.RunAsync(_stop.Token), sweep.RunAsync(_stop.Token));
        _thread.Drain();
    }

    public FakeTimeProvider Time { get; } = new(Some.Noon);

    public FakeSlack Slack { get; }

    public MemoryStore Store { get; }

    private Task Loops { get; }

    /// <summary>Everything that was ever posted, in the order of its channel.</summary>
    public IEnumerable<FakeSlack.Message> Messages => Slack.Channels.SelectMany(channel => channel.Messages);

    /// <summary>Messages that stand there more than once, by what the bot finds them by.</summary>
    public IEnumerable<string> Doubled => Messages.GroupBy(Marker, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key);

    public IEnumerable<string> Dead => Store.Settled.Where(row => row.End is Outcome.Dead).Select(row => $"{row.Row.Id}: {((Outcome.Dead)row.End).Why}");

    public static string Marker(FakeSlack.Message message) => (string)JsonNode.Parse(message.Fields["metadata"])!["event_payload"]!["op"]!;

    public async Task SayAsync(string line, Actor who)
    {
        var answer = await _desk.HandleAsync(new Core.Desk.Inbound(Some.Delivery(), who, Personal, new Input.Line(line)), CancellationToken.None);
        Assert.True(answer.Kind == AnswerKind.Done, $"{line}: {answer.Text}");
        Pass(TimeSpan.FromSeconds(1));
    }

    /// <summary>Second by second; every loop has done what it can when this returns.</summary>
    public void Pass(TimeSpan time)
    {
        _thread.Enter();
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            _thread.Drain();
        }
    }

    /// <summary>Until nothing waits any more; false when something still does after so long.</summary>
    public bool Settle(TimeSpan atMost)
    {
        for (var left = atMost; left > TimeSpan.Zero && Store.Unsettled.Count > 0; left -= TimeSpan.FromSeconds(1))
        {
            Pass(TimeSpan.FromSeconds(1));
        }

        return Store.Unsettled.Count == 0;
    }

    public void Dispose()
    {
        _stop.Cancel();
        while (!Loops.IsCompleted)
        {
            Pass(TimeSpan.FromSeconds(1));
        }

        _api.Dispose();
        _stop.Dispose();
    }
}
