using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.People;
using IncidentBot.Simulation.Promises;
using IncidentBot.Simulation.Worlds;
using Xunit;

namespace IncidentBot.Simulation.Tests.Stories;

/// <summary>
/// How often a P1 calls people, counted in the chat over whole hours of the product: "waking nobody needlessly" in figures. They are stated in
/// <c>docs/rules.md</c>.
/// </summary>
public sealed class PingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Answered within a minute, updates in time, the public text approved when it is offered, fixed after forty minutes.</summary>
    [Fact]
    public void A_well_run_hour_calls_people_once_beside_the_page()
    {
        using var world = World.Begin(_folder.In("store"));
        var id = world.Say(Cast.Emil, "p1 checkout is down").Incident!.Value;
        At(1, Cast.Anna, "ack");
        At(2, Cast.Anna, "role comms @farah");
        At(3, Cast.Ben, "join");
        At(10.5, Cast.Farah, "publish");
        At(18, Cast.Anna, "update the provider sees it too");
        At(19, Cast.Ben, "cause the new version");
        At(20, Cast.Anna, "publish 3");
        At(36, Cast.Anna, "update rolling back");
        At(40, Cast.Ben, "fixed");
        At(50, Cast.Ben, "done 10");
        At(55.5, Cast.Anna, "resolve");
        world.Pass(TimeSpan.FromMinutes(4));

        Assert.NotNull(world.Incident(id)!.ResolvedAt);
        var calls = Calls(world, id);
        Assert.Equal([Cast.Anna.Id], calls.Where(IsPage).SelectMany(Called));
        Assert.Equal([Cast.Chris.Id], calls.Where(call => !IsPage(call)).SelectMany(Called));
        Assert.Empty(PromiseChecker.Check(world.End()));

        void At(double minute, Actor who, string line)
        {
            var words = line.Split(' ', 2);
            world.Pass(world.Incident(id)!.DeclaredAt + TimeSpan.FromMinutes(minute) - world.Now);
            world.Say(who, $"{words[0]} {id} {(words.Length > 1 ? words[1] : "")}");
        }
    }

    /// <summary>Answered after the whole ladder, then nobody writes, ticks, approves or commands.</summary>
    [Fact]
    public void A_badly_run_hour_calls_people_four_times_and_not_once_more()
    {
        using var world = World.Begin(_folder.In("store"));
        var id = world.Say(Cast.Emil, "p1 checkout is down").Incident!.Value;
        world.Pass(TimeSpan.FromMinutes(16));
        world.Say(Cast.Anna, $"ack {id}");
        world.Say(Cast.Anna, $"role {id} comms @farah");
        world.Say(Cast.Anna, $"lead {id} pass");
        var answered = world.Now;
        world.Pass(TimeSpan.FromMinutes(101));

        var calls = Calls(world, id);
        var before = calls.Where(call => call.PostedAt <= answered).ToList();
        var after = calls.Where(call => call.PostedAt > answered).ToList();

        // Page, 5 min, 80 %, 10 min, 15 min with the breach: one message each.
        Assert.Equal(5, before.Count);
        Assert.Equal(4, after.Count(call => !IsPage(call) && call.PostedAt - answered < TimeSpan.FromHours(1)));
        for (var minute = 0; minute <= 120; minute++)
        {
            var from = answered + TimeSpan.FromMinutes(minute);
            Assert.InRange(after.Count(call => !IsPage(call) && call.PostedAt >= from && call.PostedAt - from < TimeSpan.FromHours(1)), 0, 4);
        }

        // The Lead because nobody commands; then the ladder because the room is silent: 50 minutes after the answer the first rung, at 65 its list, and every five minutes again for an hour (TimerPlanTests).
        var pages = after.Where(IsPage).Select(call => Math.Round((call.PostedAt - answered).TotalMinutes)).ToList();
        Assert.Equal(3, pages.Count(minute => minute < 60));
        Assert.Equal([10, 50, 55, 60, 65, 70, 75], pages.Take(7));
        Assert.Equal(100, pages[^1]);

        // Until somebody says a word.
        world.Say(Cast.Ben, $"note {id} I look into it");
        var heard = world.Now;
        // The run ends between two messages: a row on its way would count as unsettled.
        world.Pass(TimeSpan.FromMinutes(38));
        Assert.DoesNotContain(Calls(world, id), call => IsPage(call) && call.PostedAt > heard);
        Assert.Empty(PromiseChecker.Check(world.End()));
    }

    public void Dispose() => _folder.Dispose();

    private static List<ChatMessage> Calls(World world, IncidentId id) => [.. world.Chat.RoomOf(StreamId.Of(id))!.Messages.Where(message => Called(message).Any())];

    private static IEnumerable<string> Called(ChatMessage message) => message.Card.Blocks.OfType<Block.Text>().SelectMany(block => block.Spans).OfType<Span.Mention>().Select(mention => mention.Person);

    private static bool IsPage(ChatMessage message) =>
        message.Card.Blocks.OfType<Block.Text>().SelectMany(block => block.Spans).OfType<Span.Words>().Any(words => words.Value.Contains("nobody was phoned", StringComparison.Ordinal));
}
