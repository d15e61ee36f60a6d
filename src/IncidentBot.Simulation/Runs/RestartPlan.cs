using IncidentBot.Simulation.Time;
using IncidentBot.Simulation.Worlds;

namespace IncidentBot.Simulation.Runs;

/// <summary>
/// When and where the process dies. Kills at quiet moments find little; most of these wait for a moment that hurts: a frame half written, a
/// message just posted and not settled, a start not finished.
/// </summary>
internal sealed class RestartPlan(World world, Random random)
{
    private Action? _atNextMessage;

    public int Kills { get; private set; }

    public int InTheMiddleOfAWrite { get; private set; }

    public int RightAfterAMessage { get; private set; }

    public int WhileStarting { get; private set; }

    public int CleanStops { get; private set; }

    public int Total => Kills + InTheMiddleOfAWrite + RightAfterAMessage + WhileStarting + CleanStops;

    public void Begin(int restarts, TimeSpan within)
    {
        foreach (var chat in world.Chats)
        {
            chat.Happened = _ =>
            {
                var kill = _atNextMessage;
                _atNextMessage = null;
                kill?.Invoke();
            };
        }

        for (var at = 0; at < restarts; at++)
        {
            var (kind, when, downtime) = (random.Next(10), within * random.NextDouble(), Downtime());
            world.Pump.Post(_ => world.Pump.Watch(RunAsync(kind, when, downtime)), state: null);
        }
    }

    private TimeSpan Downtime() => random.Chance(0.7)
        ? random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20))
        : random.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(40));

    private async Task RunAsync(int kind, TimeSpan when, TimeSpan downtime)
    {
        await Task.Delay(when, world.Clock);
        await world.AliveAsync();
        switch (kind)
        {
            case 0 or 1:
                Kills++;
                world.Die(downtime);
                break;
            case 2 or 3 or 4:
                RightAfterAMessage++;
                _atNextMessage += () => world.Die(downtime);
                break;
            case 5:
                InTheMiddleOfAWrite++;
                world.DieAtNextWrite(random.Chance(0.5) ? CrashPoint.Append : CrashPoint.Flush);
                break;
            case 6 or 7:
                InTheMiddleOfAWrite++;
                world.DieAtNextRequest(random.Chance(0.5) ? CrashPoint.Append : CrashPoint.Flush);
                break;
            case 8:
                WhileStarting++;
                world.Die(downtime);
                await world.BuriedAsync();
                world.DieAtNextWrite(random.Chance(0.5) ? CrashPoint.Append : CrashPoint.Flush);
                break;
            default:
                CleanStops++;
                await world.DeployAsync(downtime);
                break;
        }
    }
}
