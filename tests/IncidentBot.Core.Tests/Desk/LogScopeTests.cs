using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Desk;

/// <summary>A log line is found by incident, verb and delivery, whichever road it came from.</summary>
public sealed class LogScopeTests
{
    private static readonly PlaceRef Room = new("slack", "C7");

    private readonly World _world = new World().With(An.Incident().Numbered(7).P1()).WithRoom(Room, 7);

    [Theory]
    [InlineData("ack INC-7", false, "ack", "INC-7")]
    [InlineData("ack", true, "ack", "INC-7")]
    [InlineData("status INC-7", false, "status", "INC-7")]
    [InlineData("note hello", true, "note", "INC-7")]
    [InlineData("cancel INC-99 never there", false, "cancel", "INC-99")]
    [InlineData("p2 search is slow", false, "declare", "INC-1")]
    [InlineData("list", false, "list", null)]
    public async Task A_command(string line, bool inRoom, string verb, string? incident)
    {
        var log = new ScopedLog<CommandDesk>();
        var desk = new CommandDesk(_world.Store, _world.Writer, new DeskSettings(Some.Roster, ProcedureBook.Default(), ["slack"]), _world.Time, log);

        await desk.HandleAsync(new Inbound(new DeliveryId("d-1"), Anna, inRoom ? Room : World.Personal, new Input.Line(line)), CancellationToken.None);

        var (text, scope) = Assert.Single(log.Lines);
        Assert.DoesNotContain("d-1", text, StringComparison.Ordinal);
        Assert.Equal(("d-1", verb, incident), (scope["delivery"], scope["verb"], scope["incident"]));
    }

    [Fact]
    public async Task A_timer()
    {
        var log = new ScopedLog<DueTimers>();
        var timer = new TimerRef(new StreamId("INC-7"), TimerPlan.ResponseAtRisk, Noon + TimeSpan.FromMinutes(12));
        _world.Time.Advance(TimeSpan.FromMinutes(12));

        await new DueTimers(_world.Store, _world.Writer, _world.Time, log).FireAsync(timer, CancellationToken.None);

        var scope = Assert.Single(log.Lines).Scope;
        Assert.Equal(("timer/INC-7/response.at-risk/1772453520000", TimerPlan.ResponseAtRisk, "INC-7"), (scope["delivery"], scope["verb"], scope["incident"]));
    }

    [Fact]
    public async Task A_delivery()
    {
        var log = new ScopedLog<Delivering>();
        var one = new Delivered(An.Incident().Numbered(7).P1()).HavingRoom();
        one.Chat.OnPerform = (_, _) => throw new HttpRequestException("reset");
        var claim = one.Claim(one.Notice());

        await new Delivering(one.Store, new IncidentWriter(one.Store, Some.Roster), one.Time, log).DeliverAsync(one.Chat, claim, one.Settings, CancellationToken.None);

        var scope = Assert.Single(log.Lines).Scope;
        Assert.Equal((claim.Row.Id.Value, "deliver", "INC-7"), (scope["delivery"], scope["verb"], scope["incident"]));
    }
}
