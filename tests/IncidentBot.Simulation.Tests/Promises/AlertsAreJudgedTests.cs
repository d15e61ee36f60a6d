using IncidentBot.Core.Alerts;
using IncidentBot.Simulation.Promises;
using IncidentBot.Simulation.Record;
using IncidentBot.Simulation.Worlds;
using Xunit;

namespace IncidentBot.Simulation.Tests.Promises;

public sealed class AlertsAreJudgedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Alerts_that_are_taken_in_and_sent_again_are_counted_once()
    {
        var record = Record();

        Assert.Empty(PromiseChecker.Check(record));
        Assert.Equal([(2, 0), (0, 2)], record.Alerts.Select(call => (call.Answer!.Accepted, call.Answer.Duplicates)));
        Assert.Equal(1, AlertsAreCounted.Opened(record, tasks: false));
    }

    [Fact]
    public void An_alert_that_was_said_to_be_taken_in_and_is_not_there_breaks_the_promise()
    {
        var record = Record();
        var lying = record with { Alerts = [.. record.Alerts, record.Alerts[0]] };

        Assert.Contains(PromiseChecker.Check(lying), broken => broken.Number == 1 && broken.What.Contains("4 alerts are taken in, and 2 are there", StringComparison.Ordinal));
    }

    [Fact]
    public void An_occurrence_that_is_counted_twice_breaks_the_promise()
    {
        var record = Record();
        var (stream, entries) = record.Streams.Single(stream => stream.Key.IsIncident);
        var twice = new SortedDictionary<Core.Store.StreamId, IReadOnlyList<Core.Store.Recorded>> { [stream] = [.. entries, entries.First(entry => entry.Event is AlertsArrived)] };
        var lying = record with { Recoveries = [.. record.Recoveries.SkipLast(1), record.Recoveries[^1] with { Streams = twice }] };

        Assert.Contains(PromiseChecker.Check(lying), broken => broken.Number == 1 && broken.What.Contains("2 times", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private RunRecord Record()
    {
        using var world = World.Begin(_folder.In("store"));
        var began = world.Now;
        var call = new AlertCall("prometheus", [.. new[] { "one", "two" }.Select(id => new Alert("prometheus", id, Firing: true, "checkout: error rate") { Severity = "critical", Service = "checkout", StartsAt = began })]);
        world.Pump.Run("an alert", () => world.AlertAsync(call));
        world.Pass(TimeSpan.FromMinutes(1));
        world.Pump.Run("the same again", () => world.AlertAsync(call));
        world.Pass(TimeSpan.FromMinutes(1));
        return world.End();
    }
}
