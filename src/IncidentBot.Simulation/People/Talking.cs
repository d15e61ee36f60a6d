using IncidentBot.Core.Desk;
using IncidentBot.Core.Roster;
using IncidentBot.Simulation.Time;

namespace IncidentBot.Simulation.People;

/// <summary>What people say beside the procedure: notes, look-ups, what commanders decide, and those who meddle.</summary>
internal sealed class Talking(Crowd crowd, Random random, Scene scene)
{
    public async Task SmallTalkAsync()
    {
        for (var left = random.Next(0, 4); left > 0; left--)
        {
            await scene.TalkAsync(random.Chance(0.7) ? scene.Responder() : random.Pick(Cast.Members), Titles.Note(random));
            await scene.WaitAsync(0.1, 4);
        }

        if (random.Chance(scene.Incident is { Private: true } ? 0.6 : 0.16))
        {
            await MeddleAsync();
        }

        if (random.Chance(0.5))
        {
            await scene.InRoomAsync(random.Chance(0.7) ? scene.Responder() : random.Pick(Cast.Members), $"note {Titles.Note(random)}");
        }

        if (random.Chance(0.15))
        {
            await scene.InRoomAsync(random.Pick(Cast.OnRoster), "join");
        }

        if (scene.Incident is { HasOwnRoom: false } && random.Chance(0.1))
        {
            await scene.InRoomAsync(scene.Responder(), "room");
        }

        if (random.Chance(0.35))
        {
            await LeadingAsync();
        }

        if (random.Chance(0.15))
        {
            await scene.SayAsync(random.Pick(Cast.Members), random.Pick([$"who {scene.Id}", $"summary {scene.Id}", $"links {scene.Id}", $"more {scene.Id}", "contacts", $"status {scene.Id}", "list", "help", $"timeline {scene.Id}", $"timeline {scene.Id} whole", $"postmortem {scene.Id}", $"postmortem {scene.Id} show", $"action {scene.Id} list", "doctor", "status INC-99999", $"ack {scene.Id} INC-1", "done", "hypercare", "hypercare status", "resolve", $"note {scene.Id}"]));
        }

        if (random.Chance(0.03))
        {
            // A guest may comment and nothing else; of whom nothing can be looked up may raise the alarm besides.
            var membership = random.Pick([Membership.Guest, Membership.Outsider, Membership.NotVerified]);
            var line = random.Pick([$"ack {scene.Id} working", $"resolve {scene.Id} I say so", $"note {scene.Id} from outside", $"title {scene.Id} mine", $"join {scene.Id}", "p1 from a guest"]);
            var answer = await crowd.SayAsync(random, Cast.Members[0], line, crowd.World.Chat, change: request => request with { Membership = membership });
            if (answer is { Kind: AnswerKind.Done, Incident: { } raised } && raised != scene.Id)
            {
                // The Lead looks after what was raised so.
                await scene.WaitAsync(6, 30);
                await scene.SayAsync(Cast.Chris, $"cancel {raised} nothing behind it");
            }
        }
    }

    /// <summary>What commanders do besides: they tell people, change their mind about how bad it is, stop clocks, hand over.</summary>
    private async Task LeadingAsync()
    {
        var line = random.Pick(
        [
            $"update {Titles.Note(random)}", $"update {Titles.Note(random)}", $"update public: {Titles.Note(random)}", $"update stakeholders: {Titles.Note(random)}",
            $"cause {Titles.Note(random)}", $"log lesson {Titles.Note(random)}", $"impact {Titles.Note(random)} from 02:40", "component checkout degraded", "log lesson the alert came too late", "log lesson withdraw 1", "component checkout operational", "ticket OPS-12", "ticket OPS-12", "ticket instead OPS-13",
            "severity p1 worse than we thought", "severity p2 it is not that bad", "severity p3 hardly anybody notices", "pause waiting for the provider", "resume",
            "snooze 15", "snooze stop all hands are on it", "action add @ben due friday prevent: an alert for the disk", "action add @farah due 3d write the runbook", "page @ben", "page", "escalate", "role comms @farah", "role king @ben", "handover @ben", "lead pass", "lead @chris", "skip 3", "skip 4 no components",
        ]);
        await scene.InRoomAsync(scene.Commander, line);
        await scene.WaitAsync(0.2, 3);
        if (line.StartsWith("update public", StringComparison.Ordinal) || line.StartsWith("update stakeholders", StringComparison.Ordinal))
        {
            await scene.InRoomAsync(random.Chance(0.8) ? scene.Commander : Cast.Chris, "publish");
        }
        else if (scene.Incident is { Pause: not null } && random.Chance(0.6))
        {
            await scene.WaitAsync(2, 25);
            await scene.InRoomAsync(scene.Commander, "resume");
        }
        else if (scene.Incident is { Commander: null } or { CommandChange: not null })
        {
            await scene.InRoomAsync(random.Pick([Cast.Ben, Cast.Chris, Cast.Dora]), "lead");
            scene.Commander = scene.CommanderByRecord ?? scene.Commander;
        }
    }

    /// <summary>Somebody who is not in on it tries to move the incident, or to look into one that is private.</summary>
    private async Task MeddleAsync()
    {
        var who = random.Pick([Cast.Emil, .. Cast.Members]);
        var tries = scene.Incident is { Private: true }
            ? new[] { $"status {scene.Id}", $"timeline {scene.Id}", $"{scene.Id}", "list", $"note {scene.Id} what is this about", $"next {scene.Id}", $"done {scene.Id} 1", $"title {scene.Id} told to everybody", $"ack {scene.Id} working" }
            : [$"next {scene.Id}", $"next {scene.Id}", $"next {scene.Id}", $"done {scene.Id} 2", $"done {scene.Id} 3", $"done {scene.Id} 4", $"undo {scene.Id} 1", $"title {scene.Id} {Titles.Next(random)}", $"fixed {scene.Id}", $"resolve {scene.Id} looks fine to me", $"cancel {scene.Id} not my problem", $"join {scene.Id}", $"close {scene.Id} enough"];
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var chat = scene.ChatOf(who);
            var answer = await crowd.SayAsync(random, who, random.Pick(tries), chat, random.Chance(0.3) ? chat.Announcements : null);
            await scene.WaitAsync(0.1, 1);
            if (answer is { Kind: AnswerKind.Refused, Card.Buttons: [{ Line: var line } insist, ..] } && line.StartsWith("break-glass", StringComparison.Ordinal) && random.Chance(0.4))
            {
                await crowd.PressAsync(random, who, insist, chat, chat.Announcements);
            }
        }
    }
}
