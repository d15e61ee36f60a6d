using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.Time;

namespace IncidentBot.Simulation.People;

/// <summary>One incident as people live through it, from somebody typing a line to somebody closing it, or nobody caring.</summary>
internal sealed class IncidentStory(Crowd crowd, Random random)
{
    private IncidentId _id;
    private Actor _commander = Cast.Anna;

    private StreamId Stream => StreamId.Of(_id);

    private Incident? Incident => crowd.World.Incident(_id);

    public async Task LiveAsync(TimeSpan from)
    {
        await Task.Delay(from, crowd.World.Clock);
        if (!await DeclareAsync())
        {
            return;
        }

        if (Incident is { AwaitsAcknowledgement: true } && !await AcknowledgeAsync())
        {
            if (Incident is { AwaitsAcknowledgement: true })
            {
                await ForgottenAsync();
            }

            return;
        }

        if (random.Chance(0.08) && Other() is { } same)
        {
            await WaitAsync(1, 10);
            await SayAsync(_commander, $"merge {_id} {same}");
            if (Incident is { HasEnded: true })
            {
                return;
            }
        }

        if (random.Chance(0.1))
        {
            await WaitAsync(2, 30);
            await SayAsync(_commander, $"cancel {_id} {random.Pick(["false alarm", "the monitor was wrong", "load test, nobody told us"])}");
            await TidyUpAsync();
            return;
        }

        await WorkAsync();
        await FixAndResolveAsync();
        await TidyUpAsync();
        await AfterwardsAsync();
        await KeepPromisesAsync();
    }

    /// <summary>Another one that is open just now, the newest.</summary>
    private IncidentId? Other()
    {
        for (var number = _id.Number - 1; number > Math.Max(0, _id.Number - 4); number--)
        {
            if (crowd.World.Incident(new IncidentId(number)) is { IsOpen: true } other)
            {
                return other.Id;
            }
        }

        return null;
    }

    /// <summary>The Lead ends what others left open.</summary>
    private async Task TidyUpAsync()
    {
        if (Incident is { IsOpen: true })
        {
            await WaitAsync(30, 120);
            await SayAsync(Cast.Chris, $"cancel {_id} nothing left to do here");
        }

        await PublishClosingTextAsync();
    }

    private async Task<bool> DeclareAsync()
    {
        var who = random.Chance(0.65) ? random.Pick(Cast.OnRoster) : random.Pick(Cast.Members);
        var severity = random.NextDouble() switch { < 0.18 => 1, < 0.48 => 2, < 0.82 => 3, _ => 4 };
        var title = Titles.Next(random);
        var (drill, hidden) = (random.Chance(0.08), random.Chance(0.06));
        var word = random.Pick([$"p{severity}", $"P{severity}", $"sev{severity}", $"declare p{severity}", $"new p{severity}"]);
        var line = drill ? $"test p{severity} {title}" : hidden ? $"private p{severity} {title}" : $"{word} {title}";
        var chat = ChatOf(who);
        var room = hidden && !drill ? null : random.Chance(0.5) ? chat.Announcements : null;

        if (random.Chance(0.06))
        {
            await crowd.SayAsync(random, who, random.Pick([$"decalre p{severity} {title}", "", "p", title, "privat p1 secret"]), chat, room);
            await WaitAsync(0.2, 1);
        }

        if (hidden && random.Chance(0.3))
        {
            // Typed where everybody reads: nothing may be recorded, and the person does it again in private.
            await crowd.SayAsync(random, who, $"private p{severity} {title}", chat, chat.Announcements);
            await WaitAsync(0.2, 1);
        }

        if (await crowd.SayAsync(random, who, line, chat, room) is not { Incident: { } id })
        {
            return false;
        }

        _id = id;
        if (random.Chance(0.05))
        {
            await WaitAsync(0.1, 0.5);
            await crowd.SayAsync(random, who, line, chat, room);
        }

        return true;
    }

    /// <summary>In time, at risk, late, or never.</summary>
    private async Task<bool> AcknowledgeAsync()
    {
        var target = Incident!.Procedure.Response ?? TimeSpan.FromMinutes(30);
        var (least, most) = random.NextDouble() switch
        {
            < 0.60 => (0.02, 0.7),
            < 0.74 => (0.82, 0.98),
            < 0.90 => (1.01, 1.7),
            _ => (-1.0, -1.0),
        };
        if (least < 0)
        {
            if (Incident.Procedure.Ladder is null || Incident.Drill)
            {
                return false;
            }

            return await CalledAsync();
        }

        if (random.Chance(0.15))
        {
            await WaitAsync(0.2, 3);
            await SayAsync(Cast.Anna, $"decline {_id}");
        }

        await crowd.WaitAsync(random, target * least, target * most);
        var who = random.Chance(0.8) ? random.Pick([Cast.Anna, Cast.Anna, Cast.Ben, Cast.Chris]) : random.Pick([Cast.Emil, Cast.Farah, .. Cast.Members]);
        await AcknowledgeAsync(who);
        if (Incident is { AwaitsAcknowledgement: true })
        {
            await WaitAsync(0.5, 3);
            await SayAsync(Cast.Ben, $"ack {_id}");
        }

        _commander = Cast.OnRoster.Concat(Cast.Members).FirstOrDefault(actor => Incident?.IsCommander(actor.Id) == true) ?? Cast.Chris;
        if (random.Chance(0.4))
        {
            await WaitAsync(0.5, 5);
            await AcknowledgeAsync(random.Pick(Cast.OnRoster));
        }

        return true;
    }

    /// <summary>The first ones sleep; whoever the ladder reaches takes it.</summary>
    private async Task<bool> CalledAsync()
    {
        await WaitAsync(16, 70);
        if (random.Chance(0.1))
        {
            await SayAsync(Cast.Chris, $"cancel {_id} nobody knows what this was");
            return false;
        }

        _commander = random.Pick([Cast.Ben, Cast.Chris, Cast.Dora]);
        await AcknowledgeAsync(_commander);
        return Incident is { AwaitsAcknowledgement: false };
    }

    private async Task AcknowledgeAsync(Actor who)
    {
        var (chat, line) = (ChatOf(who), $"ack {_id}");
        var room = random.Chance(0.6) ? chat.Announcements : chat.RoomOf(Stream);
        var answer = room is not null && Crowd.FindButton(room, line) is { } button
            ? await crowd.PressAsync(random, who, button, chat, room)
            : await SayAsync(who, line);
        if (answer is { Card.Buttons: [{ } working, ..], Kind: AnswerKind.Refused })
        {
            await WaitAsync(0.1, 0.5);
            await crowd.PressAsync(random, who, working, chat, room ?? chat.Announcements);
        }
    }

    /// <summary>Nobody answers. Some of these the Lead finds the next morning, some stay.</summary>
    private async Task ForgottenAsync()
    {
        await WaitAsync(8 * 60, 20 * 60);
        if (random.Chance(0.6) || Incident is { Procedure.Ladder: not null })
        {
            await SayAsync(Cast.Chris, $"cancel {_id} nobody knows what this was");
        }
    }

    private async Task WorkAsync()
    {
        for (var step = 0; step < 8 && Incident is { Step: { Phase: StepPhase.Work or StepPhase.Alert } now, IsOpen: true } incident; step++)
        {
            foreach (var task in now.Tasks)
            {
                await WaitAsync(0.5, 6);
                if (random.Chance(0.7))
                {
                    await InRoomAsync(Responder(), $"done {task.Number}");
                }

                if (random.Chance(0.08))
                {
                    await WaitAsync(0.2, 2);
                    await InRoomAsync(Responder(), $"undo {task.Number}");
                }
            }

            await SmallTalkAsync();
            await WaitAsync(1, 8);
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
            await InRoomAsync(_commander, random.Pick(["close", "nxt", "done 99", "resolve", "reopen", "ack"]));
            await WaitAsync(0.2, 1);
        }

        var chat = ChatOf(_commander);
        if (random.Chance(0.5) && chat.RoomOf(Stream) is { } room && Crowd.FindButton(room, $"next {_id}") is { } button)
        {
            return await crowd.PressAsync(random, _commander, button, chat, room) is { Kind: AnswerKind.Done };
        }

        return await InRoomAsync(_commander, "next") is { Kind: AnswerKind.Done };
    }

    private async Task FixAndResolveAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            await WaitAsync(5, 60);
            if (Incident?.Procedure.FirstOf(StepPhase.Verify) is not null)
            {
                await InRoomAsync(_commander, random.Pick(["fixed", "fixed", "mitigated"]));
                if (round == 0 && random.Chance(0.12))
                {
                    await WaitAsync(1, 12);
                    await InRoomAsync(_commander, "reopen not fixed after all");
                    continue;
                }

                await VerifyAsync();
            }

            await InRoomAsync(_commander, "resolve");
            if (Incident is { IsOpen: true })
            {
                await WaitAsync(0.2, 2);
                await InRoomAsync(_commander, "resolve checked by hand, all quiet");
            }

            if (round == 0 && random.Chance(0.1))
            {
                await WaitAsync(3, 80);
                if (await InRoomAsync(Responder(), "reopen it is back") is { Kind: AnswerKind.Done })
                {
                    continue;
                }
            }

            return;
        }
    }

    private async Task VerifyAsync()
    {
        foreach (var task in Incident?.Step?.Tasks ?? [])
        {
            await WaitAsync(0.5, 4);
            if (random.Chance(0.8))
            {
                await InRoomAsync(Responder(), $"done {task.Number}");
            }
        }

        // Most wait for the watch to end; the others resolve early, first without and then with a reason.
        await (random.Chance(0.7) ? WaitAsync(16, 40) : WaitAsync(1, 5));
    }

    private async Task AfterwardsAsync()
    {
        await WaitAsync(30, 30 * 60);
        await PublishClosingTextAsync();
        await WriteUpAsync();
        foreach (var task in Incident?.Step?.Tasks ?? [])
        {
            if (random.Chance(0.85))
            {
                await WaitAsync(1, 30);
                await InRoomAsync(_commander, $"done {task.Number}");
            }
        }

        await SmallTalkAsync();
        if (random.Chance(0.9) && await InRoomAsync(_commander, "close") is { Kind: AnswerKind.Refused })
        {
            await WaitAsync(0.2, 5);
            await InRoomAsync(_commander, "close written down in the ticket");
        }

        if (random.Chance(0.04))
        {
            await WaitAsync(60, 240);
            await InRoomAsync(Responder(), "reopen once more");
        }
    }

    /// <summary>Most publish what the bot drafted; some let the public status stand open for a while, and are reminded.</summary>
    private async Task PublishClosingTextAsync()
    {
        if (Incident is { PublicOpen: true } incident && incident.Updates.LastOrDefault(update => update is { Published: null, Stage: PublicStage.Resolved }) is { } draft)
        {
            await InRoomAsync(_commander, $"publish {draft.Number}");
            if (Incident is { PublicOpen: true })
            {
                await SayAsync(Cast.Chris, $"publish {_id} {draft.Number}");
            }
        }
    }

    private async Task WriteUpAsync()
    {
        if (Incident is not { OwesWriteUp: true })
        {
            return;
        }

        if (random.Chance(0.2))
        {
            await InRoomAsync(_commander, random.Pick(["postmortem owner @dora", "postmortem owner @ben", "pm"]));
        }

        foreach (var line in new[] { "postmortem review", $"action add {random.Pick(["@anna", "@ben", "@farah"])} due {random.Pick(["friday", "2w", "tomorrow", "10d"])} {random.Pick(["prevent: ", "detect: ", ""])}{Titles.Note(random)}", "postmortem reviewed", "postmortem share", "action list" })
        {
            if (random.Chance(Incident is { NeedsPostMortem: true } ? 0.8 : 0.15))
            {
                await WaitAsync(1, 40);
                await InRoomAsync(_commander, line);
            }
        }
    }

    /// <summary>Somebody keeps the promises of the incident, in time or late; the Lead clears away the rest.</summary>
    private async Task KeepPromisesAsync()
    {
        foreach (var item in Incident?.Actions ?? [])
        {
            await WaitAsync(60, random.Chance(0.3) ? 6 * 24 * 60 : 24 * 60);
            await SayAsync(random.Chance(0.8) ? Cast.OnRoster.Concat(Cast.Members).FirstOrDefault(actor => string.Equals(actor.Id, item.Person, StringComparison.Ordinal)) ?? Cast.Chris : Cast.Chris, $"action {_id} done {item.Number}");
        }
    }

    private async Task SmallTalkAsync()
    {
        if (random.Chance(Incident is { Private: true } ? 0.6 : 0.16))
        {
            await MeddleAsync();
        }

        if (random.Chance(0.5))
        {
            await InRoomAsync(random.Chance(0.7) ? Responder() : random.Pick(Cast.Members), $"note {Titles.Note(random)}");
        }

        if (random.Chance(0.35))
        {
            await LeadingAsync();
        }

        if (random.Chance(0.08))
        {
            await SayAsync(random.Pick(Cast.Members), random.Pick([$"who {_id}", $"summary {_id}", $"links {_id}", "contacts", $"status {_id}", "list", "help", $"timeline {_id}", "status INC-99999", "done", "hypercare", "resolve", $"note {_id}"]));
        }

        if (random.Chance(0.03))
        {
            // A guest may comment and nothing else; of whom nothing can be looked up may raise the alarm besides.
            var membership = random.Pick([Membership.Guest, Membership.Outsider, Membership.NotVerified]);
            var line = random.Pick([$"ack {_id} working", $"resolve {_id} I say so", $"note {_id} from outside", $"title {_id} mine", $"join {_id}", "p1 from a guest"]);
            var answer = await crowd.SayAsync(random, Cast.Members[0], line, crowd.World.Chat, change: request => request with { Membership = membership });
            if (answer is { Kind: AnswerKind.Done, Incident: { } raised } && raised != _id)
            {
                // The Lead looks after what was raised so.
                await WaitAsync(6, 30);
                await SayAsync(Cast.Chris, $"cancel {raised} nothing behind it");
            }
        }
    }

    /// <summary>What commanders do besides: they tell people, change their mind about how bad it is, stop clocks, hand over.</summary>
    private async Task LeadingAsync()
    {
        var line = random.Pick(
        [
            $"update {Titles.Note(random)}", $"update {Titles.Note(random)}", $"update public: {Titles.Note(random)}", $"update stakeholders: {Titles.Note(random)}",
            $"cause {Titles.Note(random)}", $"impact {Titles.Note(random)} from 02:40", "component checkout degraded", "component checkout operational",
            "severity p1 worse than we thought", "severity p2 it is not that bad", "severity p3 hardly anybody notices", "pause waiting for the provider", "resume",
            "snooze 15", "snooze stop all hands are on it", "action add @ben due friday prevent: an alert for the disk", "action add @farah due 3d write the runbook", "page @ben", "page", "escalate", "role comms @farah", "handover @ben", "lead pass", "lead @chris", "skip 3", "skip 4 no components",
        ]);
        await InRoomAsync(_commander, line);
        await WaitAsync(0.2, 3);
        if (line.StartsWith("update public", StringComparison.Ordinal) || line.StartsWith("update stakeholders", StringComparison.Ordinal))
        {
            await InRoomAsync(random.Chance(0.8) ? _commander : Cast.Chris, "publish");
        }
        else if (Incident is { Commander: null } or { CommandChange: not null })
        {
            await InRoomAsync(random.Pick([Cast.Ben, Cast.Chris, Cast.Dora]), "lead");
            _commander = Cast.OnRoster.Concat(Cast.Members).FirstOrDefault(actor => Incident?.IsCommander(actor.Id) == true) ?? _commander;
        }
    }

    /// <summary>Somebody who is not in on it tries to move the incident, or to look into one that is private.</summary>
    private async Task MeddleAsync()
    {
        var who = random.Pick([Cast.Emil, .. Cast.Members]);
        var tries = Incident is { Private: true }
            ? new[] { $"status {_id}", $"timeline {_id}", $"{_id}", "list", $"note {_id} what is this about", $"next {_id}", $"done {_id} 1", $"title {_id} told to everybody", $"ack {_id} working" }
            : [$"next {_id}", $"next {_id}", $"next {_id}", $"done {_id} 2", $"done {_id} 3", $"done {_id} 4", $"undo {_id} 1", $"title {_id} {Titles.Next(random)}", $"fixed {_id}", $"resolve {_id} looks fine to me", $"cancel {_id} not my problem", $"join {_id}", $"close {_id} enough"];
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var chat = ChatOf(who);
            var answer = await crowd.SayAsync(random, who, random.Pick(tries), chat, random.Chance(0.3) ? chat.Announcements : null);
            await WaitAsync(0.1, 1);
            if (answer is { Kind: AnswerKind.Refused, Card.Buttons: [{ Line: var line } insist, ..] } && line.StartsWith("break-glass", StringComparison.Ordinal) && random.Chance(0.4))
            {
                await crowd.PressAsync(random, who, insist, chat, chat.Announcements);
            }
        }
    }

    private Actor Responder() => random.Chance(0.6) ? _commander : random.Pick(Cast.OnRoster);

    private SimulatedChat ChatOf(Actor who) => crowd.World.Chats[crowd.World.Chats.Count > 1 && who.Id is ("dora" or "emil") ? 1 : 0];

    private Task WaitAsync(double leastMinutes, double mostMinutes) => crowd.WaitAsync(random, TimeSpan.FromMinutes(leastMinutes), TimeSpan.FromMinutes(mostMinutes));

    private Task<Answer?> SayAsync(Actor who, string line) => crowd.SayAsync(random, who, line, ChatOf(who));

    /// <summary>Where the room is, its incident is meant; without one the id has to be typed.</summary>
    private Task<Answer?> InRoomAsync(Actor who, string line)
    {
        var chat = ChatOf(who);
        if (chat.RoomOf(Stream) is { } room)
        {
            return crowd.SayAsync(random, who, line, chat, room);
        }

        var words = line.Split(' ', 2);
        return SayAsync(who, words.Length == 1 ? $"{words[0]} {_id}" : $"{words[0]} {_id} {words[1]}");
    }
}
