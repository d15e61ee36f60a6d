using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.People;
using IncidentBot.Simulation.Promises;
using IncidentBot.Simulation.Record;
using IncidentBot.Simulation.Worlds;
using Xunit;

namespace IncidentBot.Simulation.Tests.Promises;

/// <summary>Promise 3: each of the three clocks, too early, too late, twice, never, and after nobody wanted it any more.</summary>
public sealed class ClocksAreJudgedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunRecord _true;

    public ClocksAreJudgedTests() => _true = Story(_folder.In("store"));

    [Fact]
    public void The_true_story_keeps_its_clocks()
    {
        Assert.Empty(PromiseChecker.Check(_true));
        Assert.Equal([ClockMoment.AtRisk, ClockMoment.Breach, ClockMoment.Watch], ClockMoment.All(_true).Moments.Where(moment => moment.Acted.Count == 1).Select(moment => moment.Name));
    }

    [Theory]
    [InlineData(typeof(ClockAtRisk))]
    [InlineData(typeof(ClockBreached))]
    [InlineData(typeof(WatchCompleted))]
    public void A_clock_that_acts_early_late_twice_or_never_breaks_the_third(Type clock)
    {
        Broken(entry => entry.Event.GetType() == clock ? [Moved(entry, TimeSpan.FromSeconds(-1))] : [entry.AsTold()]);
        Broken(entry => entry.Event.GetType() == clock ? [Moved(entry, TimeSpan.FromSeconds(30))] : [entry.AsTold()]);
        Broken(entry => entry.Event.GetType() == clock ? [entry.AsTold(), entry.AsTold()] : [entry.AsTold()]);
        Broken(entry => entry.Event.GetType() == clock ? [] : [entry.AsTold()]);
    }

    [Fact]
    public void A_second_after_the_target_is_late_and_must_be_recorded()
    {
        var due = _true.Streams[new StreamId("INC-1")][0].At + TimeSpan.FromMinutes(15);

        Broken(entry => entry.Event is ClockBreached ? [] : entry.At > due ? [(entry.Event, entry.By, due.AddSeconds(1))] : [entry.AsTold()]);
    }

    [Fact]
    public void A_late_acknowledgement_that_records_the_breach_itself_keeps_it()
    {
        var due = _true.Streams[new StreamId("INC-1")][0].At + TimeSpan.FromMinutes(15);
        var told = _true.Retold("INC-1", entries => entries
            .TakeWhile(entry => entry.Event is not Mitigated)
            .Where(entry => entry.Event is not ClockBreached)
            .SelectMany(entry => entry.Event is Acknowledged ? [(new ClockBreached(ClockKind.Response), Actor.Bot, due.AddSeconds(1)), (entry.Event, entry.By, due.AddSeconds(1))] : new[] { Capped(entry, due.AddSeconds(1)) }));

        Assert.Empty(told.Broken(3));
    }

    [Fact]
    public void A_breach_after_the_answer_breaks_the_third() =>
        Broken(entry => entry.Event is ClockBreached ? [] : entry.Event is Acknowledged ? [entry.AsTold(), (new ClockBreached(ClockKind.Response), Actor.Bot, entry.At)] : [entry.AsTold()]);

    [Fact]
    public void The_end_of_a_watch_that_nobody_began_breaks_the_third() => Broken(entry => entry.Event is Mitigated ? [] : [entry.AsTold()]);

    public void Dispose() => _folder.Dispose();

    /// <summary>INC-1: at risk, breached, answered late, fixed, watched to the end.</summary>
    private static RunRecord Story(string folder)
    {
        using var world = World.Begin(folder);
        world.Say(Cast.Emil, "p1 checkout is down for everybody");
        world.Pass(TimeSpan.FromMinutes(16));
        world.Say(Cast.Anna, "ack INC-1");
        world.Say(Cast.Anna, "fixed INC-1");
        world.Pass(TimeSpan.FromMinutes(16));
        return world.End();
    }

    private static (IEvent Event, Actor By, DateTimeOffset At) Moved(Recorded entry, TimeSpan by) => (entry.Event, entry.By, entry.At + by);

    private static (IEvent Event, Actor By, DateTimeOffset At) Capped(Recorded entry, DateTimeOffset at) => (entry.Event, entry.By, entry.At < at ? entry.At : at);

    private void Broken(Func<Recorded, (IEvent Event, Actor By, DateTimeOffset At)[]> tell) =>
        Assert.NotEmpty(_true.Retold("INC-1", entries => entries.SelectMany(tell)).Broken(3));
}
