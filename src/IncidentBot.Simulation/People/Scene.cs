using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.Time;

namespace IncidentBot.Simulation.People;

/// <summary>One incident as the people of its story see it: how it stands, who leads, and where they talk.</summary>
internal sealed class Scene(Crowd crowd, Random random)
{
    /// <summary>Known once it is declared.</summary>
    public IncidentId Id { get; set; }

    /// <summary>Who leads, as far as people know.</summary>
    public Actor Commander { get; set; } = Cast.Anna;

    public StreamId Stream => StreamId.Of(Id);

    public Incident? Incident => crowd.World.Incident(Id);

    /// <summary>Who commands by the record; null where nobody of the cast does.</summary>
    public Actor? CommanderByRecord => Cast.OnRoster.Concat(Cast.Members).FirstOrDefault(actor => Incident?.IsCommander(actor.Id) == true);

    public Actor Responder() => random.Chance(0.6) ? Commander : random.Pick(Cast.OnRoster);

    public SimulatedChat ChatOf(Actor who) => crowd.World.Chats[crowd.World.Chats.Count > 1 && who.Id is ("dora" or "emil") ? 1 : 0];

    public Task WaitAsync(double leastMinutes, double mostMinutes) => crowd.WaitAsync(random, TimeSpan.FromMinutes(leastMinutes), TimeSpan.FromMinutes(mostMinutes));

    public Task<Answer?> SayAsync(Actor who, string line) => crowd.SayAsync(random, who, line, ChatOf(who));

    /// <summary>What people write to each other where the room is; where there is none they do it elsewhere.</summary>
    public Task TalkAsync(Actor who, string words) =>
        ChatOf(who) is var chat && chat.RoomOf(Stream) is { } room ? crowd.TalkAsync(random, who, words, chat, room) : Task.CompletedTask;

    /// <summary>Where the room is, its incident is meant; without one the id has to be typed.</summary>
    public Task<Answer?> InRoomAsync(Actor who, string line)
    {
        var chat = ChatOf(who);
        if (chat.RoomOf(Stream) is { } room)
        {
            return crowd.SayAsync(random, who, line, chat, room);
        }

        var words = line.Split(' ', 2);
        return SayAsync(who, words.Length == 1 ? $"{words[0]} {Id}" : $"{words[0]} {Id} {words[1]}");
    }
}
