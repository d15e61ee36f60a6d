using FsCheck;
using FsCheck.Xunit;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Properties;

/// <summary>Whatever order alerts, clearings, people and time come in.</summary>
public sealed class AlertProperties
{
    private static readonly string[] Lines =
    [
        "ack", "next", "fixed", "resolve looks good", "close done", "close known", "cancel false alarm", "reopen it is back", "unrelated planned", "severity p1 worse", "severity p2 confirmed",
        "severity p3 better", "update public: we look into it", "publish", "note still looking", "component auth degraded", "merge INC-1",
    ];

    private static readonly string[] Severities = ["critical", "error", "warning", "info", "odd", "p1"];

    [Property(MaxTest = 60, Replay = "20261124,7919")]
    public Task Counts_are_exact_and_nothing_is_said_that_must_not_be(PositiveInt seed) => Walk(seed.Get);

    private static async Task Walk(int seed)
    {
        var random = new Random(seed);
        var world = new AlertWorld();
        var fired = 0;
        for (var step = 0; step < 60; step++)
        {
            switch (random.Next(4))
            {
                case 0:
                    await world.PassAsync(random.Next(1, 40) / 4.0);
                    break;
                case 1:
                    var words = Lines[random.Next(Lines.Length)].Split(' ', 2);
                    await world.World.SayAsync($"{words[0]} INC-{random.Next(1, 4)} {words.ElementAtOrDefault(1)}", random.Next(2) == 0 ? Anna : Lena);
                    break;
                default:
                    fired += await SendAsync(world, random);
                    break;
            }
        }

        await world.PassAsync(1);
        var streams = world.World.Store.Saved.SelectMany(change => change.Appends).Select(append => append.Stream).Distinct().ToList();
        var incidents = streams.Where(stream => stream.IsIncident).Select(stream => Incident.Fold(world.World.Store[stream])).ToList();
        var noted = streams.Contains(StreamId.Alerts) ? world.World.Store[StreamId.Alerts].Events.Select(entry => entry.Event).OfType<AlertsNoted>().Sum(one => one.Shown.Count(alert => alert.Firing)) : 0;

        // What was merged is counted where it goes on.
        Assert.Equal(fired, incidents.Where(incident => !incident.IsMerged).Sum(incident => incident.Alerts?.Total ?? 0) + noted);
        Assert.All(incidents, incident => Judge(world, incident));
    }

    private static async Task<int> SendAsync(AlertWorld world, Random random)
    {
        var alerts = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new Alert("prometheus", $"alert-{random.Next(6)}", random.Next(3) > 0, "it fires")
        {
            Severity = Severities[random.Next(Severities.Length)],
            Service = random.Next(2) == 0 ? "auth" : "search",
        }).ToArray();
        var before = Total(world);
        var answer = await world.SendAsync(alerts);
        Assert.Equal(alerts.Length, answer.Accepted + answer.Duplicates);
        return Total(world) - before;
    }

    /// <summary>Counted from the record itself.</summary>
    private static int Total(AlertWorld world) => world.World.Store.Saved.SelectMany(change => change.Appends).SelectMany(append => append.Events).Sum(entry => entry.Event switch
    {
        AlertsArrived arrived => arrived.Marks.Count(mark => mark.Firing),
        AlertsNoted noted => noted.Shown.Count(alert => alert.Firing),
        _ => 0,
    });

    private static void Judge(AlertWorld world, Incident incident)
    {
        var entries = world.World.Store[incident.Stream].Events;
        var alerts = incident.Alerts;
        if (alerts is not null)
        {
            Assert.Equal(alerts.Signals.Values.Count(signal => signal.Firing), alerts.Firing);
            Assert.Equal(alerts.Signals.Values.Count(signal => signal is { Firing: true, Class: AlertClass.Red, Unrelated: false }), alerts.RedFiring);
            Assert.True(incident.HasEnded || !alerts.IsUntold, "what people read is not up to date although half a minute has passed");
        }

        if (incident.HasEnded)
        {
            Assert.DoesNotContain(TimerPlan.For(incident), timer => timer.Name != TimerPlan.FollowUp);
        }

        // Replay gives the same plan, and no text left for outside while nobody had confirmed it.
        var state = Incident.Begin(incident.Id, (Declared)entries[0].Event, entries[0].By, entries[0].At);
        foreach (var entry in entries.Skip(1))
        {
            Assert.False(state.Provisional && entry.Event is UpdatePublished, $"{incident.Id} told the outside before a person had confirmed it");
            Assert.False(state.WatchEnds is null && entry.Event is WatchCompleted, $"{incident.Id} ended a watch that did not run");
            Assert.False(entry.By.IsAlert && entry.Event is Resolved or Cancelled or Closed, "an alert ended an incident");
            state = state.Evolve(entry.Event, entry.By, entry.At);
        }

        Assert.Equal(TimerPlan.For(incident), TimerPlan.For(state));

        // A person who merges is told at once, also of the alerts that come along.
        var posts = world.Rows.Where(row => row.Stream == incident.Stream && row.Operation is Operation.Post { Body: Body.Fixed fixedBody } && fixedBody.Card.Summary.Contains("alert", StringComparison.Ordinal) && !fixedBody.Card.Summary.Contains(" merged ", StringComparison.Ordinal) && row.Urgency == Urgency.Update).Select(row => row.At).ToList();
        Assert.All(posts.Zip(posts.Skip(1)), pair => Assert.True(pair.Second - pair.First >= AlertRecord.ToldEvery || pair.Second == pair.First, "two posts about alerts within half a minute"));
    }
}
