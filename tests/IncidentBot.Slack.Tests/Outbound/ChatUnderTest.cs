using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Settings;
using IncidentBot.Core.Store;
using IncidentBot.Slack.Outbound;
using IncidentBot.Slack.Tests.Inbound.Support;
using IncidentBot.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>The chat in a workspace in memory, and claims as the sender would make them.</summary>
internal sealed class ChatUnderTest : IDisposable
{
    public static readonly StreamId Stream = new("INC-7");

    private readonly SlackApi _api;
    private readonly DateTimeOffset _begun;
    private int _rows;

    public ChatUnderTest(string announcements = "incidents", PeopleRoster? roster = null)
    {
        Slack = new FakeSlack(Time);
        _begun = Time.GetUtcNow();
        var options = new SlackOptions { BotToken = new Secret("xoxb-1"), AnnouncementChannel = announcements };
        _api = new SlackApi(Slack, options, Time, NullLogger<SlackApi>.Instance);
        Shared = new SharedChannels(_api, options, Time, NullLogger<SharedChannels>.Instance);
        Chat = new SlackChat(_api, options, new Workspace(_api, options.KnownAppId, Time, NullLogger<Workspace>.Instance), new AnnouncementChannel(_api, options, Shared, NullLogger<AnnouncementChannel>.Instance), Shared, roster ?? Some.Roster, Time, Log);
    }

    public FakeTimeProvider Time { get; } = new(Some.Noon);

    public FakeSlack Slack { get; }

    public WarningLog Log { get; } = new();

    public SlackChat Chat { get; }

    public SharedChannels Shared { get; }

    public static PlaceRef Room(FakeSlack.Channel channel) => new("slack", channel.Id);

    public static Card Card(string words = "hello") => new(words, words) { Blocks = [Block.Text.Of(words)] };

    public FakeSlack.Channel HavingRoom(bool isPrivate = false)
    {
        var room = new FakeSlack.Channel("C0ROOM7", "inc-7-checkout", Time.GetUtcNow().ToUnixTimeSeconds()) { Member = true, Private = isPrivate, Creator = FakeSlack.BotUser };
        Slack.Channels.Add(room);
        return room;
    }

    public Delivery Deliver(Operation operation, PlaceRef? place = null, MessageRef? message = null, Card? card = null, bool again = false, string? row = null)
    {
        var written = new OutboxRow(new RowId(row ?? $"INC-7/1/{_rows++}"), Stream, "slack", "slack:INC-7/room", Urgency.Update, operation, [], null, null, Repeat.Never, Some.Noon.AddDays(3), Some.Noon);
        return new Delivery(new Claimed(written, 1, again ? 2 : 1, _begun, again), place, message, card);
    }

    public Delivery Post(PlaceRef? place = null, string words = "hello", bool again = false, string? row = null) =>
        Deliver(new Operation.Post("x", null, new Body.Fixed(Card(words))), place, card: Card(words), again: again, row: row);

    public async Task<Outcome> Do(Delivery delivery) => await Chat.PerformAsync(delivery, default);

    public async Task<Outcome> Ask(Delivery delivery) => await Chat.ReconcileAsync(delivery, default);

    /// <summary>The clock goes on while something waits for its turn.</summary>
    public async Task<Outcome> Passing(Task<Outcome> work)
    {
        while (!work.IsCompleted)
        {
            Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await work;
    }

    public void Dispose() => _api.Dispose();
}
