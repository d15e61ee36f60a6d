using FsCheck.Xunit;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using Xunit;

namespace IncidentBot.Core.Tests.Properties;

/// <summary>Waking nobody needlessly is a promise: whatever people do and however long it takes, these hold.</summary>
[Properties(Replay = "20260302,7919", MaxTest = 100)]
public sealed class PingProperties
{
    [Property]
    public async Task At_most_four_messages_an_hour_call_somebody_after_the_acknowledgement(byte severity, (byte, byte, byte)[] walk)
    {
        var world = await Walk.TakenAsync(severity, walk);

        var pings = Sent(world).Where(sent => sent.After.AcknowledgedAt is { } answered && sent.At > answered && !IsPage(sent.Row)).Select(sent => sent.At).ToList();
        for (var i = Incident.PingsAnHour; i < pings.Count; i++)
        {
            Assert.True(pings[i] - pings[i - Incident.PingsAnHour] >= TimeSpan.FromHours(1), $"five within the hour before {pings[i]:HH:mm}: {string.Join(", ", pings.Select(ping => $"{ping:HH:mm}"))}");
        }
    }

    [Property]
    public async Task Nobody_is_paged_after_the_acknowledgement_without_a_new_reason(byte severity, (byte, byte, byte)[] walk)
    {
        var world = await Walk.TakenAsync(severity, walk);

        Assert.All(
            Sent(world).Where(sent => sent.After.AcknowledgedAt is { } answered && sent.At > answered && IsPage(sent.Row)),
            sent => Assert.Contains(sent.Events, happened => happened is Paged or Escalated { Why: not null } or CommanderSought { Lead: true } or SeverityChanged));
    }

    [Property]
    public Task What_is_over_reminds_of_nothing_but_what_is_left_to_do(byte severity, (byte, byte, byte)[] walk) =>
        Walk.TakenAsync(severity, walk, (world, incident) =>
            Assert.True(!incident.HasEnded || world.Store[incident.Stream].Timers.All(timer => timer.Name == TimerPlan.FollowUp), string.Join(", ", world.Store[incident.Stream].Timers.Select(timer => timer.Name))));

    /// <summary>Every message that calls somebody, with what it was about and when.</summary>
    private static IEnumerable<(OutboxRow Row, DateTimeOffset At, Incident After, IReadOnlyList<IEvent> Events)> Sent(World world)
    {
        var stream = new StreamId("INC-1");
        foreach (var change in world.Store.Saved)
        {
            if (change.Appends.FirstOrDefault(append => append.Stream == stream) is not { Events.Count: > 0 } append)
            {
                continue;
            }

            var history = world.Store[stream];
            var after = Incident.Fold(history with { Events = [.. history.Events.Take((int)append.ExpectedVersion + append.Events.Count)], Version = append.ExpectedVersion + append.Events.Count });
            foreach (var row in change.Outbox.Where(row => row.Stream == stream && Calls.Of(row).Any()))
            {
                yield return (row, append.Events[0].At, after, [.. append.Events.Select(entry => entry.Event)]);
            }
        }
    }

    /// <summary>Every page says so (see AnnouncementsTests), also where it is part of a message that says more.</summary>
    private static bool IsPage(OutboxRow row) =>
        ((Body.Fixed)((Operation.Post)row.Operation).Body).Card.Lines().Any(line => line.Contains("nobody was phoned", StringComparison.Ordinal));
}
