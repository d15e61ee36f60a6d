using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Simulation.People;
using IncidentBot.Simulation.Record;
using IncidentBot.Simulation.Worlds;
using Xunit;

namespace IncidentBot.Simulation.Tests.Promises;

/// <summary>Promise 12: a P3 is raised, and goes on in a room of its own; or it does not.</summary>
public sealed class RaisesAreJudgedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunRecord _true;

    public RaisesAreJudgedTests()
    {
        using var world = World.Begin(_folder.In("store"));
        world.Say(Cast.Emil, "p3 checkout is slow");
        world.Pass(TimeSpan.FromMinutes(1));
        world.Say(Cast.Ben, "severity INC-1 p2 it is down");
        world.Pass(TimeSpan.FromMinutes(1));
        world.Say(Cast.Ben, "update INC-1 we look into it");
        world.Pass(TimeSpan.FromMinutes(1));
        var record = world.End();
        _true = record with { End = record.End + TimeSpan.FromDays(4) };
    }

    [Fact]
    public void A_room_of_its_own_keeps_the_twelfth() => Assert.Empty(_true.Broken(12));

    [Fact]
    public void A_raise_that_leaves_it_in_its_thread_breaks_the_twelfth()
    {
        var raised = Told().FindIndex(entry => entry.Event is SeverityChanged);

        var record = _true.Retold("INC-1", _ => Told().Where((entry, at) => at < raised || entry.Event is not RoomOpened));

        Assert.Contains(record.Broken(12), what => what.Contains("has no room of its own in slack", StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_in_the_thread_that_was_left_breaks_the_twelfth()
    {
        var thread = Told().Select(entry => entry.Event).OfType<RoomOpened>().First(room => room.Target == "slack").Place;
        var last = _true.Effects.Last(effect => effect.Row is { Lane: "slack:INC-1/room", Operation: Operation.Post });

        var record = _true with { Effects = [.. _true.Effects.Select(effect => effect == last ? effect with { Place = thread } : effect)] };

        Assert.Contains(record.Broken(12), what => what.Contains("had left it", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private List<(Core.Store.IEvent Event, Actor By, DateTimeOffset At)> Told() => [.. _true.Streams[new Core.Store.StreamId("INC-1")].Select(TamperedRecord.AsTold)];
}
