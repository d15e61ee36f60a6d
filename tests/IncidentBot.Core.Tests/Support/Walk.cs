using IncidentBot.Core.Incidents;
using IncidentBot.Core.Timers;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Support;

/// <summary>People, verbs and time in any order, through the real desk, with timers firing when they are due.</summary>
internal static class Walk
{
    /// <summary>Every verb that changes an incident, in sensible and in less sensible words.</summary>
    public static IReadOnlyList<string> Lines { get; } =
    [
        "ack", "ack working", "decline", "join", "next", "done 3", "done 10", "undo 3", "skip 5 nobody notices", "lead", "lead pass", "lead @ben", "handover @anna", "role comms @tom",
        "update the queue drains", "update public: we are on it", "update stakeholders: we are on it", "publish", "publish 1", "publish 2", "cause a bad deploy", "ticket OPS-12", "impact nobody can pay", "component checkout partial",
        "note looking", "title other words", "severity p1 worse", "severity p2 better", "severity p3 better", "pause waiting", "resume", "snooze 15", "snooze stop busy", "page @tom", "page secondary", "escalate",
        "room", "fixed", "resolve", "resolve checked", "reopen again", "cancel false alarm", "close", "close enough", "action add @ben due friday an alert", "action done 1", "pm owner @ben", "pm share nothing to do",
        "log lesson look at the disk", "note trigger: the deployment", "playbook api", "unrelated another service", "merge INC-2",
    ];

    public static IReadOnlyList<Actor> People { get; } = [Anna, Ben, Lena, Tom, Nina, Stranger];

    /// <summary>The walk's bytes choose line, person and minutes; the first chooses the severity, of which half are P1.</summary>
    public static async Task<World> TakenAsync(byte severity, (byte Line, byte Who, byte Minutes)[] walk, Action<World, Incident>? check = null)
    {
        var world = new World();
        await world.SayAsync($"p{(severity % 6) switch { 0 => 2, 1 => 3, _ => 1 }} it is broken", People[severity % People.Count]);
        await world.SayAsync("p2 the other one", Tom);
        foreach (var (line, who, minutes) in walk)
        {
            await PassAsync(world, minutes % 45);
            var said = Lines[line % Lines.Count].Split(' ', 2);
            await world.SayAsync($"{said[0]} INC-1 {(said.Length > 1 ? said[1] : "")}".TrimEnd(), People[who % People.Count]);
            check?.Invoke(world, world.Store.Incident(1));
        }

        await PassAsync(world, 90);
        return world;
    }

    /// <summary>Minute by minute, as the sweep would.</summary>
    private static async Task PassAsync(World world, int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(1));
            while (await world.Store.DueAsync(world.Time.GetUtcNow(), 10, default) is { Count: > 0 } due)
            {
                foreach (var timer in due)
                {
                    if (await world.Timers.FireAsync(timer, default) == TimerEffect.NotSaved)
                    {
                        throw new InvalidOperationException($"{timer.Name} could not be saved.");
                    }
                }
            }
        }
    }
}
