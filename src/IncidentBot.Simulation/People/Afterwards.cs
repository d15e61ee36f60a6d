using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Simulation.Time;

namespace IncidentBot.Simulation.People;

/// <summary>What is left once it is over: the closing text, the write-up, the close, and promises kept or forgotten.</summary>
internal sealed class Afterwards(Random random, Scene scene, Talking talking)
{
    public async Task AfterwardsAsync()
    {
        await scene.WaitAsync(30, 30 * 60);
        await PublishClosingTextAsync();
        await SendByHandAsync();
        await WriteUpAsync();
        foreach (var task in scene.Incident?.Step?.Tasks ?? [])
        {
            if (random.Chance(0.85))
            {
                await scene.WaitAsync(1, 30);
                await scene.InRoomAsync(scene.Commander, $"done {task.Number}");
            }
        }

        await talking.SmallTalkAsync();
        if (random.Chance(0.9) && await scene.InRoomAsync(scene.Commander, "close") is { Kind: AnswerKind.Refused })
        {
            await scene.WaitAsync(0.2, 5);
            await scene.InRoomAsync(scene.Commander, "close written down in the ticket");
        }

        if (random.Chance(0.04))
        {
            await scene.WaitAsync(60, 240);
            await scene.InRoomAsync(scene.Responder(), "reopen once more");
        }
    }

    /// <summary>Most publish what the bot drafted; some let the public status stand open for a while, and are reminded.</summary>
    public async Task PublishClosingTextAsync()
    {
        if (scene.Incident is { PublicOpen: true } incident && incident.Updates.LastOrDefault(update => update is { Published: null, Stage: PublicStage.Resolved }) is { } draft)
        {
            await scene.InRoomAsync(scene.Commander, $"publish {draft.Number}");
            if (scene.Incident is { PublicOpen: true })
            {
                await scene.SayAsync(Cast.Chris, $"publish {scene.Id} {draft.Number}");
            }
        }
    }

    /// <summary>Most send what nothing connected sends, and say so.</summary>
    private async Task SendByHandAsync()
    {
        foreach (var update in scene.Incident?.Unsent.ToList() ?? [])
        {
            if (random.Chance(0.9))
            {
                await scene.WaitAsync(0.5, 10);
                await scene.InRoomAsync(scene.Commander, $"done {update.Task}");
            }
        }
    }

    private async Task WriteUpAsync()
    {
        if (scene.Incident is not { OwesWriteUp: true })
        {
            return;
        }

        if (random.Chance(0.2))
        {
            await scene.InRoomAsync(scene.Commander, random.Pick(["postmortem owner @dora", "postmortem owner @ben", "pm"]));
        }

        foreach (var line in new[] { $"note {random.Pick(["trigger", "went well", "went badly", "lucky"])}: {Titles.Note(random)}", "postmortem review", $"action add {random.Pick(["@anna", "@ben", "@farah"])} due {random.Pick(["friday", "2w", "tomorrow", "10d"])} {random.Pick(["prevent: ", "detect: ", ""])}{Titles.Note(random)}", "postmortem reviewed", "postmortem share", "action list" })
        {
            if (random.Chance(scene.Incident is { NeedsPostMortem: true } ? 0.8 : 0.15))
            {
                await scene.WaitAsync(1, 40);
                await scene.InRoomAsync(scene.Commander, line);
            }
        }
    }

    /// <summary>Somebody keeps the promises of the incident, in time or late; the Lead clears away the rest.</summary>
    public async Task KeepPromisesAsync()
    {
        foreach (var item in scene.Incident?.Actions ?? [])
        {
            await scene.WaitAsync(60, random.Chance(0.3) ? 6 * 24 * 60 : 24 * 60);
            await scene.SayAsync(random.Chance(0.8) ? Cast.OnRoster.Concat(Cast.Members).FirstOrDefault(actor => string.Equals(actor.Id, item.Person, StringComparison.Ordinal)) ?? Cast.Chris : Cast.Chris, $"action {scene.Id} done {item.Number}");
        }
    }
}
