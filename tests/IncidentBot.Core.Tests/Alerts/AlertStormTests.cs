using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using Xunit;
using static IncidentBot.Core.Tests.Support.AlertWorld;

namespace IncidentBot.Core.Tests.Alerts;

/// <summary>Reliability page, promises: 10,000 alerts a minute.</summary>
public sealed class AlertStormTests
{
    private readonly AlertWorld _world = new();

    [Fact]
    public async Task Ten_thousand_alerts_in_ten_calls_are_one_incident_a_group_with_exact_counts()
    {
        for (var call = 0; call < 10; call++)
        {
            await _world.SendAsync([.. Enumerable.Range(0, 1_000).Select(i => Red($"Node{call}-{i}", i % 2 == 0 ? "api" : "web"))]);
            await _world.PassAsync(0.1);
        }

        await _world.PassAsync(1);
        foreach (var incident in new[] { _world.Incident(1), _world.Incident(2) })
        {
            Assert.Equal((5_000, 5_000, 5_000), (incident.Alerts!.Total, incident.Alerts.Firing, incident.Alerts.Told.Total));
            Assert.True(incident.Version < 20);
            Assert.Equal(AlertRecord.MostShown, incident.Alerts.Shown.Length);
        }

        Assert.Equal(2, _world.World.Store[StreamId.Intake].Version);
    }

    [Fact]
    public async Task In_half_a_minute_there_is_at_most_one_post_and_one_edit()
    {
        await _world.SendAsync(Red("First"));
        var before = _world.World.Store.Saved.Count;
        for (var second = 0; second < 120; second++)
        {
            await _world.SendAsync(Red($"Node{second}"));
            await _world.PassAsync(1.0 / 60);
        }

        var changes = _world.World.Store.Saved.Skip(before).ToList();
        var posts = changes.Where(change => change.Outbox.Any(row => row.Operation is Operation.Post { Body: Body.Fixed })).ToList();
        var edits = changes.SelectMany(change => change.Outbox).Where(row => row.Operation is Operation.Edit && row.Coalesce == "card").ToList();
        Assert.InRange(posts.Count, 3, 5);
        Assert.InRange(edits.Count, 3, 5);
        Assert.All(edits.Zip(edits.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= AlertRecord.ToldEvery));
    }

    [Fact]
    public async Task A_storm_of_single_calls_shares_changes_and_counts_every_alert()
    {
        await CalmAsync();
        var entries = _world.Incident(1).Alerts!.Entries;

        var calls = Enumerable.Range(0, 500).Select(i => _world.SendAsync(Red($"Storm{i}"), Red($"Storm{i / 2}"))).ToList();
        Assert.All(calls, call => Assert.False(call.IsCompleted));
        _world.World.Time.Advance(TimeSpan.FromSeconds(1));
        var answers = await Task.WhenAll(calls);

        Assert.Equal(entries + 1, _world.Incident(1).Alerts!.Entries);
        Assert.Equal(600, _world.Incident(1).Alerts!.Total);
        Assert.Equal((500, 500), (answers.Sum(answer => answer.Accepted), answers.Sum(answer => answer.Duplicates)));
        Assert.All(answers, answer => Assert.Equal(new IncidentId(1), answer.Incident));
    }

    [Fact]
    public async Task A_storm_that_reaches_very_many_services_is_saved_in_bounded_changes()
    {
        await CalmAsync();
        var calls = Enumerable.Range(0, 30).Select(i => _world.SendAsync([Red($"Storm{i}"), .. Enumerable.Range(0, 20).Select(n => Red($"N{i}-{n}", $"service-{i}-{n}"))])).ToList();
        _world.World.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.All(await Task.WhenAll(calls), answer => Assert.Equal((21, 0), (answer.Accepted, answer.Duplicates)));
        Assert.Equal(130, _world.Incident(1).Alerts!.Total);
        Assert.All(_world.World.Store.Saved, change => Assert.InRange(change.Outbox.Count, 0, 1_000));
    }

    [Fact]
    public async Task Another_service_does_not_wait_for_the_storm()
    {
        await CalmAsync();
        var stormy = _world.SendAsync(Red("Storm"));

        Assert.Equal(new IncidentId(2), (await _world.SendAsync(Red("Other", "search"))).Incident);
        Assert.False(stormy.IsCompleted);
        _world.World.Time.Advance(TimeSpan.FromSeconds(1));
        await stormy;
    }

    [Fact]
    public async Task What_could_not_be_saved_is_said_to_every_caller_and_may_be_sent_again()
    {
        await CalmAsync();
        _world.World.Store.InsteadOfSaving = _ => new CommitResult.NotSaved("The disk is full.");
        var stormy = new[] { _world.SendAsync(Red("A")), _world.SendAsync(Red("B")) };
        _world.World.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.All(await Task.WhenAll(stormy), answer => Assert.Equal("The disk is full.", answer.NotSaved));
        _world.World.Store.InsteadOfSaving = null;
        var again = _world.SendAsync(Red("A"), Red("B"));
        _world.World.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await again).Accepted);
    }

    /// <summary>An incident with a hundred entries of alerts.</summary>
    private async Task CalmAsync()
    {
        for (var i = 0; i < 100; i++)
        {
            await _world.SendAsync(Red($"Calm{i}"));
        }
    }
}
