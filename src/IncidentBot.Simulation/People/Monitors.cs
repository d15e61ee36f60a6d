using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Simulation.Runs;
using IncidentBot.Simulation.Time;

namespace IncidentBot.Simulation.People;

/// <summary>
/// What watches the product from outside: signals that fire, are sent again while they do, and clear; some come back. Now and then
/// everything of a service fires at once.
/// </summary>
internal sealed class Monitors(Crowd crowd, int seed)
{
    /// <summary>A monitor sends what still fires again after so long.</summary>
    private static readonly TimeSpan SentAgain = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan StormEvery = TimeSpan.FromDays(10);

    private const int CallsOfStorm = 40;
    private const int AlertsOfCall = 25;

    private readonly HashSet<IncidentId> _looked = [];

    /// <summary>A signal for every four incidents that people declare; a storm every ten days, and one in shorter runs.</summary>
    public void Begin(SimulationOptions options, TimeSpan length)
    {
        var random = Seeds.Of(seed, "alerts");
        for (var number = 1; number <= options.Incidents / 4; number++)
        {
            var (own, from, id) = (Seeds.Of(seed, $"signal {number}"), length * 0.95 * random.NextDouble(), $"signal-{number}");
            crowd.Begin(() => SignalAsync(own, from, id));
        }

        for (var number = 1; options.Incidents >= 4 && number <= Math.Max(1, (int)(length / StormEvery)); number++)
        {
            var (own, from, id) = (Seeds.Of(seed, $"storm {number}"), length * 0.9 * random.NextDouble(), $"storm-{number}");
            crowd.Begin(() => StormAsync(own, from, id));
        }
    }

    private async Task SignalAsync(Random random, TimeSpan from, string id)
    {
        await Task.Delay(from, crowd.World.Clock);
        var signal = Signal(random, id, random.Pick(["critical", "critical", "error", "warning", "warning", "warning", "info", "wobbly"]));
        for (var times = random.Chance(0.25) ? 2 : 1; times > 0; times--)
        {
            signal = signal with { StartsAt = crowd.World.Now };
            var firing = random.Between(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(90));
            for (var sent = TimeSpan.Zero; sent < firing; sent += SentAgain)
            {
                await SendAsync(random, [signal]);
                await Task.Delay(sent + SentAgain < firing ? SentAgain : firing - sent, crowd.World.Clock);
            }

            // Some monitors die before they can say that it is over.
            if (random.Chance(0.9))
            {
                await SendAsync(random, [signal with { Firing = false, EndsAt = crowd.World.Now }]);
            }

            await crowd.WaitAsync(random, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(50));
        }
    }

    private async Task StormAsync(Random random, TimeSpan from, string id)
    {
        await Task.Delay(from, crowd.World.Clock);
        var (first, began) = (Signal(random, id, "critical"), crowd.World.Now);
        List<Task> calls = [];
        for (var call = 0; call < CallsOfStorm; call++)
        {
            calls.Add(SendAsync(random, [.. Enumerable.Range(call * AlertsOfCall, AlertsOfCall).Select(number => first with { Id = $"{id}-{number}", StartsAt = began })]));
            await Task.Delay(TimeSpan.FromSeconds(1.5), crowd.World.Clock);
        }

        await Task.WhenAll(calls);
        await crowd.WaitAsync(random, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(40));
        var over = crowd.World.Now;
        await SendAsync(random, [.. Enumerable.Range(0, CallsOfStorm * AlertsOfCall).Select(number => first with { Id = $"{id}-{number}", StartsAt = began, Firing = false, EndsAt = over })]);
    }

    private async Task SendAsync(Random random, IReadOnlyList<Alert> alerts)
    {
        if (crowd.IsOver)
        {
            return;
        }

        var answer = await crowd.World.AlertAsync(new AlertCall(alerts[0].Source, alerts));
        if (answer.Incident is { } id && _looked.Add(id))
        {
            crowd.Begin(() => new IncidentStory(crowd, random).AfterAlertAsync(id));
        }
    }

    private static Alert Signal(Random random, string id, string severity)
    {
        var service = Titles.Service(random);
        return new Alert(random.Pick(["prometheus", "blackbox"]), id, Firing: true, random.Chance(0.1) ? random.Pick(Titles.Hostile) : $"{service}: {random.Pick(["error rate", "latency", "disk", "certificate", "queue length"])}")
        {
            Severity = severity,
            Service = service,
            Labels = random.Chance(0.3) ? Outage : NoLabels,
        };
    }

    private static readonly System.Collections.Immutable.ImmutableSortedDictionary<string, string> NoLabels = new Alert("", "", Firing: true, "").Labels;

    private static readonly System.Collections.Immutable.ImmutableSortedDictionary<string, string> Outage = NoLabels.Add(AlertSeverity.Outage, "true");
}
