using IncidentBot.Core.Desk;
using IncidentBot.Core.Procedures;
using IncidentBot.Simulation.Time;

namespace IncidentBot.Simulation.People;

/// <summary>The way from the acknowledgement to the resolve: steps and tasks, the fix, the watch, and what does not hold.</summary>
internal sealed class Working(Crowd crowd, Random random, Scene scene, Talking talking)
{
    public async Task WorkAsync()
    {
        for (var step = 0; step < 8 && scene.Incident is { Step: { Phase: StepPhase.Work or StepPhase.Alert } now, IsOpen: true } incident; step++)
        {
            // Somebody follows what the team wrote down for such a case.
            if (random.Chance(0.15))
            {
                await scene.InRoomAsync(scene.Responder(), $"playbook {random.Pick(["checkout", "che", "login-trouble", "show checkout", "none of ours"])}");
            }

            foreach (var task in now.Tasks.Select(task => task.Number).Concat(scene.Incident?.Playbooks.SelectMany(playbook => playbook.Tasks).Select(task => task.Number) ?? []))
            {
                await scene.WaitAsync(0.5, 6);
                if (random.Chance(0.7))
                {
                    await scene.InRoomAsync(scene.Responder(), $"done {task}");
                }

                if (random.Chance(0.08))
                {
                    await scene.WaitAsync(0.2, 2);
                    await scene.InRoomAsync(scene.Responder(), $"undo {task}");
                }
            }

            await talking.SmallTalkAsync();
            await scene.WaitAsync(1, 8);
            if (incident.Procedure.FirstOf(StepPhase.Alert) is null || !await NextAsync())
            {
                return;
            }
        }
    }

    private async Task<bool> NextAsync()
    {
        if (random.Chance(0.1))
        {
            await scene.InRoomAsync(scene.Commander, random.Pick(["close", "nxt", "done 99", "resolve", "reopen", "ack"]));
            await scene.WaitAsync(0.2, 1);
        }

        var chat = scene.ChatOf(scene.Commander);
        if (random.Chance(0.5) && chat.RoomOf(scene.Stream) is { } room && Crowd.FindButton(room, button => button.Line.StartsWith($"next {scene.Id} from ", StringComparison.Ordinal)) is { } button)
        {
            return await crowd.PressAsync(random, scene.Commander, button, chat, room) is { Kind: AnswerKind.Done };
        }

        return await scene.InRoomAsync(scene.Commander, "next") is { Kind: AnswerKind.Done };
    }

    public async Task FixAndResolveAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            await scene.WaitAsync(5, 60);
            if (scene.Incident?.Procedure.FirstOf(StepPhase.Verify) is not null)
            {
                await scene.InRoomAsync(scene.Commander, random.Pick(["fixed", "fixed", "mitigated"]));
                if (round == 0 && random.Chance(0.12))
                {
                    await scene.WaitAsync(1, 12);
                    await scene.InRoomAsync(scene.Commander, "reopen not fixed after all");
                    continue;
                }

                await VerifyAsync();
            }

            await scene.InRoomAsync(scene.Commander, "resolve");
            if (scene.Incident is { Provisional: true, IsOpen: true } unsaid)
            {
                await scene.WaitAsync(0.1, 1);
                await scene.InRoomAsync(scene.Commander, $"severity {unsaid.Severity.ToString().ToLowerInvariant()} confirmed");
                await scene.InRoomAsync(scene.Commander, "resolve");
            }

            if (scene.Incident is { IsOpen: true })
            {
                await scene.WaitAsync(0.2, 2);
                await scene.InRoomAsync(scene.Commander, "resolve checked by hand, all quiet");
            }

            if (round == 0 && random.Chance(0.1))
            {
                await scene.WaitAsync(3, 80);
                if (await scene.InRoomAsync(scene.Responder(), "reopen it is back") is { Kind: AnswerKind.Done })
                {
                    continue;
                }
            }

            return;
        }
    }

    /// <summary>A red alert ended the watch: half of the time it is about something else, and else the fix was none and there is another.</summary>
    private async Task LookAtTheAlertAsync()
    {
        if (scene.Incident is not { Interrupted: not null })
        {
            return;
        }

        await scene.WaitAsync(0.5, 4);
        await scene.InRoomAsync(scene.Commander, random.Chance(0.5) ? "unrelated it is about another part" : "note back to fixing");
        if (scene.Incident is { Interrupted: not null })
        {
            await scene.WaitAsync(5, 30);
            await scene.InRoomAsync(scene.Commander, "fixed");
        }

        await scene.WaitAsync(16, 20);
    }

    private async Task VerifyAsync()
    {
        foreach (var task in scene.Incident?.Step?.Tasks ?? [])
        {
            await scene.WaitAsync(0.5, 4);
            if (random.Chance(0.8))
            {
                await scene.InRoomAsync(scene.Responder(), $"done {task.Number}");
            }
        }

        // Most wait for the watch to end; the others resolve early, first without and then with a reason.
        await (random.Chance(0.7) ? scene.WaitAsync(16, 40) : scene.WaitAsync(1, 5));
        await LookAtTheAlertAsync();
    }
}
