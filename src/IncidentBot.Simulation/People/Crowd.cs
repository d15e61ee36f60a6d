using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.Time;
using IncidentBot.Simulation.Worlds;

namespace IncidentBot.Simulation.People;

/// <summary>
/// People at their chats. What they say is seen in the room and so is the answer; chats deliver some of it twice, and people press twice
/// when nothing seems to happen.
/// </summary>
internal sealed class Crowd(World world)
{
    private const double DeliveredTwice = 0.05;
    private const double PressedTwice = 0.08;

    private readonly List<Task> _stories = [];

    public World World => world;

    /// <summary>After this nobody does anything any more: the period is over.</summary>
    public DateTimeOffset GoHomeAt { get; init; } = DateTimeOffset.MaxValue;

    public bool IsOver => world.Now >= GoHomeAt;

    /// <summary>How many requests people made, repeated ones included.</summary>
    public int Requests { get; private set; }

    /// <summary>Something people do by themselves from now on; its failure is a failure of the run.</summary>
    public void Begin(Func<Task> story) => world.Pump.Post(_ => _stories.Add(story()), state: null);

    /// <exception cref="InvalidOperationException">A story failed: the product threw at a person.</exception>
    public void ThrowIfAnyFailed()
    {
        if (_stories.FirstOrDefault(story => story.IsFaulted) is { } failed)
        {
            throw new InvalidOperationException($"A person's request failed with an exception: {failed.Exception!.InnerException!.Message}", failed.Exception.InnerException);
        }
    }

    public Task WaitAsync(Random random, TimeSpan least, TimeSpan most) => Task.Delay(random.Between(least, most), world.Clock);

    public async Task<Answer?> SayAsync(Random random, Actor who, string line, SimulatedChat chat, ChatRoom? room = null, Func<Inbound, Inbound>? change = null)
    {
        if (IsOver)
        {
            return null;
        }

        var place = room?.Id ?? $"D-{who.Id}";
        chat.Hear(place, who.Name, line);
        var request = world.Request(who, new Input.Line(line), chat, room);
        return await DeliverAsync(random, change?.Invoke(request) ?? request, chat, place);
    }

    /// <summary>To the others, not to the bot: it answers nothing.</summary>
    public async Task TalkAsync(Random random, Actor who, string words, SimulatedChat chat, ChatRoom room)
    {
        if (!IsOver)
        {
            chat.Hear(room.Id, who.Name, words);
            await DeliverAsync(random, world.Request(who, new Input.Talk(), chat, room), chat, room.Id);
        }
    }

    public async Task<Answer?> PressAsync(Random random, Actor who, Button button, SimulatedChat chat, ChatRoom room)
    {
        if (IsOver)
        {
            return null;
        }

        chat.Hear(room.Id, who.Name, $"[{button.Label}]");
        if (random.Chance(PressedTwice))
        {
            // A second press is a delivery of its own, a moment later, whatever became of the first.
            _stories.Add(PressAgainAsync(random, who, button, chat, room));
        }

        return await DeliverAsync(random, world.Request(who, new Input.Press(button.Line), chat, room), chat, room.Id);
    }

    /// <summary>The newest button with this line on any card that can be seen in the room.</summary>
    public static Button? FindButton(ChatRoom room, string line) => FindButton(room, button => string.Equals(button.Line, line, StringComparison.Ordinal));

    /// <summary>The newest button of this kind on any card that can be seen in the room.</summary>
    public static Button? FindButton(ChatRoom room, Func<Button, bool> wanted)
    {
        for (var at = room.Entries.Count - 1; at >= 0; at--)
        {
            if (room.Entries[at] is RoomEntry.Posted posted
                && room.Find(posted.Message)?.Card.Buttons.FirstOrDefault(wanted) is { } button)
            {
                return button;
            }
        }

        return null;
    }

    private async Task PressAgainAsync(Random random, Actor who, Button button, SimulatedChat chat, ChatRoom room)
    {
        await WaitAsync(random, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(2));
        await DeliverAsync(random, world.Request(who, new Input.Press(button.Line), chat, room), chat, room.Id);
    }

    private async Task<Answer> DeliverAsync(Random random, Inbound request, SimulatedChat chat, string place)
    {
        Requests++;
        if (random.Chance(DeliveredTwice))
        {
            // The chat did not see our acknowledgement in time: the same delivery again, at once, in seconds or after minutes.
            _stories.Add(AgainAsync(request, random.Pick([TimeSpan.Zero, TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(2), TimeSpan.FromHours(1)])));
        }

        var answer = await world.AskAsync(request);
        var text = answer.Hint is null ? answer.Text : $"{answer.Text}\n{answer.Hint}";
        if (request.Input is Input.Talk)
        {
            return answer;
        }

        chat.Show(place, answer.To == Visibility.OnlyYou && !place.StartsWith("D-", StringComparison.Ordinal) ? request.By.Name : null, text, answer.Card);
        return answer;
    }

    private async Task AgainAsync(Inbound request, TimeSpan after)
    {
        await Task.Delay(after, world.Clock);
        Requests++;
        await world.AskAsync(request);
    }
}
