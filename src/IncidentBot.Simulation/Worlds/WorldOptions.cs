using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.People;

namespace IncidentBot.Simulation.Worlds;

/// <summary>What a world is made of. The defaults are a small, friendly one for stories: one chat in which nothing goes wrong.</summary>
public sealed record WorldOptions
{
    /// <summary>The store's folder; a new store is made when it is absent or empty.</summary>
    public required string Folder { get; init; }

    /// <summary>Decides what the disk forgets at a kill.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A Monday morning in Berlin, unless a story wants another.</summary>
    public DateTimeOffset Start { get; init; } = new(2027, 3, 1, 7, 0, 0, TimeSpan.Zero);

    /// <summary>Wait for the disk at every flush. The outcome is the same, only slower.</summary>
    public bool Flush { get; init; }

    /// <summary>Ask a chat before sending again what may have arrived. Off only to prove that the checker notices.</summary>
    public bool Reconcile { get; init; } = true;

    /// <summary>Changes in one segment of the journal, bytes: small, so that a run of days rolls a few times.</summary>
    public long SegmentBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>How often the running store proves its view; after every kill it does so anyway.</summary>
    public TimeSpan ScanEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Which of the chats new incidents live in, asked at every start with the time and all names: configurations change.</summary>
    public Func<DateTimeOffset, IReadOnlyList<string>, IReadOnlyList<string>> ChatsInUse { get; init; } = static (_, all) => all;

    public ProcedureBook Procedures { get; init; } = ProcedureBook.Default();

    public PeopleOptions People { get; init; } = Cast.Roster();

    /// <summary>Called once with the world's clock.</summary>
    public Func<TimeProvider, IReadOnlyList<SimulatedChat>> Chats { get; init; } =
        static time => [new SimulatedChat("slack", time, ChatTraits.SlackLike, ChatWeather.Fair())];
}
