using IncidentBot.Core.Incidents;
using IncidentBot.Simulation.Time;

namespace IncidentBot.Simulation.People;

/// <summary>One incident as people live through it, from somebody typing a line to somebody closing it, or nobody caring.</summary>
internal sealed class IncidentStory
{
    private readonly Crowd _crowd;
    private readonly Random _random;
    private readonly Scene _scene;
    private readonly Answering _answering;
    private readonly Working _working;
    private readonly Afterwards _afterwards;

    public IncidentStory(Crowd crowd, Random random)
    {
        (_crowd, _random, _scene) = (crowd, random, new Scene(crowd, random));
        var talking = new Talking(crowd, random, _scene);
        _answering = new Answering(crowd, random, _scene);
        _working = new Working(crowd, random, _scene, talking);
        _afterwards = new Afterwards(random, _scene, talking);
    }

    public async Task LiveAsync(TimeSpan from)
    {
        await Task.Delay(from, _crowd.World.Clock);
        if (await DeclareAsync())
        {
            await GoOnAsync();
        }
    }

    /// <summary>Monitors saw it first: somebody says what it is, then it goes on like any other. A task is claimed and closed, or becomes more.</summary>
    public async Task AfterAlertAsync(IncidentId id)
    {
        _scene.Id = id;
        if (_scene.Incident is { IsTask: true })
        {
            await LookIntoAsync();
        }
        else if (_scene.Incident is { Provisional: true })
        {
            await _scene.WaitAsync(1, 12);
            var line = _random.NextDouble() switch
            {
                < 0.15 => $"cancel {id} false alarm",
                < 0.35 => $"severity {id} p1 users notice it",
                < 0.75 => $"severity {id} p2 it is real",
                < 0.85 => $"severity {id} p3 hardly anybody notices",
                _ => null,
            };
            if (line is not null)
            {
                await _scene.SayAsync(_random.Pick([Cast.Anna, Cast.Ben, Cast.Emil]), line);
            }
        }

        if (_scene.Incident is { HasEnded: false, IsTask: false })
        {
            await GoOnAsync();
        }
    }

    private async Task LookIntoAsync()
    {
        await _scene.WaitAsync(2, 45);
        var who = _random.Pick([Cast.Emil, Cast.Anna, Cast.Farah]);
        await _scene.SayAsync(who, $"ack {_scene.Id}");
        await _scene.WaitAsync(3, 60);
        if (_random.Chance(0.15))
        {
            await _scene.SayAsync(who, $"severity {_scene.Id} p2 promoted from a task");
        }
        else if (_random.Chance(0.9))
        {
            await _scene.SayAsync(who, $"close {_scene.Id} {_random.Pick(["fixed", "false alarm", "accepted", "known"])}");
        }
    }

    private async Task GoOnAsync()
    {
        if (_scene.Incident is { AwaitsAcknowledgement: true } && !await _answering.AcknowledgeAsync())
        {
            if (_scene.Incident is { AwaitsAcknowledgement: true })
            {
                await _answering.ForgottenAsync();
            }

            return;
        }

        if (_random.Chance(0.08) && Other() is { } same)
        {
            await _scene.WaitAsync(1, 10);
            await _scene.SayAsync(_scene.Commander, $"merge {_scene.Id} {same}");
            if (_scene.Incident is { HasEnded: true })
            {
                return;
            }
        }

        if (_random.Chance(0.1))
        {
            await _scene.WaitAsync(2, 30);
            await _scene.SayAsync(_scene.Commander, $"cancel {_scene.Id} {_random.Pick(["false alarm", "the monitor was wrong", "load test, nobody told us"])}");
            await TidyUpAsync();
            return;
        }

        await _working.WorkAsync();
        await _working.FixAndResolveAsync();
        await TidyUpAsync();
        await _afterwards.AfterwardsAsync();
        await _afterwards.KeepPromisesAsync();
    }

    /// <summary>Another one that is open just now, the newest.</summary>
    private IncidentId? Other()
    {
        for (var number = _scene.Id.Number - 1; number > Math.Max(0, _scene.Id.Number - 4); number--)
        {
            if (_crowd.World.Incident(new IncidentId(number)) is { IsOpen: true } other)
            {
                return other.Id;
            }
        }

        return null;
    }

    /// <summary>The Lead ends what others left open.</summary>
    private async Task TidyUpAsync()
    {
        if (_scene.Incident is { IsOpen: true })
        {
            await _scene.WaitAsync(30, 120);
            await _scene.SayAsync(Cast.Chris, $"cancel {_scene.Id} nothing left to do here");
        }

        await _afterwards.PublishClosingTextAsync();
    }

    private async Task<bool> DeclareAsync()
    {
        var who = _random.Chance(0.65) ? _random.Pick(Cast.OnRoster) : _random.Pick(Cast.Members);
        var severity = _random.NextDouble() switch { < 0.18 => 1, < 0.48 => 2, < 0.82 => 3, _ => 4 };
        var title = Titles.Next(_random);
        var (drill, hidden) = (_random.Chance(0.08), _random.Chance(0.06));
        var word = _random.Pick([$"p{severity}", $"P{severity}", $"sev{severity}", $"declare p{severity}", $"new p{severity}"]);
        var line = drill ? $"test p{severity} {title}" : hidden ? $"private p{severity} {title}" : $"{word} {title}";
        var chat = _scene.ChatOf(who);
        var room = hidden && !drill ? null : _random.Chance(0.5) ? chat.Announcements : null;

        if (_random.Chance(0.06))
        {
            await _crowd.SayAsync(_random, who, _random.Pick([$"decalre p{severity} {title}", "", "p", title, "privat p1 secret"]), chat, room);
            await _scene.WaitAsync(0.2, 1);
        }

        if (hidden && _random.Chance(0.3))
        {
            // Typed where everybody reads: nothing may be recorded, and the person does it again in private.
            await _crowd.SayAsync(_random, who, $"private p{severity} {title}", chat, chat.Announcements);
            await _scene.WaitAsync(0.2, 1);
        }

        if (await _crowd.SayAsync(_random, who, line, chat, room) is not { Incident: { } id })
        {
            return false;
        }

        _scene.Id = id;
        if (_random.Chance(0.05))
        {
            await _scene.WaitAsync(0.1, 0.5);
            await _crowd.SayAsync(_random, who, line, chat, room);
        }

        return true;
    }
}
