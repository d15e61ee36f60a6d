using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Simulation.Time;

namespace IncidentBot.Simulation.People;

/// <summary>Who answers a call, and how: in time, at risk, late, twice, by somebody who is not on the rota, or nobody at all.</summary>
internal sealed class Answering(Crowd crowd, Random random, Scene scene)
{
    /// <summary>In time, at risk, late, or never.</summary>
    public async Task<bool> AcknowledgeAsync()
    {
        var target = scene.Incident!.Procedure.Response ?? TimeSpan.FromMinutes(30);
        var (least, most) = random.NextDouble() switch
        {
            < 0.60 => (0.02, 0.7),
            < 0.74 => (0.82, 0.98),
            < 0.90 => (1.01, 1.7),
            _ => (-1.0, -1.0),
        };
        if (least < 0)
        {
            if (scene.Incident.Procedure.Ladder is null || scene.Incident.Drill)
            {
                return false;
            }

            return await CalledAsync();
        }

        if (random.Chance(0.15))
        {
            await scene.WaitAsync(0.2, 3);
            await scene.SayAsync(Cast.Anna, $"decline {scene.Id}");
        }

        await crowd.WaitAsync(random, target * least, target * most);
        var who = random.Chance(0.8) ? random.Pick([Cast.Anna, Cast.Anna, Cast.Ben, Cast.Chris]) : random.Pick([Cast.Emil, Cast.Farah, .. Cast.Members]);
        await AcknowledgeAsync(who);
        if (scene.Incident is { AwaitsAcknowledgement: true })
        {
            await scene.WaitAsync(0.5, 3);
            await scene.SayAsync(Cast.Ben, $"ack {scene.Id}");
        }

        scene.Commander = scene.CommanderByRecord ?? Cast.Chris;
        if (random.Chance(0.4))
        {
            await scene.WaitAsync(0.5, 5);
            await AcknowledgeAsync(random.Pick(Cast.OnRoster));
        }

        return true;
    }

    /// <summary>The first ones sleep; whoever the ladder reaches takes it.</summary>
    private async Task<bool> CalledAsync()
    {
        await scene.WaitAsync(16, 70);
        if (random.Chance(0.1))
        {
            await scene.SayAsync(Cast.Chris, $"cancel {scene.Id} nobody knows what this was");
            return false;
        }

        scene.Commander = random.Pick([Cast.Ben, Cast.Chris, Cast.Dora]);
        await AcknowledgeAsync(scene.Commander);
        return scene.Incident is { AwaitsAcknowledgement: false };
    }

    private async Task AcknowledgeAsync(Actor who)
    {
        var (chat, line) = (scene.ChatOf(who), $"ack {scene.Id}");
        var room = random.Chance(0.6) ? chat.Announcements : chat.RoomOf(scene.Stream);
        var answer = room is not null && Crowd.FindButton(room, line) is { } button
            ? await crowd.PressAsync(random, who, button, chat, room)
            : await scene.SayAsync(who, line);
        if (answer is { Card.Buttons: [{ } working, ..], Kind: AnswerKind.Refused })
        {
            await scene.WaitAsync(0.1, 0.5);
            await crowd.PressAsync(random, who, working, chat, room ?? chat.Announcements);
        }
    }

    /// <summary>Nobody answers. Some of these the Lead finds the next morning, some stay.</summary>
    public async Task ForgottenAsync()
    {
        await scene.WaitAsync(8 * 60, 20 * 60);
        if (random.Chance(0.6) || scene.Incident is { Procedure.Ladder: not null })
        {
            await scene.SayAsync(Cast.Chris, $"cancel {scene.Id} nobody knows what this was");
        }
    }
}
